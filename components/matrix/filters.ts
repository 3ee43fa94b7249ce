// What of the matrix is shown, kept in the query of the address in the words of Python.
import { type Outcome, outcomeFate } from '@/lib/matrix/outcome';
import { LOADED, type Loaded, type PassiveDeletes } from '@/lib/scenario/scenario';

export const SHOWS = ['everything', 'depends', 'orm', 'foreign-key', 'null', 'refused', 'rejected'] as const;
export type Show = (typeof SHOWS)[number];

/** Null does not filter. */
export interface Filters {
  readonly show: Show;
  readonly passiveDeletes: PassiveDeletes | null;
  readonly nullable: boolean | null;
  readonly loaded: Loaded | null;
}

export const NO_FILTERS: Filters = { show: 'everything', passiveDeletes: null, nullable: null, loaded: null };

/** Whether an outcome is among those shown; `depends` speaks of its whole setting. */
export function matches(show: Show, outcome: Outcome, depends: boolean): boolean {
  const { client, 'foreign-key': foreignKey } = outcome.children;
  const fate = outcomeFate(outcome);
  switch (show) {
    case 'everything':
      return true;
    case 'depends':
      return depends;
    case 'orm':
      return client.deleted > 0;
    case 'foreign-key':
      return foreignKey.deleted > 0;
    case 'null':
      return fate === 'null';
    case 'refused':
      return fate === 'refused';
    case 'rejected':
      return fate === 'rejected' || fate === 'raised';
  }
}

const PASSIVE = { False: false, True: true, all: 'all' } as const satisfies Record<string, PassiveDeletes>;
const BOOLEAN = { False: false, True: true } as const;

function lookUp<T>(words: Readonly<Record<string, T>>, text: string | null): T | null {
  return text !== null && Object.hasOwn(words, text) ? (words[text] ?? null) : null;
}

/** Reads a query; what it does not understand does not filter. */
export function readFilters(search: string): Filters {
  const query = new URLSearchParams(search);
  return {
    show: SHOWS.find((each) => each === query.get('show')) ?? NO_FILTERS.show,
    passiveDeletes: lookUp<PassiveDeletes>(PASSIVE, query.get('passive_deletes')),
    nullable: lookUp(BOOLEAN, query.get('nullable')),
    loaded: LOADED.find((each) => each === query.get('loaded')) ?? null,
  };
}

/** The query of filters, "" when nothing is filtered. */
export function writeFilters({ show, passiveDeletes, nullable, loaded }: Filters): string {
  const word = <T>(words: Readonly<Record<string, T>>, value: T) =>
    Object.keys(words).find((each) => words[each] === value) ?? null;
  const query = new URLSearchParams();
  const set = (key: string, value: string | null) => value !== null && query.set(key, value);
  set('show', show === NO_FILTERS.show ? null : show);
  set('passive_deletes', passiveDeletes === null ? null : word<PassiveDeletes>(PASSIVE, passiveDeletes));
  set('nullable', nullable === null ? null : word<boolean>(BOOLEAN, nullable));
  set('loaded', loaded);
  const text = query.toString();
  return text ? `?${text}` : '';
}

// What of the matrix is shown, kept in the query of the address in the words of Python.
import { type Outcome, outcomeFate } from '@/lib/matrix/outcome';
import type { Ignored } from '@/lib/scenario/ignored';
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

const wordsOf = <T extends string>(values: readonly T[]) =>
  Object.fromEntries(values.map((each) => [each, each])) as Readonly<Record<T, T>>;
const SHOW = wordsOf(SHOWS);
const HOW_LOADED = wordsOf(LOADED);

/** Reads a query; what it does not understand does not filter, and is told. */
export function readFilters(search: string): { readonly filters: Filters; readonly ignored: readonly Ignored[] } {
  const query = new URLSearchParams(search);
  const ignored: Ignored[] = [];
  const read = <T>(field: string, words: Readonly<Record<string, T>>): T | null => {
    const value = query.get(field);
    if (value === null) return null;
    if (Object.hasOwn(words, value)) return words[value] ?? null;
    const reason = `it is none of ${Object.keys(words).join(', ')}`;
    ignored.push({ field, value, reason, instead: 'It does not filter.' });
    return null;
  };
  const filters: Filters = {
    show: read<Show>('show', SHOW) ?? NO_FILTERS.show,
    passiveDeletes: read<PassiveDeletes>('passive_deletes', PASSIVE),
    nullable: read('nullable', BOOLEAN),
    loaded: read<Loaded>('loaded', HOW_LOADED),
  };
  return { filters, ignored };
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

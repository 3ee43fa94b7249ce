// A comparison as the query of an address: one `c` for each of at most three ways, each the query of a scenario,
// the engine and the step. All ways run the same operation on the same data; what cannot be followed is said in a sentence.
import { change } from './change';
import { type Ignored, ignoredWords } from './ignored';
import { DEFAULT_SCENARIO, type Scenario } from './scenario';
import { type EngineName, readUrl, writeUrl } from './url';

export const MOST_WAYS = 3;

/** The ways of the original question, all with the same operation: cascade only, passive_deletes, delete-orphan. */
export const THREE_WAYS: readonly Scenario[] = [
  change(DEFAULT_SCENARIO, { cascade: 'all', passiveDeletes: false }),
  change(DEFAULT_SCENARIO, { cascade: 'all', passiveDeletes: true }),
  change(DEFAULT_SCENARIO, { cascade: 'all, delete-orphan', passiveDeletes: false }),
];

/** What all ways have in common: the data, and what is done to it. */
const SHARED = ['shape', 'operation', 'posts'] as const;
export type Shared = Pick<Scenario, (typeof SHARED)[number]>;

export interface ComparisonUrl {
  /** One to three. */
  readonly ways: readonly Scenario[];
  /** Whose runs are to be shown. */
  readonly engine: EngineName;
  /** The step of the whole; null for the page's own choice. */
  readonly step: number | null;
  /** Sentences on what of the address was not followed. */
  readonly notes: readonly string[];
}

const sharedOf = ({ shape, operation, posts }: Shared): Shared => ({ shape, operation, posts });

/** Ways brought to one operation and one data set; one that needs more posts than asked for gives them to all. */
export function withShared(ways: readonly Scenario[], shared: Shared): readonly Scenario[] {
  const changed = ways.map((way) => change(way, sharedOf(shared)));
  const posts = Math.max(...changed.map((way) => way.posts));
  return changed.map((way) => change(way, { posts }));
}

/**
 * The newest way decides on what is shared; the oldest gives way to a fourth. A way that is there is not doubled, and one
 * alone gets the first of the three beside it that is another.
 */
export function withWay(ways: readonly Scenario[], way: Scenario): readonly Scenario[] {
  const key = writeUrl(way);
  const others = withShared(ways, way).filter((each) => writeUrl(each) !== key);
  const beside = withShared(THREE_WAYS, way).filter((each) => writeUrl(each) !== key);
  return withShared([...(others.length > 0 ? others : beside.slice(0, 1)), way].slice(-MOST_WAYS), way);
}

/** The sentence on what of the whole was not followed. */
export const noteOf = (ignored: Ignored) => `The ${ignored.field} ${ignoredWords(ignored)}`;

/** Reads a query such as "?c=passive_deletes%3DFalse&c=&step=4", with or without its question mark. */
export function readComparison(search: string): ComparisonUrl {
  const query = new URLSearchParams(search);
  const notes: string[] = [];
  const texts = query.getAll('c');
  if (texts.length > MOST_WAYS)
    notes.push(`The address has ${texts.length} ways; the first ${MOST_WAYS} are compared.`);
  const read = texts.slice(0, MOST_WAYS).map((text, at) => {
    const { scenario, ignored } = readUrl(text);
    for (const each of ignored) {
      if (each.field !== 'step') notes.push(`Way ${at + 1}: ${each.field} ${ignoredWords(each)}`);
    }
    return scenario;
  });
  const [first] = read;
  const ways = first ? withShared(read, first) : THREE_WAYS;
  read.forEach((scenario, at) => {
    const differ = SHARED.filter((field) => scenario[field] !== ways[at]?.[field]);
    if (differ.length === 0) return;
    const what = differ.map((field) => `${field} ${scenario[field]}`).join(', ');
    notes.push(`Way ${at + 1} was asked for with ${what}; all ways are compared on the same data and operation.`);
  });
  const own = new URLSearchParams([...query].filter(([name]) => name === 'step' || name === 'engine'));
  const { step, engine, ignored } = readUrl(own.toString());
  notes.push(...ignored.map(noteOf));
  return { ways, engine, step, notes };
}

/** The query of a comparison, "" for the three ways at their beginning; otherwise it begins with a question mark. */
export function writeComparison(
  ways: readonly Scenario[],
  step: number | null = null,
  engine: EngineName = 'model',
): string {
  const queries = ways.map((way) => writeUrl(way).replace('?', ''));
  const opening = THREE_WAYS.map((way) => writeUrl(way).replace('?', ''));
  const query = new URLSearchParams();
  if (queries.length !== opening.length || queries.some((each, at) => each !== opening[at])) {
    for (const each of queries) query.append('c', each);
  }
  if (engine !== 'model') query.set('engine', engine);
  if (step !== null) query.set('step', String(step));
  return query.size > 0 ? `?${query}` : '';
}

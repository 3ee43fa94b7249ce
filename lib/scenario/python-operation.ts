// What a scenario asks of SQLAlchemy, as lines of Python: fetching the objects, then the operation. The same
// lines stand in the source panel and in the script, so that what is read is what runs.
import { DRIVER_PROGRAMS, pythonFor } from './dialect';
import { fetchOrder } from './fetch-order';
import { OPERATIONS, type Operation, type Variable } from './operations';
import type { Scenario } from './scenario';
import { NAMES } from './shape';

export interface PythonOperation {
  /** Statements that bring the objects into the Session. */
  readonly prepare: readonly string[];
  readonly lines: readonly string[];
  /** The lines load a collection and have to run inside run_sync: of an AsyncSession only. */
  readonly loads: boolean;
}

/** How a user is fetched: the name it gets, its key, and the attribute to load along with it or null. */
export type FetchUser = (name: string, key: number, attribute: string | null) => readonly string[];

/** The way that a reader knows best. */
const getUser: FetchUser = (name, key, attribute) =>
  attribute === null
    ? [`${name} = await session.get(User, ${key})`]
    : [`${name} = await session.get(User, ${key}, options=[`, `    selectinload(User.${attribute}),`, '])'];

/** The way whose SQL is that of the trace, without labels on the columns. */
export const selectUser: FetchUser = (name, key, attribute) => [
  `${name} = await session.scalar(`,
  `    select(User).where(User.id == ${key})${attribute === null ? '' : `.options(selectinload(User.${attribute}))`}`,
  ')',
];

/** The operation of a scenario with `user`, `user2`, `post` and `profile` as names. */
export function pythonOperation(scenario: Scenario, fetchUser = getUser): PythonOperation {
  const { shape, operation, loaded, driver } = scenario;
  const { entity, attribute, one } = NAMES[shape];
  const { lines, unloaded, readsCollection } = OPERATIONS[operation];
  const along = loaded === 'loaded' ? attribute : null;
  const fetch: Record<Variable, readonly string[]> = {
    user: fetchUser('user', 1, along),
    user2: fetchUser('user2', 2, along),
    // No statement goes out for it where it came along: it is in the identity map.
    child: [`${one} = await session.get(${entity}, 1)`],
    child2: [`${one}2 = await session.get(${entity}, 2)`],
    child3: [`${one}3 = await session.get(${entity}, 3)`],
  };
  const asDriven = (text: readonly string[]) => text.map((line) => pythonFor(driver, line));
  return {
    prepare: asDriven(fetchOrder(scenario).flatMap((variable) => fetch[variable])),
    lines: asDriven((loaded === 'no' && unloaded?.lines) || lines),
    loads: readsCollection && loaded !== 'loaded' && DRIVER_PROGRAMS[driver].isAsync,
  };
}

/** What an operation is called where there is room for one line, for example in a list of choices. */
export function operationTitle(operation: Operation): string {
  const text = OPERATIONS[operation].lines.map((line) => line.replace('await ', '').trim()).join('; ');
  return text.replace('session.execute(; ', '').replace('; )', '').replaceAll(':; ', ': ');
}

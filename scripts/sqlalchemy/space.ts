// The settings in which the model is held against SQLAlchemy: all of them in order, or some by chance.
import { CASCADES, NULLABLES, ON_DELETES, PASSIVE_DELETES } from '@/lib/matrix/grids';
import { GONE } from '@/lib/scenario/elsewhere';
import { LOADED, MAPPERS, OPERATIONS_OF, type Scenario, SHAPES } from '@/lib/scenario/scenario';
import { DRIVERS, type Driver, type Series } from '@/lib/versions';

/** Beside those of the matrix: without save-update, in another order, spelled out, unknown and empty. */
const OTHER_CASCADES = [
  'save-update',
  'merge, delete',
  'delete, delete-orphan',
  'delete-orphan',
  'save-update, merge, refresh-expire, expunge, delete, delete-orphan',
  'all, orphan',
  'none',
  '',
] as const;
const POSTS = [3, 0, 1, 2, 7] as const;

/** What a series is asked on the default driver. */
export const askedOf = (sqlalchemy: Series) =>
  ({ sqlalchemy, driver: 'asyncpg', gone: 'nothing', mapper: 'plain' }) as const;

/**
 * Every combination for a number of posts, on one driver, nobody else at work. What the classes depend on changes last:
 * SQLAlchemy takes longer to configure them than to run a scenario.
 */
function* everySetting(posts: number, sqlalchemy: Series, driver: Driver): Generator<Scenario> {
  for (const shape of SHAPES)
    for (const unique of shape === 'one-to-one' ? [false, true] : [false])
      for (const cascade of ALL_CASCADES)
        for (const passiveDeletes of PASSIVE_DELETES)
          for (const onDelete of ON_DELETES)
            for (const nullable of NULLABLES)
              for (const operation of OPERATIONS_OF[shape])
                for (const loaded of LOADED)
                  yield {
                    ...{ shape, operation, unique, cascade, passiveDeletes, onDelete, nullable, loaded, posts },
                    index: !unique,
                    ...askedOf(sqlalchemy),
                    driver,
                  };
}

/** Whoever was faster and whatever the mappers are told, under what decides who deletes. */
function* everyRace(posts: number, sqlalchemy: Series, driver: Driver): Generator<Scenario> {
  const shape = 'one-to-many';
  for (const mapper of MAPPERS)
    for (const cascade of ['save-update, merge', 'all', 'all, delete-orphan'])
      for (const passiveDeletes of NULLABLES)
        for (const onDelete of ['CASCADE', null] as const)
          for (const operation of OPERATIONS_OF[shape])
            for (const gone of GONE)
              if (gone !== 'nothing' || mapper !== 'plain')
                for (const loaded of LOADED)
                  yield {
                    ...{ shape, operation, cascade, passiveDeletes, onDelete },
                    ...{ unique: false, index: true, nullable: true },
                    ...{ loaded, posts, sqlalchemy, driver, gone, mapper },
                  };
}

export function* everyScenario(posts: number, series: Series, driver: Driver): Generator<Scenario> {
  yield* everySetting(posts, series, driver);
  yield* everyRace(posts, series, driver);
}

const ALL_CASCADES: readonly string[] = [...CASCADES, ...OTHER_CASCADES];

/** One of some values by chance; `next` gives numbers from 0 to 1, 1 excluded. */
export function oneByChance<T>(next: () => number, values: readonly T[]): T {
  const value = values[Math.floor(next() * values.length)];
  if (value === undefined) throw new Error('Nothing to choose from');
  return value;
}

/** A scenario by chance. */
export function scenarioByChance(next: () => number, series: Series): Scenario {
  const one = <T>(values: readonly T[]): T => oneByChance(next, values);
  // As many operations as a shape has, so that every operation is as likely as any other.
  const shape = one(SHAPES.flatMap((each) => OPERATIONS_OF[each].map(() => each)));
  return {
    shape,
    operation: one(OPERATIONS_OF[shape]),
    unique: shape === 'one-to-one' && one(NULLABLES),
    cascade: one([...CASCADES, ...ALL_CASCADES]),
    passiveDeletes: one(PASSIVE_DELETES),
    onDelete: one(ON_DELETES),
    nullable: one(NULLABLES),
    loaded: one(LOADED),
    posts: one(POSTS),
    index: one(NULLABLES),
    ...askedOf(series),
    driver: one(DRIVERS),
    gone: shape === 'one-to-many' ? one(GONE) : 'nothing',
    mapper: one(MAPPERS),
  };
}

/** Mulberry32: the same numbers for the same seed, everywhere. */
export function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

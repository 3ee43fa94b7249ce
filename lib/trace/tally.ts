// What a run of any shape cost and who did it, over all of its tables: summary.ts without a parent and a child.
import type { RunIndex } from './run-index';
import { byOutcome, trafficOf } from './summary';
import type { Actor, Effect } from './trace';

export interface Tally {
  /** Statements after the setup, those that were refused included; a refused COMMIT is none. */
  readonly statements: number;
  readonly roundTrips: number;
  /** Rows that SELECTs after the setup brought into Python. */
  readonly rowsLoaded: number;
  /** Rows that are gone for good, by who removed them; a row counts once. */
  readonly removed: Readonly<Record<Actor, number>>;
  /** Rows that were written otherwise and stayed. */
  readonly written: Readonly<Record<Actor, number>>;
  /** Rows that were touched in a transaction that did not last. */
  readonly undone: number;
}

function countBy(effects: readonly Effect[], actor: Actor): number {
  return new Set(effects.filter(({ by }) => by === actor).map(({ table, key }) => `${table} ${key}`)).size;
}

export function tallyOf(index: RunIndex): Tally {
  const { lasting, attempted } = byOutcome(index);
  const { statements, roundTrips, rowsLoaded } = trafficOf(index);
  const split = (effects: readonly Effect[]) => ({
    client: countBy(effects, 'client'),
    'foreign-key': countBy(effects, 'foreign-key'),
  });
  return {
    statements: statements.filter(({ sql }) => sql !== 'COMMIT').length,
    roundTrips,
    rowsLoaded,
    removed: split(lasting.filter(({ operation }) => operation === 'DELETE')),
    written: split(lasting.filter(({ operation }) => operation !== 'DELETE')),
    undone: new Set(attempted.map(({ table, key }) => `${table} ${key}`)).size,
  };
}

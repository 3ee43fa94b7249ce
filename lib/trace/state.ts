// The state of a run at a step: a pure fold over its events, so that stepping back is exact. Rows and
// objects are told by the last effect or change that touched them.

import type { Doer } from './actor';
import { type Costs, costsOf } from './cost';
import { nameOf } from './key';
import { type EntityIndex, type Position, positionAt, type RunIndex } from './run-index';
import type { TableIndex } from './table-index';
import type { Change, CollectionChange, Effect, ObjectState, TransactionEvent, Value } from './trace';
import { isOfSession } from './transactions';

export interface TableState {
  readonly table: TableIndex;
  /** For each row: the index of the last effect on it in `RunIndex.effects`, or -1. */
  readonly lastEffect: Int32Array;
  /** Rows that are there now. */
  readonly present: number;
}

export interface EntityState {
  readonly entity: EntityIndex;
  /** For each object: the index of its last change in `RunIndex.changes`, or -1 while the Session has not met it. */
  readonly lastChange: Int32Array;
  /** For each object: whether it was deleted in a transaction that has been committed, and so has left the Session. */
  readonly gone: Uint8Array;
}

/** What the Session knows of a collection; an owner that has expired loads it anew. */
export interface CollectionState extends CollectionChange {
  readonly expired: boolean;
}

/** "refused" is an open transaction in which a statement has failed; PostgreSQL waits for the ROLLBACK. */
type TransactionState = 'none' | 'open' | 'refused' | 'committed' | 'rolled-back';

export interface RunState {
  readonly step: number;
  readonly position: Position;
  readonly tables: readonly TableState[];
  readonly entities: readonly EntityState[];
  /** Collections that the Session has said something about, by "User:1.posts". */
  readonly collections: ReadonlyMap<string, CollectionState>;
  readonly transaction: TransactionState;
  /** The event of the last statement that PostgreSQL refused, until another transaction begins. */
  readonly refusal: number | null;
  /** What has been sent so far. */
  readonly costs: Costs;
}

export type RowFate = 'present' | 'deleted' | 'changed' | 'inserted' | 'absent';

/** What has become of a row. */
export function fateOf(index: RunIndex, state: TableState, row: number): RowFate {
  const effect = index.effects[state.lastEffect[row] ?? -1];
  if (!effect) return state.table.seeded[row] ? 'present' : 'absent';
  return fateAfter(effect);
}

function fateAfter(effect: Effect): RowFate {
  switch (effect.operation) {
    case 'DELETE':
    case 'TRUNCATE':
      return 'deleted';
    case 'INSERT':
      return 'inserted';
    case 'UPDATE':
      return 'changed';
  }
}

/** The last effect on a row, or null when nothing has touched it. */
export function effectOn(index: RunIndex, state: TableState, row: number): Effect | null {
  return index.effects[state.lastEffect[row] ?? -1] ?? null;
}

/** Who touched a row last; null when nobody has. */
export function doerOn(index: RunIndex, state: TableState, row: number): Doer | null {
  const effect = effectOn(index, state, row);
  return effect && (index.elsewhere[state.lastEffect[row] ?? -1] ? 'elsewhere' : effect.by);
}

/** A row's values now. */
export function valuesOf(index: RunIndex, { table, lastEffect }: TableState, row: number): readonly Value[] {
  const written = new Map<string, Value>();
  let values = table.rows[row] ?? [];
  for (let at = lastEffect[row] ?? -1; at >= 0; at = index.effectBefore[at] ?? -1) {
    const effect = index.effects[at];
    if (effect?.operation === 'INSERT') {
      values = effect.row ?? values;
      break;
    }
    // The newest value of a column comes first.
    for (const { column, to } of effect?.changes ?? []) if (!written.has(column)) written.set(column, to);
  }
  if (written.size === 0) return values;
  return values.map((value, at) => {
    const to = written.get(table.columns[at] ?? '');
    return to === undefined ? value : to;
  });
}

/** What the last effect on a row changed of a column; null when it left it as it was. */
export function changeOfColumn(effect: Effect | null, column: string): Change | null {
  return effect?.changes?.find((change) => change.column === column) ?? null;
}

/** What the Session knows of an object, or that it is "gone" from it for good; null while it has not met it. */
export function objectStateOf(
  index: RunIndex,
  { lastChange, gone }: EntityState,
  object: number,
): ObjectState | 'gone' | null {
  return gone[object] ? 'gone' : (index.changes[lastChange[object] ?? -1]?.state ?? null);
}

function present(index: RunIndex, table: TableIndex, lastEffect: Int32Array): number {
  let count = 0;
  for (let row = 0; row < lastEffect.length; row++) {
    const effect = index.effects[lastEffect[row] ?? -1];
    if (effect ? fateAfter(effect) !== 'deleted' : table.seeded[row]) count++;
  }
  return count;
}

/** What each message leaves the transaction in; going back to a savepoint opens a refused one again. */
const AFTER: Readonly<Record<TransactionEvent['action'], TransactionState>> = {
  begin: 'open',
  savepoint: 'open',
  release: 'open',
  'rollback-to': 'open',
  commit: 'committed',
  rollback: 'rolled-back',
};

/** The state after `step` steps; 0 is before anything, `index.lastStep` the end; outside values are clamped. */
export function stateAt(index: RunIndex, step: number): RunState {
  const position = positionAt(index, step);
  const now = position.type === 'start' ? -1 : position.event;
  const lastEffects = index.tables.map((table) => new Int32Array(table.rows.length).fill(-1));
  const lastChanges = index.entities.map((entity) => new Int32Array(entity.names.length).fill(-1));
  const gone = index.entities.map((entity) => new Uint8Array(entity.names.length));
  const collections = new Map<string, CollectionState>();
  let transaction: TransactionState = 'none';
  let refusal: number | null = null;

  const takeBack = (at: number) => {
    for (const effect of index.settlement.undone.get(at) ?? []) {
      const rows = lastEffects[index.tableOfEffect[effect] ?? 0];
      if (rows) rows[index.rowOfEffect[effect] ?? 0] = index.effectBefore[effect] ?? -1;
    }
  };

  const leave = () => {
    lastChanges.forEach((objects, entity) => {
      objects.forEach((change, object) => {
        const left = gone[entity];
        if (left && index.changes[change]?.state === 'deleted') left[object] = 1;
      });
    });
  };

  for (let at = 0; at <= now; at++) {
    const event = index.events[at];
    if (!event) break;
    switch (event.type) {
      case 'transaction':
        if (isOfSession(event)) transaction = AFTER[event.action];
        if (isOfSession(event) && event.action === 'begin') refusal = null;
        // A COMMIT detaches what was deleted.
        if (isOfSession(event) && event.action === 'commit') leave();
        takeBack(at);
        break;
      case 'statement': {
        const first = index.firstEffect[at] ?? 0;
        let end = index.firstEffect[at + 1] ?? first;
        if (at === now && position.type === 'event') end = first;
        if (at === now && position.type === 'effect') end = first + position.effect + 1;
        for (let effect = first; effect < end; effect++) {
          const rows = lastEffects[index.tableOfEffect[effect] ?? 0];
          if (rows) rows[index.rowOfEffect[effect] ?? 0] = effect;
        }
        if (event.failed && (at < now || position.type === 'refused')) {
          if (isOfSession(event)) transaction = 'refused';
          refusal = at;
          takeBack(at);
        }
        break;
      }
      case 'session': {
        const expired = new Set<string>();
        for (let change = index.firstChange[at] ?? 0; change < (index.firstChange[at + 1] ?? 0); change++) {
          const entity = index.entityOfChange[change] ?? 0;
          const [objects, left, known] = [lastChanges[entity], gone[entity], index.entities[entity]];
          for (const object of index.membersOfChange[change] ?? []) {
            if (objects) objects[object] = change;
            if (left) left[object] = 0;
            if (index.changes[change]?.state === 'expired') expired.add(`${known?.entity}:${known?.names[object]}`);
          }
        }
        if (expired.size > 0) expire(collections, expired);
        for (const collection of event.collections) {
          const id = `${collection.owner}:${nameOf(collection.key)}.${collection.attribute}`;
          collections.set(id, { ...collection, expired: false });
        }
        break;
      }
    }
  }

  return {
    step: now < 0 ? 0 : Math.min(index.lastStep, Math.trunc(step)),
    position,
    tables: index.tables.map((table, at) => {
      const lastEffect = lastEffects[at] ?? new Int32Array();
      return { table, lastEffect, present: present(index, table, lastEffect) };
    }),
    entities: index.entities.map((entity, at) => ({
      entity,
      lastChange: lastChanges[at] ?? new Int32Array(),
      gone: gone[at] ?? new Uint8Array(),
    })),
    collections,
    transaction,
    refusal,
    costs: costsOf(index.events, now + 1),
  };
}

/** With an object all its collections expire; what was not loaded stays so. */
function expire(collections: Map<string, CollectionState>, owners: ReadonlySet<string>): void {
  for (const [id, collection] of collections) {
    if (collection.loaded && owners.has(`${collection.owner}:${nameOf(collection.key)}`))
      collections.set(id, { ...collection, loaded: false, members: [], expired: true });
  }
}

/** The name of the constraint in whose name a statement was refused; null when none was, or no constraint is to blame. */
export function refusingConstraint(index: RunIndex, { refusal }: RunState): string | null {
  if (refusal === null) return null;
  // A run has one error: that of the last statement which was refused.
  const last = index.events.findLastIndex((event) => event.type === 'statement' && event.failed);
  return refusal === last ? (index.trace.error?.constraint ?? null) : null;
}

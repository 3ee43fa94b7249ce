// A run laid out for stepping: which step belongs to which event, which row each effect touched, which
// object each change concerns. Built once per run, so that the state at any step is a few array loops.
import { compareNames, type Name, nameOf, positionsOf } from './key';
import { indexTables, type TableIndex } from './table-index';
import type { Effect, Entity, ObjectChange, StatementEvent, Trace, TraceEvent } from './trace';
import { isOfSession, type Settlement, settleEffects } from './transactions';

/** What a step shows: the start, an event as it begins, one row effect of a statement, or its refusal. */
export type Position =
  | { readonly type: 'start' }
  | { readonly type: 'event'; readonly event: number }
  | { readonly type: 'effect'; readonly event: number; readonly effect: number }
  | { readonly type: 'refused'; readonly event: number };

/** The objects of one class that the Session ever meets, by key. */
export interface EntityIndex {
  readonly entity: Entity;
  readonly names: readonly Name[];
}

/** `S` is what was asked for: a scenario, or null for a program. */
export interface RunIndex<S = unknown> {
  readonly trace: Trace<S>;
  readonly events: readonly TraceEvent[];
  /** Steps go from 0 (before anything) to `lastStep` (the end). */
  readonly lastStep: number;
  /** The first step of each event; steps of an event are consecutive. */
  readonly firstStep: Int32Array;
  /** All row effects of the run in order, and where each event's begin; one entry more than events. */
  readonly effects: readonly Effect[];
  readonly firstEffect: Int32Array;
  readonly tables: readonly TableIndex[];
  /** For each effect: its table and its row there. */
  readonly tableOfEffect: Uint16Array;
  readonly rowOfEffect: Int32Array;
  /** For each effect: the one before it on the same row that had not been undone by then, or -1. */
  readonly effectBefore: Int32Array;
  /** What its transactions came to. */
  readonly settlement: Settlement;
  /** For each effect whether another connection than the Session's did it. */
  readonly elsewhere: Uint8Array;
  readonly entities: readonly EntityIndex[];
  /** All object changes in order, where each event's begin, and for each the entity and positions in its keys. */
  readonly changes: readonly ObjectChange[];
  readonly firstChange: Int32Array;
  readonly entityOfChange: Uint16Array;
  readonly membersOfChange: readonly Int32Array[];
}

function stepsOf(event: TraceEvent): number {
  return event.type === 'statement' ? 1 + event.effects.length + (event.failed ? 1 : 0) : 1;
}

/** For each effect the one that it came upon: what was taken back by then is none. */
function chained(
  { events }: Trace<unknown>,
  firstEffect: Int32Array,
  { undone }: Settlement,
  { tables, tableOfEffect, rowOfEffect }: ReturnType<typeof indexTables>,
): Int32Array {
  const before = new Int32Array(rowOfEffect.length).fill(-1);
  const last = tables.map((table) => new Int32Array(table.rows.length).fill(-1));
  events.forEach((_, at) => {
    const end = firstEffect[at + 1] ?? 0;
    for (let effect = firstEffect[at] ?? 0; effect < end; effect++) {
      const rows = last[tableOfEffect[effect] ?? 0];
      const row = rowOfEffect[effect] ?? -1;
      if (!rows || row < 0) continue;
      before[effect] = rows[row] ?? -1;
      rows[row] = effect;
    }
    for (const effect of undone.get(at) ?? []) {
      const rows = last[tableOfEffect[effect] ?? 0];
      if (rows) rows[rowOfEffect[effect] ?? 0] = before[effect] ?? -1;
    }
  });
  return before;
}

function indexObjects(changes: readonly ObjectChange[]) {
  const entityNames = [...new Set(changes.map((change) => change.entity))];
  const entities = entityNames.map((entity): EntityIndex => {
    const names = new Set(changes.flatMap((change) => (change.entity === entity ? change.keys.map(nameOf) : [])));
    return { entity, names: [...names].sort(compareNames) };
  });
  const positions = entities.map(({ names }) => positionsOf(names));
  const entityOfChange = Uint16Array.from(changes, (change) => entityNames.indexOf(change.entity));
  return {
    entities,
    entityOfChange,
    membersOfChange: changes.map((change, at) => {
      const position = positions[entityOfChange[at] ?? 0];
      return Int32Array.from(change.keys, (key) => position?.(nameOf(key)) ?? -1);
    }),
  };
}

/** Prefix sums: where each event's part begins, one entry more than events. */
function offsets(events: readonly TraceEvent[], size: (event: TraceEvent) => number, from: number): Int32Array {
  const starts = new Int32Array(events.length + 1);
  let next = from;
  events.forEach((event, at) => {
    starts[at] = next;
    next += size(event);
  });
  starts[events.length] = next;
  return starts;
}

const isElsewhere = (event: TraceEvent) => event.type === 'statement' && !isOfSession(event);
const effectsIn = (event: TraceEvent) => (event.type === 'statement' ? event.effects : []);
const changesIn = (event: TraceEvent) => (event.type === 'session' ? event.objects : []);

/** Lays a run out for stepping. Linear in its rows, effects and objects. */
export function indexRun<S>(trace: Trace<S>): RunIndex<S> {
  const { events } = trace;
  const effects = events.flatMap(effectsIn);
  const changes = events.flatMap(changesIn);
  const firstStep = offsets(events, stepsOf, 1);
  const firstEffect = offsets(events, (event) => effectsIn(event).length, 0);
  const settlement = settleEffects(events);
  const tables = indexTables(trace, effects, firstEffect, settlement);
  return {
    trace,
    events,
    lastStep: (firstStep[events.length] ?? 1) - 1,
    firstStep,
    effects,
    firstEffect,
    changes,
    firstChange: offsets(events, (event) => changesIn(event).length, 0),
    ...tables,
    effectBefore: chained(trace, firstEffect, settlement, tables),
    settlement,
    elsewhere: Uint8Array.from(events.flatMap((event) => effectsIn(event).map(() => Number(isElsewhere(event))))),
    ...indexObjects(changes),
  };
}

/** The position that a step shows; steps outside the run are clamped into it. */
export function positionAt(index: RunIndex, step: number): Position {
  const wanted = Math.max(0, Math.min(index.lastStep, Math.trunc(step)));
  if (wanted === 0) return { type: 'start' };
  let low = 0;
  let high = index.events.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((index.firstStep[middle] ?? 0) <= wanted) low = middle;
    else high = middle - 1;
  }
  const offset = wanted - (index.firstStep[low] ?? 0);
  if (offset === 0) return { type: 'event', event: low };
  const event = index.events[low] as StatementEvent;
  return offset <= event.effects.length
    ? { type: 'effect', event: low, effect: offset - 1 }
    : { type: 'refused', event: low };
}

/** The event that a step shows; null at the start. */
export function eventAt(index: RunIndex, step: number): number | null {
  const position = positionAt(index, step);
  return position.type === 'start' ? null : position.event;
}

/** The first step of an event; 0 for the start, which has none. */
export function firstStepOf(index: RunIndex, event: number | null): number {
  return event === null ? 0 : (index.firstStep[event] ?? 0);
}

/** The last step that still belongs to an event. */
export function lastStepOf(index: RunIndex, event: number): number {
  return (index.firstStep[event + 1] ?? index.lastStep + 1) - 1;
}

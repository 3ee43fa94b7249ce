// A run laid out for stepping: which step belongs to which event, which row each effect touched, which
// object each change concerns. Built once per run, so that the state at any step is a few array loops.
import { compareKeys, keyOf, positionsOf } from './key';
import { keyColumnsOf } from './schema';
import type { Effect, Entity, Key, ObjectChange, Run, StatementEvent, TraceEvent, Value } from './trace';

/** What a step shows: the start, an event as it begins, one row effect of a statement, or its refusal. */
export type Position =
  | { readonly type: 'start' }
  | { readonly type: 'event'; readonly event: number }
  | { readonly type: 'effect'; readonly event: number; readonly effect: number }
  | { readonly type: 'refused'; readonly event: number };

/** A table's rows over the whole run, in primary-key order: those of the seed and those inserted later. */
export interface TableIndex {
  readonly name: string;
  readonly rows: readonly (readonly Value[])[];
  /** What names each row. */
  readonly keys: readonly Key[];
  /** Whether the row was there before the run. */
  readonly seeded: Uint8Array;
}

/** The objects of one class that the Session ever meets, by key. */
export interface EntityIndex {
  readonly entity: Entity;
  readonly keys: readonly Key[];
}

export interface RunIndex {
  readonly run: Run<unknown>;
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
  readonly tableOfEffect: Uint8Array;
  readonly rowOfEffect: Int32Array;
  readonly entities: readonly EntityIndex[];
  /** All object changes in order, where each event's begin, and for each the entity and positions in its keys. */
  readonly changes: readonly ObjectChange[];
  readonly firstChange: Int32Array;
  readonly entityOfChange: Uint8Array;
  readonly membersOfChange: readonly Int32Array[];
}

function stepsOf(event: TraceEvent): number {
  return event.type === 'statement' ? 1 + event.effects.length + (event.failed ? 1 : 0) : 1;
}

/** How the rows of a table are named; the first column is the key of a table that no schema describes. */
function namesRows({ schema }: Run<unknown>, name: string): (row: readonly Value[]) => Key {
  const table = schema?.tables.find((each) => each.name === name);
  const columns = table ? keyColumnsOf(table) : [0];
  const [only = 0] = columns;
  if (columns.length === 1) return (row) => row[only] ?? '';
  return (row) => keyOf(columns.map((column) => row[column] ?? null));
}

function indexTable(run: Run<unknown>, name: string, inserted: readonly Effect[]): TableIndex {
  const keyOfRow = namesRows(run, name);
  const rows = (run.before[name] ?? []).map((row) => ({ row, key: keyOfRow(row), seeded: 1 }));
  if (inserted.length > 0) {
    const known = new Set(rows.map(({ key }) => key));
    const after = new Map((run.trace.rows[name] ?? []).map((row) => [keyOfRow(row), row]));
    for (const key of new Set(inserted.map((effect) => effect.key))) {
      if (!known.has(key)) rows.push({ row: after.get(key) ?? [key], key, seeded: 0 });
    }
    rows.sort((a, b) => compareKeys(a.key, b.key));
  }
  return {
    name,
    rows: rows.map(({ row }) => row),
    keys: rows.map(({ key }) => key),
    seeded: Uint8Array.from(rows, ({ seeded }) => seeded),
  };
}

function indexTables(run: Run<unknown>, effects: readonly Effect[]) {
  const names = [...new Set([...Object.keys(run.before), ...effects.map((effect) => effect.table)])];
  const inserted = effects.filter((effect) => effect.operation === 'INSERT');
  const tables = names.map((name) =>
    indexTable(
      run,
      name,
      inserted.filter((effect) => effect.table === name),
    ),
  );
  const positions = tables.map(({ keys }) => positionsOf(keys));
  const tableOfEffect = Uint8Array.from(effects, (effect) => names.indexOf(effect.table));
  return {
    tables,
    tableOfEffect,
    rowOfEffect: Int32Array.from(effects, (effect, at) => positions[tableOfEffect[at] ?? 0]?.(effect.key) ?? -1),
  };
}

function indexObjects(changes: readonly ObjectChange[]) {
  const names = [...new Set(changes.map((change) => change.entity))];
  const entities = names.map((entity): EntityIndex => {
    const keys = new Set(changes.flatMap((change) => (change.entity === entity ? change.keys : [])));
    return { entity, keys: [...keys].sort(compareKeys) };
  });
  const positions = entities.map(({ keys }) => positionsOf(keys));
  const entityOfChange = Uint8Array.from(changes, (change) => names.indexOf(change.entity));
  return {
    entities,
    entityOfChange,
    membersOfChange: changes.map((change, at) => {
      const position = positions[entityOfChange[at] ?? 0];
      return Int32Array.from(change.keys, (key) => position?.(key) ?? -1);
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

const effectsOf = (event: TraceEvent) => (event.type === 'statement' ? event.effects : []);
const changesOf = (event: TraceEvent) => (event.type === 'session' ? event.objects : []);

/** Lays a run out for stepping. Linear in its rows, effects and objects. */
export function indexRun(run: Run<unknown>): RunIndex {
  const { events } = run.trace;
  const effects = events.flatMap(effectsOf);
  const changes = events.flatMap(changesOf);
  const firstStep = offsets(events, stepsOf, 1);
  return {
    run,
    events,
    lastStep: (firstStep[events.length] ?? 1) - 1,
    firstStep,
    effects,
    firstEffect: offsets(events, (event) => effectsOf(event).length, 0),
    changes,
    firstChange: offsets(events, (event) => changesOf(event).length, 0),
    ...indexTables(run, effects),
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

/** The first step of the event that a step shows; 0 at the start. */
export function eventStart(index: RunIndex, step: number): number {
  const position = positionAt(index, step);
  return position.type === 'start' ? 0 : (index.firstStep[position.event] ?? 0);
}

/** The last step that still belongs to an event. */
export function lastStepOf(index: RunIndex, event: number): number {
  return (index.firstStep[event + 1] ?? index.lastStep + 1) - 1;
}

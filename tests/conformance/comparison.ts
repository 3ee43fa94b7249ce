// Compares one run with what was recorded, field by field; every difference is a line for the failing test.
import { isDeepStrictEqual } from 'node:util';
import type { Scenario } from '@/lib/scenario/scenario';
import type { Effect, Trace, TraceEvent, Value } from '@/lib/trace/trace';
import { asOnPostgres18 } from './postgres-18';
import type { Cell, RecordedEvent } from './recording';

/** Differences, none when the run is what was recorded. */
export function compare(trace: Trace<Scenario>, { trace: recorded, configured }: Cell): string[] {
  const warned = recorded?.warnings ?? configured?.warnings ?? [];
  const warnings = warned.map((message) => ({ class: 'SAWarning', message }));
  if (!recorded) {
    const error = { class: 'ArgumentError', sqlstate: null, message: configured?.error, detail: null };
    return [
      ...difference('events', trace.events, []),
      ...difference('error', errorOf(trace), error),
      ...difference('warnings', warningsOf(trace), warnings),
      ...difference('rows', trace.rows, trace.before),
    ];
  }
  const expected = asOnPostgres18(recorded, trace.scenario);
  return [
    ...compareEvents(trace.events, expected.events),
    ...difference('error', errorOf(trace), expected.error ?? null),
    ...difference('warnings', warningsOf(trace), warnings),
    ...difference('objects', objectsOf(trace.events, Object.keys(expected.objects)), expected.objects),
    ...difference('rows', trace.rows, expected.rows),
  ];
}

function compareEvents(events: readonly TraceEvent[], expected: readonly RecordedEvent[]): string[] {
  const watched = !expected.some((event) => event.length > 2 && event[5] === null);
  const actual = withoutUnstableOrder(events.flatMap((event) => asRecorded(event, watched)));
  const wanted = withoutUnstableOrder(expected);
  if (actual.length !== wanted.length) return difference('events', actual, wanted);
  return wanted.flatMap((event, index) => difference(`event ${index}`, actual[index], event));
}

function asRecorded(event: TraceEvent, watched: boolean): RecordedEvent[] {
  if (event.type === 'session') return [];
  if (event.type === 'transaction') return [[event.at, event.action]];
  const { at, sql, many, parameters, rowcount, effects, failed } = event;
  // The recording has asyncpg's -1 where the driver does not know.
  const counted = failed ? null : (rowcount ?? -1);
  return [[at, sql, many, parameters, counted, watched ? effects.map(describe) : null]];
}

function describe({ by, operation, table, key, changes = [] }: Effect): string {
  const words = `${by === 'foreign-key' ? 'fk' : by} ${operation} ${table}(${key})`;
  return [words, ...changes.map(({ column, from, to }) => `${column} ${from ?? 'null'}→${to ?? 'null'}`)].join(' ');
}

/**
 * F6: SQLAlchemy walks a Python set of objects when several of them load lazily inside one flush, so the order of
 * neighbouring lazy SELECTs there differs from run to run. Nothing else is compared as a set.
 */
function withoutUnstableOrder(events: readonly RecordedEvent[]): RecordedEvent[] {
  const isUnstable = (event: RecordedEvent | undefined) => event?.[0] === 'flush' && event[1].startsWith('SELECT');
  const sorted = [...events];
  for (let start = 0; start < sorted.length; start += 1) {
    let end = start;
    while (isUnstable(sorted[end])) end += 1;
    const selects = sorted.slice(start, end).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    sorted.splice(start, selects.length, ...selects);
    start = Math.max(start, end - 1);
  }
  return sorted;
}

function errorOf({ error }: Trace<Scenario>) {
  if (!error) return null;
  const { class: name, sqlstate, message, detail } = error;
  return { class: name, sqlstate, message, detail };
}

/** When it was warned was not recorded. */
function warningsOf({ warnings }: Trace<Scenario>) {
  return warnings.map(({ class: name, message }) => ({ class: name, message }));
}

/** The final states of the named objects, in the recording's words. */
function objectsOf(events: readonly TraceEvent[], names: readonly string[]): Record<string, string> {
  const held = new Map<string, { state: string; userId: Value | undefined }>();
  for (const event of events) {
    if (event.type !== 'session') continue;
    for (const { entity, keys, state, foreignKeys } of event.objects) {
      const userId = foreignKeys?.user_id;
      for (const key of keys) {
        const name = `${entity.toLowerCase()}${key}`;
        held.set(name, { state, userId: userId === undefined ? held.get(name)?.userId : userId });
      }
    }
  }
  return Object.fromEntries(
    names.map((name) => {
      const { state, userId } = held.get(name) ?? { state: 'unknown', userId: undefined };
      if (state === 'expired') return [name, 'persistent expired'];
      // "stale" is the witness's word: SQLAlchemy itself still says "persistent"
      const said = state === 'stale' ? 'persistent' : state;
      return [name, userId === undefined ? said : `${said} user_id=${userId ?? 'None'}`];
    }),
  );
}

function difference(what: string, actual: unknown, expected: unknown): string[] {
  if (isDeepStrictEqual(actual, expected)) return [];
  return [`${what}: got ${JSON.stringify(actual)}, recorded ${JSON.stringify(expected)}`];
}

// Compares one run with what was recorded, field by field; every difference is a line for the failing test.
import { isDeepStrictEqual } from 'node:util';
import type { Scenario } from '@/lib/scenario/scenario';
import type { Effect, ParameterSet, Trace, TraceEvent, TransactionEvent, Value } from '@/lib/trace/trace';
import type { Driver } from '@/lib/versions';
import { givenTo } from './driver-form';
import { asOnPostgres18 } from './postgres-18';
import type { Cell, RecordedEvent } from './recording';

/** An event as the driver of the run was given it, or as the run says that it was. */
type Compared =
  | readonly [at: string, action: TransactionEvent['action']]
  | readonly [
      at: string,
      sql: string,
      many: boolean,
      parameters: readonly ParameterSet[],
      rowcount: number | null,
      effects: readonly string[] | null,
    ];

/** Differences, none when the run is what was recorded. */
export function compare(trace: Trace<Scenario>, cell: Cell): string[] {
  const { trace: recorded, configured, readMore } = cell;
  const warned = [...(configured?.warnings ?? []), ...(recorded?.warnings ?? [])];
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
  const held = objectsOf(trace.events);
  const names = Object.keys(expected.objects).filter((name) => !readMore || held.has(name));
  return [
    ...compareEvents(trace, expected.events, readMore),
    ...difference('error', errorOf(trace), expected.error ?? null),
    ...difference('warnings', warningsOf(trace), warnings),
    ...names.flatMap((name) => difference(name, held.get(name) ?? 'unknown', expected.objects[name])),
    ...difference('rows', trace.rows, expected.rows),
  ];
}

function compareEvents(
  { events, scenario }: Trace<Scenario>,
  expected: readonly RecordedEvent[],
  readMore: boolean,
): string[] {
  const watched = !expected.some((event) => event.length > 2 && event[5] === null);
  const isCompared = ([at]: readonly unknown[]) => !(readMore && at === 'setup');
  const actual = withoutUnstableOrder(events.flatMap((event) => asCompared(event, watched)).filter(isCompared));
  const wanted = withoutUnstableOrder(expected.map((event) => asGiven(event, scenario.driver)).filter(isCompared));
  if (actual.length !== wanted.length) return difference('events', actual, wanted);
  return wanted.flatMap((event, index) => difference(`event ${index}`, actual[index], event));
}

/** Those of the Session's connection; what was done on another one was not recorded. */
function asCompared(event: TraceEvent, watched: boolean): Compared[] {
  if (event.type === 'session' || event.connection !== undefined) return [];
  if (event.type === 'transaction') return [[event.at, event.action]];
  const { at, sql, many, parameters, rowcount, effects, failed } = event;
  const counted = failed ? null : rowcount;
  return [[at, sql, many, parameters, counted, watched ? effects.map(describe) : null]];
}

function asGiven(event: RecordedEvent, driver: Driver): Compared {
  if (event.length === 2) return event;
  const [at, text, many, sets, rowcount, effects, names] = event;
  const { sql, parameters } = givenTo(driver, text, sets, names);
  return [at, sql, many, parameters, rowcount, effects];
}

function describe({ by, operation, table, key, changes = [] }: Effect): string {
  const words = `${by === 'foreign-key' ? 'fk' : by} ${operation} ${table}(${key})`;
  const said = changes.map(({ column, from, to }) => `${column} ${JSON.stringify(from)}→${JSON.stringify(to)}`);
  return said.length === 0 ? words : `${words} ${said.join(', ')}`;
}

/**
 * F6: SQLAlchemy walks a Python set of objects when several of them load lazily inside one flush, so the order of
 * neighbouring lazy SELECTs there differs from run to run. Nothing else is compared as a set.
 */
function withoutUnstableOrder(events: readonly Compared[]): Compared[] {
  const isUnstable = (event: Compared | undefined) => event?.[0] === 'flush' && event[1].startsWith('SELECT');
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

/** The final states of the objects, by "post1", in the recording's words. */
function objectsOf(events: readonly TraceEvent[]): ReadonlyMap<string, string> {
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
  return new Map(
    [...held].map(([name, { state, userId }]) => {
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

// Traces as JSON, read: those of this edition as they are, those of the first with what can be worked out of the rest.
import * as v from 'valibot';
import { keyOf } from '@/lib/trace/key';
import type { Schema } from '@/lib/trace/schema';
import { FORMAT, type Row, type Tables, type Trace, traceSchema, type Value } from '@/lib/trace/trace';
import { issuesInWords, type Scenario, ScenarioSchema } from './scenario';
import { schemaOf, seedOf } from './schema';

/** A trace as a file has it; the scenario of a program is null. */
export const TraceFileSchema = traceSchema(v.nullable(ScenarioSchema));
export type TraceFile = Trace<Scenario | null>;

/** Throws when it is none: what is printed, recorded and shown has to be one. */
export function checkTrace<S extends Scenario | null>(trace: Trace<S>): Trace<S> {
  v.parse(TraceFileSchema, trace);
  return trace;
}

/** The trace, or what is wrong with the data and where, as one sentence. */
export function readTrace(data: unknown): { readonly trace: TraceFile } | { readonly invalid: string } {
  const result = v.safeParse(TraceFileSchema, isFirstEdition(data) ? upgraded(data) : data);
  return result.success ? { trace: result.output } : { invalid: issuesInWords(result.issues) };
}

interface FirstEdition {
  readonly scenario: unknown;
  readonly events: readonly Record<string, unknown>[];
  readonly warnings: readonly object[];
  readonly rows: Tables;
}

/** The first edition had no number. Anything else about it is checked once it is upgraded. */
function isFirstEdition(data: unknown): data is FirstEdition {
  if (typeof data !== 'object' || data === null || 'format' in data) return false;
  const { events, warnings, rows } = data as Partial<FirstEdition>;
  return Array.isArray(events) && Array.isArray(warnings) && typeof rows === 'object' && rows !== null;
}

function upgraded({ scenario, ...trace }: FirstEdition): object {
  const parsed = v.safeParse(ScenarioSchema, scenario);
  const known = scenario !== null && parsed.success;
  const guess = known ? null : guessed(trace.rows, trace.events);
  return {
    ...trace,
    format: FORMAT,
    scenario,
    schema: known ? schemaOf(parsed.output) : guess?.schema,
    before: known ? seedOf(parsed.output) : guess?.before,
    events: trace.events.map(upgradedEvent),
    warnings: trace.warnings.map((warning) => ({ at: 'setup', ...warning })),
    unexplained: [],
    missing: known
      ? []
      : [
          'This trace is of the first edition, which did not say what tables and classes there were: rows that are gone are known by their keys alone, and columns have no names.',
        ],
  };
}

type Loose = Readonly<Record<string, unknown>>;

function upgradedEvent(event: Loose): Loose {
  if (Array.isArray(event.effects)) {
    const effects = event.effects.map(({ change, ...effect }) => withChanges(effect, change));
    return { ...event, effects, rowcount: event.rowcount === -1 ? null : event.rowcount };
  }
  if (!Array.isArray(event.objects)) return event;
  return {
    ...event,
    objects: event.objects.map(({ userId, ...object }) =>
      userId === undefined ? object : { ...object, foreignKeys: { user_id: userId } },
    ),
  };
}

function withChanges(effect: Loose, change: unknown): Loose {
  const keyed = { ...effect, key: keyOf(valuesIn(effect.key)) };
  return effect.operation === 'UPDATE' ? { ...keyed, changes: change === undefined ? [] : [change] } : keyed;
}

/** Keys of several columns were texts as PostgreSQL writes a row: "(1, 2)". */
function valuesIn(key: unknown): readonly Value[] {
  const inside = typeof key === 'string' ? /^\((.*)\)$/.exec(key)?.[1] : undefined;
  if (inside === undefined) return [key as Value];
  return inside.split(', ').map((value) => (/^-?\d+$/.test(value) ? Number(value) : value === 'NULL' ? null : value));
}

/** Tables as far as rows and effects show them: columns by number, the first of them the key's. */
function guessed(rows: Tables, events: readonly Loose[]): { readonly schema: Schema; readonly before: Tables } {
  const effects = events.flatMap(({ effects }) => (Array.isArray(effects) ? (effects as Loose[]) : []));
  const names = [...new Set([...Object.keys(rows), ...effects.map(({ table }) => String(table))])];
  const before: Record<string, readonly Row[]> = {};
  const tables = names.map((name) => {
    const there = rows[name] ?? [];
    const touched = effects.filter(({ table }) => table === name);
    const gone = touched
      .filter(({ operation }) => operation === 'DELETE')
      .map(({ key }) => valuesIn(key))
      .filter((key) => !there.some((row) => key.every((value, at) => value === row[at])));
    before[name] = [...there, ...gone];
    const keyed = Math.max(1, ...touched.map(({ key }) => valuesIn(key).length));
    const width = Math.max(keyed, ...there.map(({ length }) => length));
    const columns = Array.from({ length: width }, (_, at) => ({
      name: `column ${at + 1}`,
      type: 'unknown',
      nullable: true,
    }));
    const key = columns.slice(0, keyed).map((column) => column.name);
    return { name, columns, key, foreignKeys: [] };
  });
  return { schema: { tables, classes: [] }, before };
}

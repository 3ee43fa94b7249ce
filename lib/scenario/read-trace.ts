// Traces as JSON, read: those of this edition as they are, those of the first with what can be worked out of the rest.
import * as v from 'valibot';
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
    return { ...event, effects: event.effects.map(({ change, ...effect }) => withChanges(effect, change)) };
  }
  if (!Array.isArray(event.objects)) return event;
  return {
    ...event,
    objects: event.objects.map(({ userId, ...object }) =>
      userId === undefined ? object : { ...object, foreignKeys: { user_id: userId } },
    ),
  };
}

const withChanges = (effect: Loose, change: unknown): Loose =>
  effect.operation === 'UPDATE' ? { ...effect, changes: change === undefined ? [] : [change] } : effect;

/** Tables as far as rows and effects show them: columns by number, the first of them the key. */
function guessed(rows: Tables, events: readonly Loose[]): { readonly schema: Schema; readonly before: Tables } {
  const effects = events.flatMap(({ effects }) => (Array.isArray(effects) ? (effects as Loose[]) : []));
  const names = [...new Set([...Object.keys(rows), ...effects.map(({ table }) => String(table))])];
  const before: Record<string, readonly Row[]> = {};
  const tables = names.map((name) => {
    const there = rows[name] ?? [];
    const gone = effects
      .filter(({ table, operation }) => table === name && operation === 'DELETE')
      .map(({ key }): Row => [key as Value]);
    before[name] = [...there, ...gone];
    const width = Math.max(1, ...there.map(({ length }) => length));
    const columns = Array.from({ length: width }, (_, at) => ({
      name: `column ${at + 1}`,
      type: 'unknown',
      nullable: true,
    }));
    return { name, columns, key: ['column 1'], foreignKeys: [] };
  });
  return { schema: { tables, classes: [] }, before };
}

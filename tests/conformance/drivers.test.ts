// The other drivers of the recording: their own placeholders, the same statements in the same order.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import { runScenario } from '@/lib/engine/run/run-scenario';
import { DEFAULT_SCENARIO, type Scenario } from '@/lib/scenario/scenario';
import type { Value } from '@/lib/trace/trace';

type NamedSet = Readonly<Record<string, Value>> | readonly [];
type Recorded = readonly (readonly [at: string, sql: string, sets: readonly NamedSet[]])[];
type Cell = readonly [
  driver: 'psycopg' | 'psycopg2',
  cascade: string,
  passiveDeletes: Scenario['passiveDeletes'],
  onDelete: Scenario['onDelete'],
  nullable: boolean,
  operation: Scenario['operation'],
  loaded: Scenario['loaded'],
  trace: number,
];
const { traces, cells }: { traces: readonly Recorded[]; cells: readonly Cell[] } = JSON.parse(
  readFileSync(new URL('./recorded/other-drivers.json', import.meta.url), 'utf8'),
);

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

/** What psycopg and psycopg2 got, as asyncpg would have got it: numbered placeholders, cast, values in their order. */
function asNumbered(sql: string, sets: readonly NamedSet[], driver: Cell[0]) {
  const names: string[] = [];
  const placeholder = driver === 'psycopg' ? /%\((\w+)\)s::(?=INTEGER)/g : /%\((\w+)\)s/g;
  const text = sql.replace(placeholder, (_, name: string) => {
    names.push(name);
    return driver === 'psycopg' ? `$${names.length}::` : `$${names.length}::INTEGER`;
  });
  return { text, sets: sets.map((set) => names.map((name) => (set as Readonly<Record<string, Value>>)[name] ?? null)) };
}

/** F6: several lazy SELECTs of one flush come in no stable order. */
function withSelectsSorted(statements: readonly { readonly text: string }[]) {
  const keyed = statements.map((statement) => JSON.stringify(statement));
  const isSelect = (each: string) => each.startsWith('{"text":"SELECT');
  const selects = keyed.filter(isSelect).sort();
  return keyed.map((each) => (isSelect(each) ? selects.shift() : each));
}

for (const driver of ['psycopg', 'psycopg2'] as const) {
  test(`T6: ${driver} gets the statements of asyncpg with placeholders of its own`, () => {
    const mine = cells.filter((cell) => cell[0] === driver);
    expect(mine.length).toBeGreaterThan(100);
    for (const [, cascade, passiveDeletes, onDelete, nullable, operation, loaded, trace] of mine) {
      const scenario = { ...DEFAULT_SCENARIO, cascade, passiveDeletes, onDelete, nullable, operation, loaded };
      const { events } = runScenario(database, scenario);
      const modelled = events.flatMap((event) =>
        event.type === 'statement' && event.at !== 'setup' ? [{ text: event.sql, sets: event.parameters }] : [],
      );
      const recorded = (traces[trace] ?? []).map(([, sql, sets]) => asNumbered(sql, sets, driver));
      expect(withSelectsSorted(modelled), JSON.stringify(scenario)).toEqual(withSelectsSorted(recorded));
    }
  });
}

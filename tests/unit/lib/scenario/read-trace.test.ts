// Traces as JSON: what is printed can be read again, by us and by whoever has the published schema; so can what the
// first edition printed (recorded with it, scenarios and a many-to-many program).
import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import { runScenario } from '@/lib/engine/run/run-scenario';
import { change } from '@/lib/scenario/change';
import { readTrace } from '@/lib/scenario/read-trace';
import { DEFAULT_SCENARIO, OPERATIONS_OF, type Scenario, SHAPES } from '@/lib/scenario/scenario';
import { indexRun } from '@/lib/trace/run-index';
import { stateAt } from '@/lib/trace/state';
import type { Trace } from '@/lib/trace/trace';
import { traceJsonSchema } from '@/scripts/trace-schema';
import { aRunOf, fortyTables } from '@/tests/unit/components/stage/a-schema';

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

const asJson = (data: unknown): unknown => JSON.parse(JSON.stringify(data));

const settings: readonly Partial<Scenario>[] = [
  ...SHAPES.flatMap((shape) => OPERATIONS_OF[shape].map((operation) => ({ shape, operation }))),
  { onDelete: null },
  { onDelete: 'SET NULL', nullable: true, loaded: 'loaded' },
  { passiveDeletes: 'all' },
  { cascade: 'delete-orphan' },
];

describe('a trace as JSON', () => {
  it('of every operation, and of a program, is read as it was', () => {
    const traces: Trace<Scenario | null>[] = settings.map((each) =>
      runScenario(database, change(DEFAULT_SCENARIO, each)),
    );
    for (const trace of [...traces, aRunOf(fortyTables())]) expect(readTrace(asJson(trace))).toEqual({ trace });
  });

  it('agrees with the published schema, which refuses what it does not know', () => {
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(traceJsonSchema());
    for (const each of settings) {
      const trace = asJson(runScenario(database, change(DEFAULT_SCENARIO, each)));
      expect(validate(trace), JSON.stringify(validate.errors)).toBe(true);
    }
    const trace = runScenario(database, DEFAULT_SCENARIO);
    for (const wrong of [
      { ...trace, format: 1 },
      { ...trace, surprise: true },
      { ...trace, events: [{ type: 'rumour' }] },
      { ...trace, rows: { users: [[{}]] } },
      { ...trace, schema: undefined },
    ]) {
      expect(validate(asJson(wrong))).toBe(false);
      expect(readTrace(asJson(wrong))).toHaveProperty('invalid');
    }
  });

  it.each([
    [null, /Expected Object/],
    [[], /Expected Object|Invalid/],
    ['text', /Expected Object/],
    [{}, /format/],
    [{ format: 3 }, /format: .*2/],
    [{ events: [], warnings: [], rows: {}, scenario: { posts: -1 } }, /scenario.posts/],
  ])('%j is refused with the place of what is wrong', (data, words) => {
    const read = readTrace(data);
    expect('invalid' in read && read.invalid).toMatch(words);
  });
});

describe('a trace of the first edition', () => {
  const lines = readFileSync(new URL('first-edition.recorded.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const read = lines.map((line) => {
    const upgraded = readTrace(JSON.parse(line));
    if ('invalid' in upgraded) throw new Error(upgraded.invalid);
    return upgraded.trace;
  });

  it('of a scenario is what the scenario gives today, but for times and what it did not say', () => {
    const scenarios = read.filter((trace): trace is Trace<Scenario> => trace.scenario !== null);
    expect(scenarios).toHaveLength(6);
    const told = (trace: Trace<Scenario>) => ({
      ...trace,
      engine: null,
      events: trace.events.map((event) =>
        event.type === 'statement'
          ? { ...event, milliseconds: 0, effects: event.effects.map(({ row: _, ...effect }) => effect) }
          : event,
      ),
    });
    for (const trace of scenarios) expect(told(trace)).toEqual(told(runScenario(database, trace.scenario)));
  });

  it('of a program has its rows, and says what it lacks', () => {
    const program = read.at(-1);
    if (!program) throw new Error('nothing was recorded');
    expect(program.missing).toEqual([expect.stringContaining('first edition')]);
    const index = indexRun(program);
    expect([...index.rowOfEffect]).not.toContain(-1);
    const { tables } = stateAt(index, index.lastStep);
    for (const { table, present } of tables) expect(present).toBe(program.rows[table.name]?.length);
    expect(tables.find(({ table }) => table.name === 'post_tags')?.table.names).toContain('(1, 1)');
  });
});

// Every recorded cell, run on the model and PGlite and compared field by field; one test for each rule and shape.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import { runScenario } from '@/lib/engine/run/run-scenario';
import { RULES, type RuleNumber } from '@/lib/rules/rules';
import { DEFAULT_SCENARIO, OPERATIONS_OF, type Operation, SHAPES } from '@/lib/scenario/scenario';
import { compare } from './comparison';
import { EXERCISES } from './exercise';
import { DIFFERENCES } from './postgres-18';
import { type Cell, readRecording } from './recording';

const recordings = SHAPES.map((shape) => ({ shape, ...readRecording(shape) }));
const everyCell = recordings.flatMap(({ cells }) => cells);
const mismatches = new Map<Cell, readonly string[]>();

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
  for (const cell of everyCell) mismatches.set(cell, compare(runScenario(database, cell.scenario), cell));
}, 180_000);
afterAll(() => database.close());

/** Some lines about the cells that differ, enough to start from. */
function report(cells: readonly Cell[]): string[] {
  return cells
    .flatMap((cell) => (mismatches.get(cell) ?? ['not run']).map((line) => `${JSON.stringify(cell.scenario)} ${line}`))
    .slice(0, 5);
}

for (const { shape, cells } of recordings) {
  for (const [id, exercises] of EXERCISES) {
    const exercised = cells.filter(exercises);
    if (exercised.length === 0) continue;
    test(`${id}: ${exercised.length} recorded ${shape} cells run as recorded`, () => {
      expect(report(exercised)).toEqual([]);
    });
  }
}

for (const { shape, configured } of recordings) {
  test(`C1, C2, C3: ${shape} settings are accepted, warned about and refused in SQLAlchemy's words`, () => {
    expect(configured.length).toBeGreaterThan(5);
    for (const { cascade, passiveDeletes, error, warnings } of configured) {
      const trace = runScenario(database, { ...DEFAULT_SCENARIO, shape, cascade, passiveDeletes });
      expect(trace.error?.class === 'ArgumentError' ? trace.error.message : null, cascade).toBe(error);
      expect(
        trace.warnings.map(({ message }) => message),
        cascade,
      ).toEqual(warnings);
    }
  });
}

test('every rule that has settings of its own is exercised by a recorded cell', () => {
  // C3 has no cells, its spellings are above; T6 has those of other drivers (drivers.test.ts); what the foreign key's
  // own SQL says (W2) was not recorded.
  const elsewhere: readonly RuleNumber[] = ['C3', 'T6', 'W2'];
  for (const { id, scenario } of RULES) {
    if (!scenario || elsewhere.includes(id)) continue;
    const exercises = EXERCISES.get(id);
    expect(exercises && everyCell.some(exercises), id).toBe(true);
  }
});

/** Operations that came after the recording; tests/sqlalchemy holds them, like all, against SQLAlchemy itself. */
const LATER: readonly Operation[] = [];

test('every operation of every shape is in the recording, or came after it', () => {
  for (const { shape, cells } of recordings) {
    const recorded = new Set(cells.map(({ scenario }) => scenario.operation));
    expect(recorded).toEqual(new Set(OPERATIONS_OF[shape].filter((operation) => !LATER.includes(operation))));
  }
});

test('every cell exercises a rule', () => {
  const predicates = [...EXERCISES.values()];
  expect(everyCell.filter((cell) => !predicates.some((exercises) => exercises(cell)))).toEqual([]);
});

test('every difference between PostgreSQL 15 and 18 is still needed', () => {
  for (const { why, applies } of DIFFERENCES) {
    expect(
      everyCell.some(({ trace, scenario }) => trace?.error && applies(trace.error, scenario)),
      why,
    ).toBe(true);
  }
});

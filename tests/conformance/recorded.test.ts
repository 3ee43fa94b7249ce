// Recorded cells, run on the model and PGlite and compared field by field; one test for each rule, shape and series.
// Each cell is run for one driver and one series in turn, those about row counts for every driver; EVERY_CELL=1 runs all.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import { runScenario } from '@/lib/engine/run/run-scenario';
import { RULES, type RuleNumber } from '@/lib/rules/rules';
import { DEFAULT_SCENARIO, OPERATIONS_OF, type Operation, SHAPES } from '@/lib/scenario/scenario';
import { DRIVERS, SERIES } from '@/lib/versions';
import { compare } from './comparison';
import { EXERCISES } from './exercise';
import { DIFFERENCES } from './postgres-18';
import { type Cell, readSeries, readWider } from './recording';

/** Three cells in a row are one for each driver. */
function sample(cells: readonly Cell[], series: number): readonly Cell[] {
  if (process.env.EVERY_CELL) return cells;
  return cells.filter(({ readMore, scenario: { gone } }, at) => {
    const row = Math.floor(at / DRIVERS.length);
    if (row % SERIES.length !== series) return false;
    const countsMatter = readMore || gone !== 'nothing';
    return countsMatter || at % DRIVERS.length === Math.floor(row / SERIES.length) % DRIVERS.length;
  });
}

const recordings = [
  ...SERIES.flatMap((series, number) =>
    readSeries(series).map(({ cells, ...rest }) => ({ series, ...rest, cells: sample(cells, number) })),
  ),
  ...SHAPES.map((shape) => ({ series: '2.0 (wider)', ...readWider(shape) })),
];
const everyCell = recordings.flatMap(({ cells }) => cells);
const mismatches = new Map<Cell, readonly string[]>();

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
  for (const cell of everyCell) mismatches.set(cell, compare(runScenario(database, cell.scenario), cell));
}, 600_000);
afterAll(() => database.close());

/** Some lines about the cells that differ, enough to start from. */
function report(cells: readonly Cell[]): string[] {
  return cells
    .flatMap((cell) => (mismatches.get(cell) ?? ['not run']).map((line) => `${JSON.stringify(cell.scenario)} ${line}`))
    .slice(0, 5);
}

for (const [number, { series, shape, cells }] of recordings.entries()) {
  for (const [id, exercises] of EXERCISES) {
    const exercised = cells.filter(exercises);
    if (exercised.length === 0) continue;
    test(`${id}: ${exercised.length} ${shape} cells of recording ${number + 1}, ${series}, run as recorded`, () => {
      expect(report(exercised)).toEqual([]);
    });
  }
}

for (const [number, { series, shape, configured }] of recordings.entries()) {
  test(`C1, C2, C3: ${shape} settings of recording ${number + 1}, ${series}, are accepted, warned about and refused in SQLAlchemy's words`, () => {
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
  // C3 has no cells, its spellings are above; what the foreign key's own SQL says (W2) was not recorded.
  const elsewhere: readonly RuleNumber[] = ['C3', 'W2'];
  for (const { id, scenario } of RULES) {
    if (!scenario || elsewhere.includes(id)) continue;
    const exercises = EXERCISES.get(id);
    expect(exercises && everyCell.some(exercises), id).toBe(true);
  }
});

/** Operations that came after the recordings; tests/sqlalchemy holds them, like all, against SQLAlchemy itself. */
const LATER: readonly Operation[] = [];

test('every operation of every shape is in the recording, or came after it', () => {
  for (const shape of SHAPES) {
    const cells = recordings.flatMap((each) => (each.shape === shape ? each.cells : []));
    const recorded = new Set(cells.map(({ scenario }) => scenario.operation));
    expect(recorded).toEqual(new Set(OPERATIONS_OF[shape].filter((operation) => !LATER.includes(operation))));
  }
});

test('every cell exercises a rule', () => {
  const predicates = [...EXERCISES.values()];
  expect(everyCell.filter((cell) => !predicates.some((exercises) => exercises(cell)))).toEqual([]);
});

test('R1: every driver and both series are among the cells', () => {
  const asked = new Set(everyCell.map(({ scenario: { sqlalchemy, driver } }) => `${sqlalchemy} ${driver}`));
  expect(asked).toEqual(new Set(SERIES.flatMap((series) => DRIVERS.map((driver) => `${series} ${driver}`))));
});

test('every difference between PostgreSQL 15 and 18 is still needed', () => {
  for (const { why, applies } of DIFFERENCES) {
    expect(
      everyCell.some(({ trace, scenario }) => trace?.error && applies(trace.error, scenario)),
      why,
    ).toBe(true);
  }
});

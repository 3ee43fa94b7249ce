// Lines and programs by chance: an answer to each, and no row that is not so.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import { runReaders } from '@/lib/engine/run/run-program';
import { runScenario } from '@/lib/engine/run/run-scenario';
import { checkTrace } from '@/lib/scenario/read-trace';
import { SERIES } from '@/lib/versions';
import { firstArchives } from '@/scripts/sqlalchemy/archives';
import { startPython } from '@/scripts/sqlalchemy/node-python';
import { numbersFrom } from '@/scripts/sqlalchemy/space';
import { readLine } from '@/scripts/trace/line';
import { countOf, SEED } from './asked';
import { aLine, aProgram } from './mangled';
import { falseTables } from './rows';

const COUNT = countOf(500);
const first = await firstArchives();
const absent = 'absent' in first ? first.absent : null;

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

const lines = Math.ceil(COUNT * 0.9);
test(`${lines} lines are runs, or sentences that say what is wrong with them (SEED=${SEED})`, {
  timeout: 7_200_000,
}, () => {
  const next = numbersFrom(SEED);
  let runs = 0;
  for (let at = 0; at < lines; at++) {
    const line = aLine(next);
    if (line.trim() === '') continue;
    const read = readLine(line);
    if ('invalid' in read) {
      expect(read.invalid, line).toMatch(/\S/);
      expect(read.invalid.length, line).toBeLessThan(1000);
      continue;
    }
    // More are slower and no other.
    const scenario = { ...read.scenario, posts: Math.min(read.scenario.posts, 30) };
    const trace = checkTrace(runScenario(database, scenario));
    expect([falseTables(trace), trace.unexplained], line).toEqual([[], []]);
    runs++;
  }
  expect(runs).toBeGreaterThan(lines / 3);
});

describe.skipIf(absent)(`Programs by chance${absent ? ` (skipped: ${absent})` : ''}`, () => {
  const programs = Math.max(20, Math.round(COUNT / 200));
  test(`${programs} of them are traces (SEED=${SEED})`, { timeout: 7_200_000 }, async () => {
    if ('absent' in first) return;
    const python = await startPython(database, first, () => {});
    const next = numbersFrom(SEED);
    let ended = 0;
    for (let at = 0; at < programs; at++) {
      const source = aProgram(next);
      const trace = checkTrace(runReaders(database, python, { source, filename: 'program.py', foreign: true }));
      expect(falseTables(trace), source).toEqual([]);
      if (trace.error === null) ended++;
    }
    expect(ended).toBeGreaterThan(0);
    expect(SERIES.some((series) => python.version.startsWith(series))).toBe(true);
  });
});

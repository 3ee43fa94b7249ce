// After a program that takes its surroundings apart, the next run is what it is in a process that has just begun.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import { runScenarioOnSqlalchemy } from '@/lib/engine/run/run-on-sqlalchemy';
import { runProgram } from '@/lib/engine/run/run-program';
import { runScenario } from '@/lib/engine/run/run-scenario';
import { pythonScript } from '@/lib/scenario/python-script';
import { readTrace } from '@/lib/scenario/read-trace';
import { DEFAULT_SCENARIO } from '@/lib/scenario/scenario';
import type { PythonEngine } from '@/lib/sqlalchemy/python-engine';
import type { Trace } from '@/lib/trace/trace';
import { DRIVERS, SERIES } from '@/lib/versions';
import { withoutTimes } from '@/scripts/recording';
import { firstArchives, pythonArchives } from '@/scripts/sqlalchemy/archives';
import { startPython } from '@/scripts/sqlalchemy/node-python';
import { numbersFrom, oneByChance } from '@/scripts/sqlalchemy/space';
import { countOf, SEED, someOf } from './asked';
import { HOSTILE_PROGRAMS, textOf } from './hostile-programs';
import { falseTables } from './rows';

const first = await firstArchives();
const absent = 'absent' in first ? first.absent : null;
const next = numbersFrom(SEED);

/** But for how long things took. */
const said = (trace: Trace<unknown>) => JSON.stringify(withoutTimes(trace));

/** A process that stays: its PostgreSQL and its Python, and what its next runs have to be. */
class Home {
  database!: Database;
  python!: PythonEngine;
  #wanted: readonly string[] = [];

  async open(): Promise<void> {
    if ('absent' in first) return;
    this.database = await openDatabase();
    this.python = await startPython(this.database, first, () => {});
    this.#wanted = this.#runs();
  }

  /** A scenario of the model, one of SQLAlchemy, and a program. */
  #runs(): readonly string[] {
    const { database, python } = this;
    const program = { source: pythonScript(DEFAULT_SCENARIO), filename: 'program.py' };
    return [
      said(runScenario(database, DEFAULT_SCENARIO)),
      said(runScenarioOnSqlalchemy(database, python, DEFAULT_SCENARIO)),
      said(runProgram(database, python, program)),
    ];
  }

  isWhole(): void {
    expect(this.#runs()).toEqual(this.#wanted);
  }

  close = () => this.database?.close();
}

interface Told {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The trace tool's. */
function traced(text: string, ...args: readonly string[]): Promise<Told> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hostile-'));
  const file = path.join(folder, 'hostile.py');
  writeFileSync(file, text);
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/trace.ts', '--python', file, ...args]);
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (part) => {
    stdout += part;
  });
  child.stderr.setEncoding('utf8').on('data', (part) => {
    stderr += part;
  });
  return new Promise((resolve) => {
    child.once('close', (status) => {
      rmSync(folder, { recursive: true });
      resolve({ status, stdout, stderr });
    });
  });
}

const FRAMES = /node_modules|pyodide|cascade_lens|\bat .*\.[cm]?[jt]s\b|wasm/i;
/** Lines and characters. */
const SCREEN = { lines: 50, characters: 5000 };

describe.skipIf(absent)(`A hostile program (SEED=${SEED})${absent ? ` (skipped: ${absent})` : ''}`, () => {
  const home = new Home();
  beforeAll(() => home.open());
  afterAll(home.close);
  const count = countOf(6);
  test.each(someOf(HOSTILE_PROGRAMS, count))('that $name ends in a trace', async (program) => {
    const series = oneByChance(next, SERIES);
    const found = await pythonArchives(series);
    const driver = oneByChance(next, DRIVERS);
    const limits = ['--time-limit', '5', '--memory-limit', '1500'];
    const asked = 'absent' in found ? [] : ['--sqlalchemy', series];
    const { status, stdout, stderr } = await traced(textOf(program), ...asked, '--driver', driver, ...limits);
    expect([0, 1]).toContain(status);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    const read = readTrace(JSON.parse(stdout));
    expect(read).toHaveProperty('trace');
    if ('trace' in read) {
      expect(falseTables(read.trace)).toEqual([]);
      if (program.endless) expect(read.trace.error?.class).toMatch(/^(?:Time|Memory)Limit$|Error$/);
    }
    expect(stderr).not.toMatch(FRAMES);
    if (!program.loud) {
      expect(stderr.split('\n').length).toBeLessThan(SCREEN.lines);
      expect(stderr.length).toBeLessThan(SCREEN.characters);
    }
    home.isWhole();
  });
});

// Each series of SQLAlchemy on a PostgreSQL for tests. One that can be fetched from nowhere has its tests skipped, which
// then say so.
import { PGlite } from '@electric-sql/pglite';
import { loadPyodide } from 'pyodide';
import { afterAll, describe } from 'vitest';
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import { pgliteWire } from '@/lib/sqlalchemy/bridge/pglite-wire';
import { type Bridge, installBridge } from '@/lib/sqlalchemy/bridge/python';
import type { PythonEngine } from '@/lib/sqlalchemy/python-engine';
import { SERIES, type Series } from '@/lib/versions';
import { pythonArchives } from '@/scripts/sqlalchemy/archives';
import { openPython } from '@/scripts/sqlalchemy/node-python';

export interface Live {
  readonly series: Series;
  readonly database: Database;
  readonly python: PythonEngine;
  /** What programs have printed, line by line; for a test to empty. */
  readonly printed: string[];
}

/** A describe() for each series, whose tests have both; opened before they are collected, closed after the last. */
export async function describeLive(name: string, tests: (live: Live) => void): Promise<void> {
  for (const series of SERIES) {
    const database = await openDatabase();
    const printed: string[] = [];
    const opened = await openPython(database, series, (line) => printed.push(line));
    if ('absent' in opened) {
      await database.close();
      skipped(name, series, opened.absent, () => tests({ ...UNREACHABLE, series }));
      continue;
    }
    describe(`${name}, on SQLAlchemy ${opened.python.version}`, () => {
      afterAll(() => database.close());
      tests({ series, database, python: opened.python, printed });
    });
  }
}

interface PlainBridge {
  readonly series: Series;
  /** For example "2.1.9". */
  readonly version: string;
  readonly bridge: Bridge;
}

/** The same with the bridge on its own, on a plain PGlite. */
export async function describeBridge(name: string, tests: (plain: PlainBridge) => void): Promise<void> {
  for (const series of SERIES) {
    const found = await pythonArchives(series);
    if ('absent' in found) {
      skipped(name, series, found.absent, () => tests({ ...UNREACHABLE, series }));
      continue;
    }
    const { version, archives } = found;
    const pg = new PGlite();
    await pg.waitReady;
    const bridge = installBridge({ pyodide: await loadPyodide(), archives, wire: pgliteWire(pg) });
    describe(`${name}, on SQLAlchemy ${version}`, () => {
      afterAll(() => pg.close());
      tests({ series, version, bridge });
    });
  }
}

function skipped(name: string, series: Series, reason: string, tests: () => void): void {
  describe.skip(`${name} (there is no SQLAlchemy ${series} here: ${reason})`, tests);
}

/** Skipped tests are collected and do not run. */
const NOTHING = new Proxy(() => {}, {
  get: () => NOTHING,
  apply: () => {
    throw new Error('A skipped test ran');
  },
}) as never;
const UNREACHABLE = { database: NOTHING, python: NOTHING, printed: NOTHING, bridge: NOTHING, version: '' };

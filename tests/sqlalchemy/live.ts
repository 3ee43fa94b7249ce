// SQLAlchemy on a PostgreSQL for tests. Where it can be fetched from nowhere, its tests say so and are skipped.
import { afterAll, describe } from 'vitest';
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import type { PythonEngine } from '@/lib/sqlalchemy/python-engine';
import { openPython } from '@/scripts/sqlalchemy/node-python';

interface Live {
  readonly database: Database;
  readonly python: PythonEngine;
}

/** A describe() whose tests have both; opened before the tests are collected, closed after the last. */
export async function describeLive(name: string, tests: (live: Live) => void): Promise<void> {
  const database = await openDatabase();
  const opened = await openPython(database, '2.0', () => {});
  if ('absent' in opened) {
    await database.close();
    describe.skip(`${name} (this build carries no SQLAlchemy: ${opened.absent})`, () => tests(UNREACHABLE));
    return;
  }
  describe(name, () => {
    afterAll(() => database.close());
    tests({ database, python: opened.python });
  });
}

const UNREACHABLE: Live = new Proxy({} as Live, {
  get: () => {
    throw new Error('A skipped test ran');
  },
});

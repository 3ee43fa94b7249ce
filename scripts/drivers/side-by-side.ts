// The same program on a driver's stand-in and on the driver itself, both on PGlite.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Database } from '@/lib/database/database';
import { runProgram } from '@/lib/engine/run/run-program';
import type { PythonEngine } from '@/lib/sqlalchemy/python-engine';
import type { Driver } from '@/lib/versions';
import { driverDifferences } from './difference';
import { realDrivers, recordReal } from './real-drivers';
import { openServer } from './server';

export interface SideBySide {
  /** The differences, in words. */
  compare(source: string, driver: Driver): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** For the SQLAlchemy that Python has, or why the real one with its drivers is not to be had. */
export async function openSideBySide(
  database: Database,
  python: PythonEngine,
): Promise<SideBySide | { readonly absent: string }> {
  const installed = await realDrivers(python.version);
  if ('absent' in installed) return installed;
  const server = await openServer();
  const folder = await mkdtemp(path.join(tmpdir(), 'drivers-'));
  const file = path.join(folder, 'program.py');
  return {
    compare: async (source, driver) => {
      const trace = runProgram(database, python, source, 'program.py', driver);
      await writeFile(file, source);
      // The address of a real server would set it: the listening PGlite takes no settings from a connection.
      await server.empty(source.match(/"search_path": "(\w+)"/)?.[1] ?? 'public');
      const real = await recordReal(installed.site, server.port, driver, file);
      return driverDifferences(trace, real, await server.rows());
    },
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}

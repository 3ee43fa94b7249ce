// The same program on a driver's stand-in in the tab and on the driver itself, which has servers.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '@/lib/database/node-database';
import { runProgram } from '@/lib/engine/run/run-program';
import type { Driver, Series } from '@/lib/versions';
import { pythonArchives } from '../sqlalchemy/archives';
import { startPython } from '../sqlalchemy/node-python';
import { driverDifferences, type Found } from './difference';
import { realDrivers, recordReal } from './real-drivers';
import type { Server } from './server';

export interface SideBySide {
  /** Of SQLAlchemy. */
  readonly version: string;
  /** What differs on each server. */
  compare(source: string, driver: Driver): Promise<ReadonlyMap<Server, Found>>;
  close(): Promise<void>;
}

/** Or why a series or the drivers are not to be had on this machine. */
export async function openSideBySide(
  series: Series,
  servers: readonly Server[],
): Promise<SideBySide | { readonly absent: string }> {
  const archives = await pythonArchives(series);
  if ('absent' in archives) return { absent: `No SQLAlchemy ${series} on this machine: ${archives.absent}` };
  const installed = await realDrivers(archives.version);
  if ('absent' in installed) return installed;
  const database = await openDatabase();
  let printed: string[] = [];
  const python = await startPython(database, archives, (line) => printed.push(line));
  const folder = await mkdtemp(path.join(tmpdir(), 'drivers-'));
  const file = path.join(folder, 'program.py');
  return {
    version: archives.version,
    compare: async (source, driver) => {
      printed = [];
      const trace = runProgram(database, python, { source: source, filename: 'program.py', ...(driver && { driver }) });
      await writeFile(file, source);
      const found = new Map<Server, Found>();
      for (const server of servers) {
        await server.empty(source.match(/search_path(?:": "|=)(\w+)/)?.[1] ?? 'public');
        const real = await recordReal(installed.site, server, driver, file);
        const realRows = await server.rows();
        found.set(server, driverDifferences({ trace, printed: printed.join('\n'), server, real, realRows }));
      }
      return found;
    },
    close: async () => {
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
}

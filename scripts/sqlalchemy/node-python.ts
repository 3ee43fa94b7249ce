// SQLAlchemy in Node, for the trace tool and the tests, with what programs import besides: from the cached archives,
// made when absent.
import { loadPyodide } from 'pyodide';
import type { Database } from '@/lib/database/database';
import type { AbsentPython } from '@/lib/engine/protocol/python-files';
import { databaseWire } from '@/lib/engine/run/run-on-sqlalchemy';
import type { ArchiveName } from '@/lib/packages';
import type { FetchedArchive } from '@/lib/sqlalchemy/packages';
import { connectPython, installPython, type PythonEngine } from '@/lib/sqlalchemy/python-engine';
import { DEFAULT_SERIES, SERIES, type Series } from '@/lib/versions';
import { packageArchive, pythonArchives, type SeriesArchives } from './archives';

/**
 * SQLAlchemy on a database. What programs print goes to standard error, because standard output belongs to the traces.
 */
export async function startPython(
  database: Database,
  { archives }: SeriesArchives,
  print: (line: string) => void = console.error,
): Promise<PythonEngine> {
  // The name that Python has in a browser: that of this script would stand in its memory, and move all that follows.
  const pyodide = await loadPyodide({ stdout: print, stderr: print, _sysExecutable: './this.program' });
  // There is nobody to ask.
  pyodide.setStdin({ stdin: () => null });
  installPython(pyodide, archives);
  return connectPython(pyodide, databaseWire(database));
}

/** Brings what a program imports besides, from the cached archives. */
export function loadPackages(database: Database, python: PythonEngine, source: string): Promise<void> {
  const fetch = async (names: readonly ArchiveName[]) => {
    const series = SERIES.find((each) => python.version.startsWith(`${each}.`)) ?? DEFAULT_SERIES;
    const found = new Map<ArchiveName, FetchedArchive>();
    for (const name of names) {
      const archive = await packageArchive(name, series);
      found.set(name, 'absent' in archive ? archive : archive.archive);
    }
    return found;
  };
  return python.load([source], fetch, database.extend);
}

/** The same of a series, or why there is none on this machine. */
export async function openPython(
  database: Database,
  series: Series,
  print?: (line: string) => void,
): Promise<{ readonly python: PythonEngine } | AbsentPython> {
  const found = await pythonArchives(series);
  return 'absent' in found ? found : { python: await startPython(database, found, print) };
}

// SQLAlchemy in Node, for the trace tool and the tests: from the cached archives, made when absent.
import { loadPyodide } from 'pyodide';
import type { Database } from '@/lib/database/database';
import { databaseWire } from '@/lib/engine/run/run-on-sqlalchemy';
import { connectPython, installPython, type PythonEngine } from '@/lib/sqlalchemy/python-engine';
import type { Series } from '@/lib/versions';
import { type Absent, pythonArchives } from './archives';

/**
 * A series of SQLAlchemy on a database, or why there is none on this machine. What programs print goes to standard error, because
 * standard output belongs to the traces.
 */
export async function openPython(
  database: Database,
  series: Series,
  print: (line: string) => void = console.error,
): Promise<{ readonly python: PythonEngine } | Absent> {
  const found = await pythonArchives(series);
  if ('absent' in found) return found;
  const pyodide = await loadPyodide({ stdout: print });
  installPython(pyodide, found.archives);
  return { python: connectPython(pyodide, databaseWire(database)) };
}

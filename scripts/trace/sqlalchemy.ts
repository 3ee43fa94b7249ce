// SQLAlchemy for the trace tool.
import type { Database } from '@/lib/database/database';
import type { PythonEngine } from '@/lib/sqlalchemy/python-engine';
import { DEFAULT_SERIES, type Series } from '@/lib/versions';
import { firstArchives, pythonArchives } from '../sqlalchemy/archives';
import { startPython } from '../sqlalchemy/node-python';

/** SQLAlchemy could not be had; the sentence says why. */
export class NoSqlalchemy extends Error {}

/** The series that is asked for, and no other; without a wish the default one, or else what there is. */
export async function sqlalchemyOn(database: Database, series: Series | null): Promise<PythonEngine> {
  if (series === null) {
    const found = await firstArchives();
    if ('absent' in found) throw new NoSqlalchemy(`No SQLAlchemy on this machine: ${found.absent}`);
    if (found.noDefault !== null) {
      console.error(`No SQLAlchemy ${DEFAULT_SERIES} on this machine, so ${found.version} runs: ${found.noDefault}`);
    }
    return startPython(database, found);
  }
  const found = await pythonArchives(series);
  if ('absent' in found) throw new NoSqlalchemy(`No SQLAlchemy ${series} on this machine: ${found.absent}`);
  return startPython(database, found);
}

// The laboratory's PostgreSQL in Node, for tests and benchmarks.
import { pathToFileURL } from 'node:url';
import { AUTO_EXPLAIN_SOURCE, autoExplain } from './auto-explain';
import { startPostgres } from './boot';
import { loadSnapshot, pgliteFile } from './node-database';
import { ScaleDatabase } from './scale-database';

/** PGlite keeps the process alive until it is closed. */
export async function openScaleDatabase(): Promise<ScaleDatabase> {
  const extensions = autoExplain(pathToFileURL(pgliteFile(AUTO_EXPLAIN_SOURCE)));
  return new ScaleDatabase(await startPostgres({ snapshot: await loadSnapshot() }, extensions));
}

// The database in Node, for the trace tool, the build and the tests: from the cached snapshot, built when absent.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { CACHE, keptBytes, keyOf } from '@/lib/kept/kept';
import { type BootFiles, bootDatabase } from './boot';
import type { Database } from './database';
import { buildSnapshot, SNAPSHOT_RECIPE } from './snapshot';
import { warmUp } from './warm-up';

/** A fresh database, warmed up. PGlite keeps the process alive until it is closed. */
export async function openDatabase(options: Pick<BootFiles, 'wholePackage'> = {}): Promise<Database> {
  const database = await bootDatabase({ ...options, snapshot: await loadSnapshot() });
  warmUp(database);
  return database;
}

/** The snapshot from the cache, or a new one. The key is PGlite's own data file and the recipe. */
export async function loadSnapshot(): Promise<Uint8Array<ArrayBuffer>> {
  const key = keyOf([await readFile(pgliteFile('pglite.wasm')), SNAPSHOT_RECIPE]);
  return keptBytes(path.join(CACHE, 'snapshot', `files-${key}`), buildSnapshot);
}

/** A file of the installed PGlite, for example "pglite.wasm". */
export function pgliteFile(name: string): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  return path.join(path.dirname(entry), name);
}

// The database in Node, for the trace tool, the build and the tests: from the cached snapshot, built when absent.
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BootFiles, bootDatabase } from './boot';
import type { Database } from './database';
import { buildSnapshot, SNAPSHOT_RECIPE } from './snapshot';
import { warmUp } from './warm-up';

const CACHE = fileURLToPath(new URL('../../.cache/snapshot', import.meta.url));

/** A fresh database, warmed up. PGlite keeps the process alive until it is closed. */
export async function openDatabase(options: Pick<BootFiles, 'wholePackage'> = {}): Promise<Database> {
  const database = await bootDatabase({ ...options, snapshot: await loadSnapshot() });
  warmUp(database);
  return database;
}

/** The snapshot from the cache, or a new one. The key is PGlite's own data file and the recipe. */
export async function loadSnapshot(): Promise<Uint8Array<ArrayBuffer>> {
  const data = await readFile(pgliteFile('pglite.wasm'));
  const key = createHash('sha256').update(data).update(SNAPSHOT_RECIPE).digest('hex').slice(0, 16);
  const file = path.join(CACHE, `${key}.tar`);
  const cached = await readFile(file).catch(() => null);
  if (cached) return new Uint8Array(cached);
  const snapshot = await buildSnapshot();
  await mkdir(CACHE, { recursive: true });
  // Test workers start at the same time: each writes a file of its own and renames it, which is atomic.
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, snapshot);
  await rename(unfinished, file);
  return snapshot;
}

/** A file of the installed PGlite, for example "pglite.wasm". */
export function pgliteFile(name: string): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  return path.join(path.dirname(entry), name);
}

// Puts the engine's files where the site and its worker find them: public/engine/<hash of their content>/.
// Run as a script before `next dev`; scripts/build.ts calls buildAssets(). Quick when nothing has changed.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AUTO_EXPLAIN_FILE } from '@/lib/database/auto-explain';
import { loadSnapshot, pgliteFile } from '@/lib/database/node-database';
import { bundleWorker } from './assets/worker-bundle';

const ENGINE = fileURLToPath(new URL('../public/engine', import.meta.url));

const MANIFEST = 'current.json';

/** What the pages are built with, in public/engine/current.json. */
export interface EngineManifest {
  /** The folder of the engine's files below the site's base path, for example "/engine/0f3a…/". */
  readonly path: string;
}

/** Builds the files, removes older ones, and writes the manifest. */
export async function buildAssets(): Promise<EngineManifest> {
  const loaded = await bootFiles();
  const autoExplain = await readFile(pgliteFile(AUTO_EXPLAIN_FILE));
  const sizes = Object.fromEntries([...loaded].map(([name, bytes]) => [name, bytes.length]));
  const files = new Map([...loaded, [AUTO_EXPLAIN_FILE, autoExplain], ...(await bundleWorker(sizes))]);
  const hash = hashOf(files);
  await install(hash, files);
  const manifest: EngineManifest = { path: `/engine/${hash}/` };
  await writeFile(path.join(ENGINE, MANIFEST), `${JSON.stringify(manifest)}\n`);
  return manifest;
}

/** What PostgreSQL starts from, by name. */
export async function bootFiles(): Promise<ReadonlyMap<string, Uint8Array>> {
  return new Map<string, Uint8Array>([
    ['pglite.wasm', await readFile(pgliteFile('pglite.wasm'))],
    ['snapshot.tar', await loadSnapshot()],
  ]);
}

function hashOf(files: ReadonlyMap<string, Uint8Array>): string {
  const hash = createHash('sha256');
  for (const [name, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(name).update(bytes);
  return hash.digest('hex').slice(0, 16);
}

/** A folder appears under its final name only when it is complete. */
async function install(hash: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  await mkdir(ENGINE, { recursive: true });
  const present = await readdir(ENGINE);
  for (const name of present)
    if (name !== hash && name !== MANIFEST) await rm(path.join(ENGINE, name), { recursive: true });
  if (present.includes(hash)) return;
  const unfinished = path.join(ENGINE, `${hash}.${process.pid}`);
  await mkdir(unfinished);
  for (const [name, bytes] of files) await writeFile(path.join(unfinished, name), bytes);
  await rename(unfinished, path.join(ENGINE, hash));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { path: folder } = await buildAssets();
  console.error(`The engine is in public${folder}`);
}

// Puts the engine's files where the site and its worker find them: public/engine/<hash of their content>/.
import { readFile } from 'node:fs/promises';
import { AUTO_EXPLAIN_FILE, AUTO_EXPLAIN_SOURCE } from '@/lib/database/auto-explain';
import { loadSnapshot, pgliteFile } from '@/lib/database/node-database';
import { knownFiles } from '@/lib/engine/protocol/content-hash';
import { publish } from './assets/published';
import { bundleWorker } from './assets/worker-bundle';

/** What the pages are built with, in public/engine/current.json. */
export interface EngineManifest {
  /** The folder of the engine's files below the site's base path, for example "/engine/0f3a…/". */
  readonly path: string;
}

/** Builds the files, removes older ones, and writes the manifest. */
export async function buildAssets(): Promise<EngineManifest> {
  const loaded = await bootFiles();
  const autoExplain = await readFile(pgliteFile(AUTO_EXPLAIN_SOURCE));
  const fetched = new Map([...loaded, [AUTO_EXPLAIN_FILE, autoExplain]]);
  const files = new Map([...fetched, ...(await bundleWorker(await knownFiles(fetched)))]);
  return publish('engine', files, (folder): EngineManifest => ({ path: folder }));
}

/** What PostgreSQL starts from, by name. */
export async function bootFiles(): Promise<ReadonlyMap<string, Uint8Array>> {
  return new Map<string, Uint8Array>([
    ['pglite.wasm', await readFile(pgliteFile('pglite.wasm'))],
    ['snapshot.tar', await loadSnapshot()],
  ]);
}

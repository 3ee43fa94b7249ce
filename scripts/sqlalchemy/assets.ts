// What a browser needs to run SQLAlchemy, in public/sqlalchemy/<hash of its content>/: Pyodide and the archives of
// Python code. Fetched by nobody who does not ask for it.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { PythonManifest } from '@/lib/engine/protocol/python-files';
import { SNAPSHOT_FILE } from '@/lib/sqlalchemy/python-snapshot';
import { bootFiles } from '../assets';
import { publish, publishNone } from '../assets/published';
import { brotliSize } from '../compress';
import { pythonArchives } from './archives';
import { pythonSnapshot } from './snapshot';
import { standardLibrary } from './standard-library';

const PYODIDE = ['pyodide.mjs', 'pyodide.asm.mjs', 'pyodide.asm.wasm'] as const;

/** Writes the files and public/sqlalchemy/current.json; one sentence in the log when there is no SQLAlchemy. */
export async function buildSqlalchemyAssets(): Promise<PythonManifest> {
  const found = await pythonArchives('2.0', { newest: true });
  if ('absent' in found) {
    console.error(`This build carries no SQLAlchemy: ${found.absent}`);
    return publishNone('sqlalchemy', found);
  }
  const files = await withSnapshot(await filesWith(found.archives));
  const sizes = Object.fromEntries([...files].map(([name, bytes]) => [name, bytes.length]));
  let travels = 0;
  for (const bytes of files.values()) travels += await brotliSize(bytes);
  return publish('sqlalchemy', files, (folder): PythonManifest => ({ path: folder, sizes, travels }));
}

async function filesWith(archives: ReadonlyMap<string, Uint8Array>): Promise<ReadonlyMap<string, Uint8Array>> {
  const resolve = createRequire(import.meta.url).resolve;
  const pyodide = await Promise.all(
    PYODIDE.map(async (name): Promise<[string, Uint8Array]> => [name, await readFile(resolve(`pyodide/${name}`))]),
  );
  const library: [string, Uint8Array] = ['python_stdlib.zip', await standardLibrary()];
  return new Map([...pyodide, library, ['pyodide-lock.json', await lockFile(resolve)], ...archives]);
}

/** The start is quicker with it, and all else is the same without. */
async function withSnapshot(files: ReadonlyMap<string, Uint8Array>): Promise<ReadonlyMap<string, Uint8Array>> {
  const snapshot = await pythonSnapshot(files, await bootFiles());
  if ('none' in snapshot) {
    console.error(`SQLAlchemy will start without a memory snapshot: ${snapshot.none}`);
    return files;
  }
  return new Map([...files, [SNAPSHOT_FILE, snapshot]]);
}

/** Pyodide insists on its list of packages, 120 kB of it; nothing here installs any. */
async function lockFile(resolve: (name: string) => string): Promise<Uint8Array> {
  const { info } = JSON.parse(await readFile(resolve('pyodide/pyodide-lock.json'), 'utf8'));
  return new TextEncoder().encode(JSON.stringify({ info, packages: {} }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const manifest = await buildSqlalchemyAssets();
  if (!('absent' in manifest)) console.error(`SQLAlchemy is in public${manifest.path}`);
}

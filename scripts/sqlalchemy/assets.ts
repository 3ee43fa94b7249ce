// What a browser needs to run SQLAlchemy, in public/sqlalchemy/<hash of its content>/: Pyodide and the archives of
// Python code. Fetched by nobody who does not ask for it.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PythonManifest } from '@/lib/engine/worker/browser-python';
import { SNAPSHOT_FILE } from '@/lib/sqlalchemy/python-snapshot';
import { bootFiles } from '../assets';
import { brotliSize } from '../compress';
import { pythonArchives } from './archives';
import { pythonSnapshot } from './snapshot';
import { standardLibrary } from './standard-library';

const FOLDER = fileURLToPath(new URL('../../public/sqlalchemy', import.meta.url));
const MANIFEST = 'current.json';
const PYODIDE = ['pyodide.mjs', 'pyodide.asm.mjs', 'pyodide.asm.wasm'] as const;

/** Writes the files and public/sqlalchemy/current.json; one sentence in the log when there is no SQLAlchemy. */
export async function buildSqlalchemyAssets(): Promise<PythonManifest> {
  const found = await pythonArchives();
  await mkdir(FOLDER, { recursive: true });
  const manifest = 'absent' in found ? found : await install(await withSnapshot(await filesWith(found.archives)));
  if ('absent' in manifest) console.error(`This build carries no SQLAlchemy: ${manifest.absent}`);
  await writeFile(path.join(FOLDER, MANIFEST), `${JSON.stringify(manifest)}\n`);
  return manifest;
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

/** A folder appears under its final name only when it is complete; older ones go. */
async function install(files: ReadonlyMap<string, Uint8Array>): Promise<PythonManifest> {
  const hash = createHash('sha256');
  for (const [name, bytes] of files) hash.update(`${name}\0`).update(bytes);
  const folder = hash.digest('hex').slice(0, 16);
  const present = await readdir(FOLDER);
  for (const name of present) if (name !== folder) await rm(path.join(FOLDER, name), { recursive: true });
  if (!present.includes(folder)) {
    const unfinished = path.join(FOLDER, `${folder}.${process.pid}`);
    await mkdir(unfinished);
    for (const [name, bytes] of files) await writeFile(path.join(unfinished, name), bytes);
    await rename(unfinished, path.join(FOLDER, folder));
  }
  const sizes = Object.fromEntries([...files].map(([name, bytes]) => [name, bytes.length]));
  let travels = 0;
  for (const bytes of files.values()) travels += await brotliSize(bytes);
  return { path: `/sqlalchemy/${folder}/`, sizes, travels };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const manifest = await buildSqlalchemyAssets();
  if (!('absent' in manifest)) console.error(`SQLAlchemy is in public${manifest.path}`);
}

// The packages of a release, and how to recognise them wherever they came from.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Pin, Release } from '@/lib/versions';

/**
 * Pinned by what is in it and not by how it is packed: the wheel, the source archive, Debian's package and the tag of
 * the project's own repository have the same Python files, byte for byte.
 */
export interface PinnedPackage extends Pin {
  /** The name in the Python package index. */
  readonly name: string;
  /** Debian's package. */
  readonly debian: string;
  /** The module or package that it installs. */
  readonly module: string;
}

export function packagesOf({ version, sha256, typingExtensions }: Release): readonly PinnedPackage[] {
  return [
    { name: 'sqlalchemy', debian: 'python3-sqlalchemy', module: 'sqlalchemy', version, sha256 },
    {
      name: 'typing_extensions',
      debian: 'python3-typing-extensions',
      module: 'typing_extensions.py',
      ...typingExtensions,
    },
  ];
}

/** What runs: Python, and what is compiled for Pyodide. */
const CODE = /(\.py|-wasm32-emscripten\.so)$/;

/** SHA-256 over the names and contents of all code below a folder, or of one file, in the order of their names. */
export async function hashOfPython(root: string, module: string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of await pythonFiles(root, module)) {
    const content = await readFile(path.join(root, name));
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** Paths of the code of a module relative to `root`, sorted, with forward slashes. */
export async function pythonFiles(root: string, module: string): Promise<string[]> {
  if (module.endsWith('.py')) return [module];
  const entries = await readdir(path.join(root, module), { recursive: true });
  return entries
    .filter((name) => CODE.test(name))
    .map((name) => `${module}/${name.split(path.sep).join('/')}`)
    .sort();
}

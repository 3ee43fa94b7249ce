// The one SQLAlchemy that this project uses, and how to recognise it wherever it came from.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { RUN_SQLALCHEMY, RUN_TYPING_EXTENSIONS } from '@/lib/versions';

interface Release {
  /** The name in the Python package index, and the version there. */
  readonly name: string;
  readonly version: string;
  /** Debian's package, for the suite below. */
  readonly debian: string;
  /** The module or package that it installs. */
  readonly module: string;
  /** Of every .py file: see hashOfPython. */
  readonly sha256: string;
}

/** Debian's suite that carries exactly these versions. */
export const DEBIAN_SUITE = 'trixie';

/**
 * Pinned by what is in them and not by how they are packed: the wheel, Debian's package and the tag of the
 * project's own repository have the same Python files, byte for byte.
 */
export const RELEASES: readonly Release[] = [
  {
    name: 'sqlalchemy',
    version: RUN_SQLALCHEMY,
    debian: 'python3-sqlalchemy',
    module: 'sqlalchemy',
    sha256: '6998183026a392b8c5e9c2f82c7f226398c953303bb84b06a67aa25023e1db1e',
  },
  {
    name: 'typing_extensions',
    version: RUN_TYPING_EXTENSIONS,
    debian: 'python3-typing-extensions',
    module: 'typing_extensions.py',
    sha256: 'b062337676d04f5f93dbb70781a834ba91c827e3e3dee404a3aa68eec7b9e4bd',
  },
];

/** SHA-256 over the names and contents of all .py files below a folder, or of one file, in the order of their names. */
export async function hashOfPython(root: string, module: string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of await pythonFiles(root, module)) {
    const content = await readFile(path.join(root, name));
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** Paths of the .py files of a module relative to `root`, sorted, with forward slashes. */
export async function pythonFiles(root: string, module: string): Promise<string[]> {
  if (module.endsWith('.py')) return [module];
  const entries = await readdir(path.join(root, module), { recursive: true });
  return entries
    .filter((name) => name.endsWith('.py'))
    .map((name) => `${module}/${name.split(path.sep).join('/')}`)
    .sort();
}

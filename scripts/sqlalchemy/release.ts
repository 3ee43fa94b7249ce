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

/** The licences of packages, and what Python's importlib.metadata reads of them; which crates were compiled into one. */
export const TEXTS =
  /^[^/]+[.]dist-info[/](METADATA|(licenses[/])?(LICEN[CS]E|COPYING)[^/]*|sboms[/][^/]+[.]cyclonedx[.]json)$/;

/** Contents by their paths, with forward slashes. */
export type Files = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** Paths of the code of a module, sorted. */
export function codeOf(module: string, names: Iterable<string>): string[] {
  const own = (name: string) => name === module || name.startsWith(`${module}/`);
  return [...names].filter((name) => own(name) && CODE.test(name)).sort();
}

/** SHA-256 over the names and contents of a module's code, in the order of their names. */
export function hashOfModule(module: string, files: Files): string {
  const hash = createHash('sha256');
  for (const name of codeOf(module, files.keys())) {
    const content = files.get(name) ?? new Uint8Array();
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** The code of some modules, and all texts, from below a folder. */
export async function filesOf(folder: string, modules: readonly string[]): Promise<Files> {
  const names = (await readdir(folder, { recursive: true })).map((name) => name.split(path.sep).join('/'));
  const wanted = [...modules.flatMap((module) => codeOf(module, names)), ...names.filter((name) => TEXTS.test(name))];
  return readFiles(folder, wanted.sort());
}

/** Some files below a folder, by their names. */
export async function readFiles(folder: string, names: readonly string[]): Promise<Files> {
  const read = async (name: string) => [name, new Uint8Array(await readFile(path.join(folder, name)))] as const;
  return new Map(await Promise.all(names.map(read)));
}

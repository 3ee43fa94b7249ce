// SQLAlchemy in a module worker of the browser: downloads Pyodide and the archives with real progress, and starts
// them on the worker's database. Loaded only when someone asks for it.
import type { Database } from '@/lib/database/database';
import { type PythonEngine, startPython } from '@/lib/sqlalchemy/python-engine';
import { Download, type OnBytes } from './download';
import { databaseWire } from './run-on-sqlalchemy';

/** Where the files of a build are, and their sizes in bytes. */
export interface CarriedPython {
  /** A folder, with a slash: in public/sqlalchemy/current.json below the site's base path, for a page the whole. */
  readonly path: string;
  readonly sizes: Readonly<Record<string, number>>;
}

/** public/sqlalchemy/current.json. */
export type PythonManifest =
  | CarriedPython
  /** Why the build carries none. */
  | { readonly absent: string };

/** What Pyodide fetches by itself. */
const ASKED = ['pyodide.asm.wasm', 'python_stdlib.zip', 'pyodide-lock.json'];

type Pyodide = typeof import('pyodide');
type Options = NonNullable<Parameters<Pyodide['loadPyodide']>[0]>;
type CreateModule = NonNullable<Options['createPyodideModule']>;

/** Rejects with DownloadError when a file cannot be fetched. `base` is the folder of the files, with a slash. */
export async function startBrowserPython(
  database: Database,
  base: URL,
  sizes: Readonly<Record<string, number>>,
  onBytes: OnBytes,
): Promise<PythonEngine> {
  const download = new Download(base, sizes, onBytes);
  // on their way before Pyodide asks
  const asked = new Map(ASKED.map((name) => [name, download.response(name)]));
  const archive = async (name: string): Promise<[string, Uint8Array]> => [name, await download.bytes(name)];
  const archives = Promise.all(['bridge.zip', 'sqlalchemy.zip'].map(archive));
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all([
    importFrom<Pyodide>(download, 'pyodide.mjs'),
    importFrom<{ readonly default: CreateModule }>(download, 'pyodide.asm.mjs'),
  ]);
  // The module that was counted above stands in for an import that nobody could count.
  const options: Options = { indexURL: base.href, createPyodideModule };
  const pyodide = await withAnswers(asked, base, () => loadPyodide(options));
  return startPython(pyodide, new Map(await archives), databaseWire(database));
}

/** A module whose bytes were counted on their way. */
async function importFrom<Module>(download: Download, name: string): Promise<Module> {
  const url = URL.createObjectURL(new Blob([await download.bytes(name)], { type: 'text/javascript' }));
  try {
    return await import(/* webpackIgnore: true */ url);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** While Pyodide starts, its fetches of these files are answered by the download. */
async function withAnswers<T>(
  asked: ReadonlyMap<string, Promise<Response>>,
  base: URL,
  work: () => Promise<T>,
): Promise<T> {
  const original = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const { href } = new URL(input instanceof Request ? input.url : input, base);
    const answer = href.startsWith(base.href) ? asked.get(href.slice(base.href.length)) : undefined;
    return answer ?? original(input, init);
  };
  try {
    return await work();
  } finally {
    globalThis.fetch = original;
  }
}

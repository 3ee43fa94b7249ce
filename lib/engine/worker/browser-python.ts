// SQLAlchemy in a module worker of the browser: downloads Pyodide and the archives with real progress, and starts
// them on the worker's database. Loaded only when someone asks for it.
import type { Database } from '@/lib/database/database';
import type { OnCompiled } from '@/lib/engine/protocol/compiled';
import { Download, type OnBytes } from '@/lib/engine/protocol/download';
import type { CarriedPython } from '@/lib/engine/protocol/python-files';
import { databaseWire } from '@/lib/engine/run/run-on-sqlalchemy';
import type { ArchiveName } from '@/lib/packages';
import { writeArchives } from '@/lib/sqlalchemy/bridge/python';
import type { FetchedArchive } from '@/lib/sqlalchemy/packages';
import { connectPython, installPython, type PythonEngine } from '@/lib/sqlalchemy/python-engine';
import {
  type CreateModule,
  optionsFromSnapshot,
  type PyodideOptions,
  SNAPSHOT_FILE,
} from '@/lib/sqlalchemy/python-snapshot';
import { DownloadThread } from './download-thread';

/** What Pyodide fetches by itself: these as streams, */
const STREAMED = ['pyodide.asm.wasm', 'pyodide-lock.json'];

/** and this in one piece. */
const LIBRARY = 'python_stdlib.zip';

const ARCHIVES = ['bridge.zip', 'sqlalchemy.zip'];

type Pyodide = typeof import('pyodide');
type PyodideInterface = Awaited<ReturnType<Pyodide['loadPyodide']>>;

interface Hearers {
  /** Gets what programs print, line by line. */
  readonly print?: (line: string) => void;
  /** Gets Python itself, compiled. */
  readonly onCompiled?: OnCompiled | undefined;
}

/**
 * Rejects with DownloadError when a file cannot be fetched. `base` is the folder of the files, with a slash; those that
 * only one series has stand in a folder of its own there.
 */
export async function startBrowserPython(
  database: Database,
  base: URL,
  sizes: Readonly<Record<string, number>>,
  onBytes: OnBytes,
  { print = console.log, onCompiled }: Hearers = {},
): Promise<PythonEngine> {
  const connect = (pyodide: PyodideInterface): PythonEngine => {
    pyodide.setStdout({ batched: print });
    return connectPython(pyodide, databaseWire(database));
  };
  if (named(SNAPSHOT_FILE, sizes)) {
    try {
      return connect(await startFromSnapshot(base, sizes, onBytes, onCompiled));
    } catch {
      // Another browser, another build: whatever it was, the archives need no snapshot.
    }
  }
  const others = Object.fromEntries(Object.entries(sizes).filter(([name]) => baseName(name) !== SNAPSHOT_FILE));
  return connect(await startFromArchives(base, others, onBytes, {}, onCompiled));
}

/** Imports SQLAlchemy. `more` options are for those who take a snapshot. */
export async function startFromArchives(
  base: URL,
  sizes: Readonly<Record<string, number>>,
  onBytes: OnBytes,
  more: PyodideOptions = {},
  onCompiled?: OnCompiled,
): Promise<PyodideInterface> {
  const files = new PythonFiles(base, sizes, onBytes);
  const pyodide = await files.load((createPyodideModule) => ({ createPyodideModule, ...more }), onCompiled);
  installPython(pyodide, await files.archives);
  return pyodide;
}

/** Continues a Python that has imported SQLAlchemy. Rejects when the browser or the snapshot do not play along. */
export async function startFromSnapshot(
  base: URL,
  sizes: Readonly<Record<string, number>>,
  onBytes: OnBytes,
  onCompiled?: OnCompiled,
): Promise<PyodideInterface> {
  const thread = new DownloadThread();
  try {
    const files = new PythonFiles(base, sizes, onBytes, thread);
    const arrived = files.bytes(SNAPSHOT_FILE);
    ignoreUnheard(arrived);
    const pyodide = await files.load((create) => optionsFromSnapshot(arrived, create), onCompiled);
    writeArchives(pyodide, await files.archives);
    return pyodide;
  } finally {
    thread.end();
  }
}

/** Archives of packages, all at once. Rejects with DownloadError. */
export async function downloadPackages(
  base: URL,
  packages: CarriedPython['packages'],
  names: readonly ArchiveName[],
  onBytes: OnBytes,
): Promise<ReadonlyMap<ArchiveName, FetchedArchive>> {
  const carried = names.map((name) => packages[name]).filter((found) => 'file' in found);
  const download = new Download(base, Object.fromEntries(carried.map(({ file, size }) => [file, size])), onBytes);
  const fetched = async (name: ArchiveName): Promise<[ArchiveName, FetchedArchive]> => {
    const found = packages[name];
    return [name, 'absent' in found ? found : await download.bytes(found.file)];
  };
  return new Map(await Promise.all(names.map(fetched)));
}

const baseName = (name: string) => name.slice(name.lastIndexOf('/') + 1);

/** The file of this name, in whichever folder. */
function named(name: string, sizes: Readonly<Record<string, number>>): string | undefined {
  return Object.keys(sizes).find((each) => baseName(each) === name);
}

/** The files on their way, all at once: where there is a thread for it, it has those that Pyodide is not made of. */
class PythonFiles {
  readonly archives: Promise<ReadonlyMap<string, Uint8Array>>;
  readonly #base: URL;
  readonly #sizes: Readonly<Record<string, number>>;
  readonly #download: Download;
  readonly #thread: DownloadThread | undefined;
  readonly #asked: ReadonlyMap<string, Promise<Response>>;

  constructor(base: URL, sizes: Readonly<Record<string, number>>, onBytes: OnBytes, thread?: DownloadThread) {
    this.#base = base;
    this.#sizes = sizes;
    this.#download = new Download(base, sizes, onBytes);
    this.#thread = thread;
    // on their way before Pyodide asks
    this.#asked = new Map([
      ...STREAMED.map((name) => [name, this.#download.response(name)] as const),
      [LIBRARY, this.bytes(LIBRARY).then((bytes) => new Response(bytes))] as const,
    ]);
    const archive = async (name: string): Promise<[string, Uint8Array]> => [name, await this.bytes(name)];
    this.archives = Promise.all(ARCHIVES.map(archive)).then((entries) => new Map(entries));
    ignoreUnheard(this.archives, ...this.#asked.values());
  }

  bytes(name: string): Promise<Uint8Array<ArrayBuffer>> {
    const file = named(name, this.#sizes) ?? name;
    const thread = this.#thread;
    if (!thread) return this.#download.bytes(file);
    return this.#download.elsewhere(file, (...request) => thread.bytes(...request));
  }

  async load(options: (create: CreateModule) => PyodideOptions, onCompiled?: OnCompiled): Promise<PyodideInterface> {
    const [{ loadPyodide }, { default: create }] = await Promise.all([
      importFrom<Pyodide>(this.#download, 'pyodide.mjs'),
      importFrom<{ readonly default: CreateModule }>(this.#download, 'pyodide.asm.mjs'),
    ]);
    // The module that was counted above stands in for an import that nobody could count.
    const chosen = { indexURL: this.#base.href, ...options(create) };
    return withAnswers(this.#asked, this.#base, () => loadPyodide(chosen), onCompiled);
  }
}

/** Whoever waits for these hears when they fail; when the start has failed before, nobody waits any more. */
function ignoreUnheard(...downloads: readonly Promise<unknown>[]): void {
  for (const download of downloads) download.catch(() => {});
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

/** While Pyodide starts, its fetches of these files are answered by the download, and what it compiles is heard of. */
async function withAnswers<T>(
  asked: ReadonlyMap<string, Promise<Response>>,
  base: URL,
  work: () => Promise<T>,
  onCompiled: OnCompiled = () => {},
): Promise<T> {
  const original = globalThis.fetch;
  const { instantiateStreaming } = WebAssembly;
  globalThis.fetch = (input, init) => {
    const { href } = new URL(input instanceof Request ? input.url : input, base);
    const answer = href.startsWith(base.href) ? asked.get(href.slice(base.href.length)) : undefined;
    return answer ?? original(input, init);
  };
  WebAssembly.instantiateStreaming = async (source, imports) => {
    const made = await instantiateStreaming(source, imports);
    onCompiled(made.module);
    return made;
  };
  try {
    return await work();
  } finally {
    globalThis.fetch = original;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}

// SQLAlchemy in a module worker of the browser: downloads Pyodide and the archives with real progress, and starts
// them on the worker's database. Loaded only when someone asks for it.
import type { Database } from '@/lib/database/database';
import type { OnCompiled } from '@/lib/engine/protocol/compiled';
import type { KnownFiles } from '@/lib/engine/protocol/content-hash';
import { Download, type OnBytes, SilentDownload } from '@/lib/engine/protocol/download';
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

/** Python itself. */
const PYTHON = 'pyodide.asm.wasm';
/** What Pyodide fetches by itself besides. */
const ASKED = ['pyodide-lock.json', 'python_stdlib.zip'];

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
  known: KnownFiles,
  onBytes: OnBytes,
  { print = console.log, onCompiled }: Hearers = {},
): Promise<PythonEngine> {
  const connect = (pyodide: PyodideInterface): PythonEngine => {
    pyodide.setStdout({ batched: print });
    return connectPython(pyodide, databaseWire(database));
  };
  if (named(SNAPSHOT_FILE, known)) {
    try {
      return connect(await startFromSnapshot(base, known, onBytes, onCompiled));
    } catch (error) {
      if (error instanceof SilentDownload) throw error;
      // Another browser, another build: whatever it was, the archives need no snapshot.
    }
  }
  const others = Object.fromEntries(Object.entries(known).filter(([name]) => baseName(name) !== SNAPSHOT_FILE));
  return connect(await startFromArchives(base, others, onBytes, {}, onCompiled));
}

/** Imports SQLAlchemy. `more` options are for those who take a snapshot. */
export async function startFromArchives(
  base: URL,
  known: KnownFiles,
  onBytes: OnBytes,
  more: PyodideOptions = {},
  onCompiled?: OnCompiled,
): Promise<PyodideInterface> {
  const files = new PythonFiles(base, known, onBytes);
  const pyodide = await files.load((createPyodideModule) => ({ createPyodideModule, ...more }), onCompiled);
  installPython(pyodide, await files.archives);
  return pyodide;
}

/** Continues a Python that has imported SQLAlchemy. Rejects when the browser or the snapshot do not play along. */
export async function startFromSnapshot(
  base: URL,
  known: KnownFiles,
  onBytes: OnBytes,
  onCompiled?: OnCompiled,
): Promise<PyodideInterface> {
  const thread = new DownloadThread();
  try {
    const files = new PythonFiles(base, known, onBytes, thread);
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
  const download = new Download(base, Object.fromEntries(carried.map((found) => [found.file, found])), onBytes);
  const fetched = async (name: ArchiveName): Promise<[ArchiveName, FetchedArchive]> => {
    const found = packages[name];
    return [name, 'absent' in found ? found : await download.bytes(found.file)];
  };
  return new Map(await Promise.all(names.map(fetched)));
}

const baseName = (name: string) => name.slice(name.lastIndexOf('/') + 1);

/** The file of this name, in whichever folder. */
function named(name: string, known: KnownFiles): string | undefined {
  return Object.keys(known).find((each) => baseName(each) === name);
}

/** The files on their way, all at once: where there is a thread for it, it has those that Pyodide is not made of. */
class PythonFiles {
  readonly archives: Promise<ReadonlyMap<string, Uint8Array>>;
  readonly #base: URL;
  readonly #known: KnownFiles;
  readonly #download: Download;
  readonly #thread: DownloadThread | undefined;
  readonly #python: Promise<WebAssembly.Module>;
  readonly #asked: ReadonlyMap<string, Promise<Response>>;

  constructor(base: URL, known: KnownFiles, onBytes: OnBytes, thread?: DownloadThread) {
    this.#base = base;
    this.#known = known;
    this.#download = new Download(base, known, onBytes);
    this.#thread = thread;
    // on their way before Pyodide asks
    this.#python = this.#download.module(PYTHON);
    // It is instantiated from what was compiled here.
    const compiled = this.#python.then(() => new Response());
    const answer = async (name: string) => new Response(await this.bytes(name));
    this.#asked = new Map([...ASKED.map((name) => [name, answer(name)] as const), [PYTHON, compiled]]);
    const archive = async (name: string): Promise<[string, Uint8Array]> => [name, await this.bytes(name)];
    this.archives = Promise.all(ARCHIVES.map(archive)).then((entries) => new Map(entries));
    ignoreUnheard(this.archives, this.#python, ...this.#asked.values());
  }

  bytes(name: string): Promise<Uint8Array<ArrayBuffer>> {
    const file = named(name, this.#known) ?? name;
    const thread = this.#thread;
    if (!thread) return this.#download.bytes(file);
    return this.#download.elsewhere(file, (...request) => thread.bytes(...request));
  }

  async load(options: (create: CreateModule) => PyodideOptions, onCompiled?: OnCompiled): Promise<PyodideInterface> {
    const [{ loadPyodide }, { default: create }] = await Promise.all([
      this.#module<Pyodide>('pyodide.js'),
      this.#module<{ readonly default: CreateModule }>('pyodide.asm.js'),
    ]);
    const chosen = { indexURL: this.#base.href, ...options(create) };
    return withAnswers(this.#asked, this.#python, this.#base, () => loadPyodide(chosen), onCompiled);
  }

  /** A module whose bytes were counted on their way; the import finds them in the browser's cache. */
  async #module<Module>(name: string): Promise<Module> {
    await this.#download.bytes(name);
    return import(/* webpackIgnore: true */ new URL(name, this.#base).href);
  }
}

/** Whoever waits for these hears when they fail; when the start has failed before, nobody waits any more. */
function ignoreUnheard(...downloads: readonly Promise<unknown>[]): void {
  for (const download of downloads) download.catch(() => {});
}

/** Pyodide is not told that something does not come: it would say so in words of its own, long after its start was given up. */
const whenThere = <T>(promise: Promise<T>): Promise<T> => promise.catch(() => new Promise<never>(() => {}));

/** While Pyodide starts, its fetches of these files are answered by the download, and Python is instantiated from `python`. */
async function withAnswers<T>(
  asked: ReadonlyMap<string, Promise<Response>>,
  python: Promise<WebAssembly.Module>,
  base: URL,
  work: () => Promise<T>,
  onCompiled: OnCompiled = () => {},
): Promise<T> {
  const original = globalThis.fetch;
  const { instantiateStreaming } = WebAssembly;
  globalThis.fetch = (input, init) => {
    const { href } = new URL(input instanceof Request ? input.url : input, base);
    const answer = href.startsWith(base.href) ? asked.get(href.slice(base.href.length)) : undefined;
    return answer ? whenThere(answer) : original(input, init);
  };
  WebAssembly.instantiateStreaming = async (source, imports) => {
    const response = await source;
    if (response !== (await asked.get(PYTHON)?.catch(() => null))) return instantiateStreaming(response, imports);
    // Of a start that was given up, which must not go on.
    if (givenUp) return new Promise<never>(() => {});
    const module = await python;
    onCompiled(module);
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  };
  let givenUp = false;
  const missing = new Promise<never>((_, reject) => {
    for (const answer of asked.values()) answer.catch(reject);
  });
  try {
    const done = await Promise.race([work(), missing]);
    WebAssembly.instantiateStreaming = instantiateStreaming;
    return done;
  } catch (error) {
    givenUp = true;
    throw error;
  } finally {
    globalThis.fetch = original;
  }
}

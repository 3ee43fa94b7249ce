// Python with SQLAlchemy in it, on a wire to PostgreSQL. Knows nothing of what is run on it.
import type { PyodideInterface } from 'pyodide';
import type { PyDict, PyProxy } from 'pyodide/ffi';
import type { Wire, WireKind, WireMessage } from './wire';

export interface PythonOptions {
  /** Started by whoever embeds the bridge: a module worker and Node find Pyodide's files in different ways. */
  readonly pyodide: PyodideInterface;
  /** Archives for sys.path by name: SQLAlchemy's and the bridge's own. */
  readonly archives: ReadonlyMap<string, Uint8Array>;
  readonly wire: Wire;
}

export interface Bridge {
  /**
   * Runs a program to its end, top-level await and asyncio.run() included, and returns its namespace, for the caller
   * to destroy. An exception of the program's is thrown as Pyodide's PythonError.
   */
  run(source: string, filename?: string): PyDict;
}

interface RunningModule extends PyProxy {
  readonly run: (source: string, filename: string) => PyDict;
}

/** Puts the archives on Python's path, the wire behind `postgresql+pglite://`, and imports SQLAlchemy. */
export function installBridge({ pyodide, archives, wire }: PythonOptions): Bridge {
  const exchange = (kind: WireKind, sql: string, parameters: string, driver?: string): string =>
    JSON.stringify(wire.exchange(messageOf(kind, sql, parameters, driver)));
  pyodide.registerJsModule('pglite_wire', { exchange });
  installArchives(pyodide, archives);
  const running: RunningModule = pyodide.pyimport('sqlalchemy_pglite.running');
  return { run: (source, filename = 'program.py') => running.run(source, filename) };
}

/** As Python hands it over: what is no text comes as JSON. */
export function messageOf(kind: WireKind, sql: string, parameters: string, driver?: string): WireMessage {
  return { kind, sql, parameters: JSON.parse(parameters), ...(driver && { driver: JSON.parse(driver) }) };
}

/** In front of sys.path, in the order of the map: the stand-in for greenlet must be found before any other. */
export function installArchives(pyodide: PyodideInterface, archives: ReadonlyMap<string, Uint8Array>): void {
  const paths = writeArchives(pyodide, archives);
  pyodide.runPython(`import sys; sys.path[:0] = ${JSON.stringify(paths)}`);
}

/** Where installArchives() looks for them: all that is missing when Python's memory comes from a snapshot. */
export function writeArchives(pyodide: PyodideInterface, archives: ReadonlyMap<string, Uint8Array>): string[] {
  return [...archives].map(([name, bytes]) => {
    const path = `/lib/${name}`;
    // The bytes stay where they are: nobody writes to an archive.
    pyodide.FS.writeFile(path, bytes, { canOwn: true });
    return path;
  });
}

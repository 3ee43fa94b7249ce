// Python with SQLAlchemy in it, on a wire to PostgreSQL. Knows nothing of what is run on it.
import type { PyodideInterface } from 'pyodide';
import type { Wire, WireAnswer, WireKind } from './wire';

export interface PythonOptions {
  /** Started by whoever embeds the bridge: a module worker and Node find Pyodide's files in different ways. */
  readonly pyodide: PyodideInterface;
  /** Archives for sys.path by name: SQLAlchemy's and the bridge's own. */
  readonly archives: ReadonlyMap<string, Uint8Array>;
  readonly wire: Wire;
}

/** What a wire is asked: the kind of the message, its text, and its parameter sets as JSON. */
export type Exchange = (kind: WireKind, sql: string, parameters: string) => string;

/** Puts the archives on Python's path and the wire behind `postgresql+pglite://`. Imports nothing yet. */
export function installBridge({ pyodide, archives, wire }: PythonOptions): void {
  const exchange: Exchange = (kind, sql, parameters) => answerJson(wire, kind, sql, parameters);
  pyodide.registerJsModule('pglite_wire', { exchange });
  installArchives(pyodide, archives);
}

/** In front of sys.path, in the order of the map: the stand-in for greenlet must be found before any other. */
export function installArchives(pyodide: PyodideInterface, archives: ReadonlyMap<string, Uint8Array>): void {
  const paths = [...archives].map(([name, bytes]) => {
    const path = `/lib/${name}`;
    pyodide.FS.writeFile(path, bytes);
    return path;
  });
  pyodide.runPython(`import sys; sys.path[:0] = ${JSON.stringify(paths)}`);
}

export function answerJson(wire: Wire, kind: WireKind, sql: string, parameters: string): string {
  const answer: WireAnswer = wire.exchange({ kind, sql, parameters: JSON.parse(parameters) });
  return JSON.stringify(answer);
}

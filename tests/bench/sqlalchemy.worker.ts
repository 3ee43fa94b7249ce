// Measures, in a module worker with PGlite already up, how soon SQLAlchemy has its first ORM statement answered: from
// the memory snapshot, from the archives, or the plain way, with Pyodide as it comes and .py files unpacked.
import { bootDatabase } from '@/lib/database/boot';
import type { Database } from '@/lib/database/database';
import type { KnownFiles } from '@/lib/engine/protocol/content-hash';
import { databaseWire, runScenarioOnSqlalchemy } from '@/lib/engine/run/run-on-sqlalchemy';
import { runScenario } from '@/lib/engine/run/run-scenario';
import { startBrowserPython } from '@/lib/engine/worker/browser-python';
import { DEFAULT_SCENARIO } from '@/lib/scenario/scenario';
import { connectPython, installPython, type PythonEngine } from '@/lib/sqlalchemy/python-engine';
import { median } from './numbers';

const WARM_UP = 2;
const TURNS = 7;

export interface FirstStatementRequest {
  readonly way: 'snapshot' | 'archives' | 'plain';
  /** Folders, with a slash: PGlite's files, and those of SQLAlchemy. */
  readonly engine: string;
  readonly python: string;
  readonly files: KnownFiles;
  /** A tar.gz of the .py files. */
  readonly source: string;
  /** The standard library as Pyodide brings it. */
  readonly library: string;
  readonly posts: number;
}

export interface FirstStatementTimes {
  /** Milliseconds until Python can run, and until the first ORM statement was answered. */
  readonly started: number;
  readonly answered: number;
  /** A run with `posts` posts and passive_deletes=False, the median of seven. */
  readonly sqlalchemy: number;
  readonly model: number;
}

async function startPlainly(
  database: Database,
  { python, source, library }: FirstStatementRequest,
): Promise<PythonEngine> {
  const { loadPyodide } = (await import(/* webpackIgnore: true */ `${python}pyodide.js`)) as typeof import('pyodide');
  const { default: createPyodideModule } = await import(/* webpackIgnore: true */ `${python}pyodide.asm.js`);
  const [pyodide, archive] = await Promise.all([
    loadPyodide({ indexURL: python, stdLibURL: library, createPyodideModule }),
    fetch(source).then((response) => response.arrayBuffer()),
  ]);
  pyodide.unpackArchive(archive, 'gztar', { extractDir: '/plain' });
  pyodide.runPython('import sys; sys.path.insert(0, "/plain")');
  installPython(pyodide, new Map());
  return connectPython(pyodide, databaseWire(database));
}

async function measure(request: FirstStatementRequest): Promise<FirstStatementTimes> {
  const { engine, python, files, way, posts } = request;
  const bytes = async (name: string) => new Uint8Array(await (await fetch(`${engine}${name}`)).arrayBuffer());
  const database = await bootDatabase({
    pgliteWasmModule: await WebAssembly.compileStreaming(fetch(`${engine}pglite.wasm`)),
    snapshot: await bytes('snapshot.tar'),
  });
  runScenario(database, DEFAULT_SCENARIO);

  let announced = 0;
  const begun = performance.now();
  const live =
    way === 'plain'
      ? await startPlainly(database, request)
      : await startBrowserPython(database, new URL(python), files, (_, total) => {
          announced = total;
        });
  // A start that has fallen back to the archives would be measured as something else than it is.
  const wanted = Object.values(files).reduce((sum, { size }) => sum + size, 0);
  if (way !== 'plain' && announced !== wanted) throw new Error(`The start from the ${way} has failed`);
  const started = performance.now() - begun;
  let answered = 0;
  const execute: Database['execute'] = (statement) => {
    const result = database.execute(statement);
    if (statement.sql.startsWith('SELECT') && answered === 0) answered = performance.now() - begun;
    return result;
  };
  runScenarioOnSqlalchemy({ ...database, execute }, live, DEFAULT_SCENARIO);

  const scenario = { ...DEFAULT_SCENARIO, passiveDeletes: false, posts };
  const taken = { sqlalchemy: [] as number[], model: [] as number[] };
  const timed = (times: number[], run: () => unknown) => {
    const from = performance.now();
    run();
    times.push(performance.now() - from);
  };
  // They take turns, so that a busy moment hits both; the first turns warm up.
  for (let turn = 0; turn < WARM_UP + TURNS; turn++) {
    timed(taken.sqlalchemy, () => runScenarioOnSqlalchemy(database, live, scenario));
    timed(taken.model, () => runScenario(database, scenario));
  }
  return {
    started,
    answered,
    sqlalchemy: median(taken.sqlalchemy.slice(WARM_UP)),
    model: median(taken.model.slice(WARM_UP)),
  };
}

self.addEventListener('message', ({ data }: MessageEvent<FirstStatementRequest>) => {
  measure(data).then(
    (times) => self.postMessage(times),
    (error) => self.postMessage({ error: `${error}\n${error?.stack ?? ''}` }),
  );
});

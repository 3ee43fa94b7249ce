// Runs in Chromium while building: starts SQLAlchemy as the site does, runs a scenario so that everything that the
// first run needs is there, and hands over Python's memory; or runs a scenario from such a memory, to see that it works.
import { bootDatabase } from '@/lib/database/boot';
import type { Database } from '@/lib/database/database';
import type { KnownFiles } from '@/lib/engine/protocol/content-hash';
import { databaseWire, runScenarioOnSqlalchemy } from '@/lib/engine/run/run-on-sqlalchemy';
import { runScenario } from '@/lib/engine/run/run-scenario';
import { startFromArchives, startFromSnapshot } from '@/lib/engine/worker/browser-python';
import { repeatably } from '@/lib/kept/repeatable';
import { DEFAULT_SCENARIO, type Scenario } from '@/lib/scenario/scenario';
import { connectPython, disconnectPython } from '@/lib/sqlalchemy/python-engine';
import { packMemory, SNAPSHOT_FILE } from '@/lib/sqlalchemy/python-snapshot';
import { differences } from '@/lib/trace/engine-difference';
import type { Series } from '@/lib/versions';

export interface SnapshotRequest {
  readonly task: 'make' | 'verify';
  readonly series: Series;
  /** Addresses of folders, with a slash. */
  readonly engine: string;
  readonly python: string;
  readonly files: KnownFiles;
}

async function boot(folder: string): Promise<Database> {
  const bytes = async (name: string) => new Uint8Array(await (await fetch(folder + name)).arrayBuffer());
  return bootDatabase({
    pgliteWasmModule: await WebAssembly.compileStreaming(fetch(`${folder}pglite.wasm`)),
    snapshot: await bytes('snapshot.tar'),
  });
}

/** The memory after a first run, to the address from which the files came. */
async function make({ python, files }: SnapshotRequest, database: Database): Promise<void> {
  const memory = await repeatably(async () => {
    const pyodide = await startFromArchives(new URL(python), files, () => {}, { _makeSnapshot: true });
    runScenarioOnSqlalchemy(database, connectPython(pyodide, databaseWire(database)), DEFAULT_SCENARIO);
    disconnectPython(pyodide);
    return pyodide.makeMemorySnapshot();
  });
  await fetch(`${python}${SNAPSHOT_FILE}`, { method: 'PUT', body: packMemory(memory) });
}

/** Runs that must have what the model has, in parts that the snapshot has not seen. */
async function verify({ series, python, files }: SnapshotRequest, database: Database): Promise<void> {
  const pyodide = await startFromSnapshot(new URL(python), files, () => {});
  const engine = connectPython(pyodide, databaseWire(database));
  for (const settings of [{}, { passiveDeletes: false }, { onDelete: 'RESTRICT' }] as const) {
    const scenario: Scenario = { ...DEFAULT_SCENARIO, sqlalchemy: series, ...settings };
    const theirs = runScenarioOnSqlalchemy(database, engine, scenario);
    const [found] = differences(runScenario(database, scenario), theirs);
    if (found !== undefined) throw new Error(`A run from the snapshot differs from the model's: ${found}`);
  }
}

self.addEventListener('message', async ({ data }: MessageEvent<SnapshotRequest>) => {
  try {
    await { make, verify }[data.task](data, await boot(data.engine));
    self.postMessage(null);
  } catch (error) {
    self.postMessage(error instanceof Error ? `${error.message}\n${error.stack}` : String(error));
  }
});

// Records runs on PGlite while building, of the default scenario and of the ways that are compared first: what the
// pages show before their engine is there.
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '@/lib/database/node-database';
import { runScenario } from '@/lib/engine/run/run-scenario';
import { THREE_WAYS } from '@/lib/scenario/compare-url';
import { DEFAULT_SCENARIO } from '@/lib/scenario/scenario';

const CACHE = fileURLToPath(new URL('../.cache/', import.meta.url));

export async function recordFirstRun(): Promise<void> {
  const database = await openDatabase();
  try {
    await mkdir(CACHE, { recursive: true });
    await writeFile(`${CACHE}first-run.json`, JSON.stringify(runScenario(database, DEFAULT_SCENARIO)));
    const compared = THREE_WAYS.map((scenario) => runScenario(database, scenario));
    await writeFile(`${CACHE}compare-runs.json`, JSON.stringify(compared));
  } finally {
    await database.close();
  }
}

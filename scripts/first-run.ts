// Records a run of the default scenario on PGlite while building: what the page shows before its engine is there.
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '@/lib/database/node-database';
import { runScenario } from '@/lib/engine/run-scenario';
import { DEFAULT_SCENARIO } from '@/lib/scenario/scenario';

const CACHE = fileURLToPath(new URL('../.cache/', import.meta.url));

export async function recordFirstRun(): Promise<void> {
  const database = await openDatabase();
  try {
    await mkdir(CACHE, { recursive: true });
    await writeFile(`${CACHE}first-run.json`, JSON.stringify(runScenario(database, DEFAULT_SCENARIO)));
  } finally {
    await database.close();
  }
}

// Records runs on PGlite while building, of the default scenario and of the ways that are compared first: what the
// pages show before their engine is there.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '@/lib/database/node-database';
import { runScenario } from '@/lib/engine/run/run-scenario';
import { CACHE, keptUnderKey } from '@/lib/kept/kept';
import { THREE_WAYS } from '@/lib/scenario/compare-url';
import { DEFAULT_SCENARIO } from '@/lib/scenario/scenario';
import { keyOfCode } from './code-key';
import { withoutTimes } from './recording';

/** Leaves first.json and compared.json in .cache/first-run/. */
export async function recordFirstRun(): Promise<void> {
  const key = await keyOfCode(fileURLToPath(import.meta.url));
  await keptUnderKey(path.join(CACHE, 'first-run'), key, async (folder) => {
    const database = await openDatabase();
    try {
      const first = withoutTimes(runScenario(database, DEFAULT_SCENARIO));
      const compared = THREE_WAYS.map((scenario) => withoutTimes(runScenario(database, scenario)));
      await writeFile(path.join(folder, 'first.json'), JSON.stringify(first));
      await writeFile(path.join(folder, 'compared.json'), JSON.stringify(compared));
    } finally {
      await database.close();
    }
  });
}

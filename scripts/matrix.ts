// Runs every combination of the outcome matrix on PostgreSQL and keeps what came of it in .cache/matrix/, one file
// for each page. Some ten thousand runs, so they are done again only when what they depend on has changed.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import { runScenario } from '@/lib/engine/run/run-scenario';
import { CACHE, keptUnderKey } from '@/lib/kept/kept';
import { GRIDS, type Grid, type GridRuns, SETTINGS, scenarioOf } from '@/lib/matrix/grids';
import { type Outcome, outcomeOf } from '@/lib/matrix/outcome';
import { LOADED } from '@/lib/scenario/scenario';
import { keyOfCode } from './code-key';

/** Runs all settings of a grid. The schema changes slowest, because a change of it costs the most. */
export function runGrid(database: Database, grid: Grid): GridRuns {
  const bySchema = SETTINGS.map((setting, at) => ({ setting, at, schema: `${setting.onDelete} ${setting.nullable}` }));
  bySchema.sort((one, other) => one.schema.localeCompare(other.schema) || one.at - other.at);
  const numbers = new Map<string, number>();
  const outcomes: Outcome[] = [];
  const ends = new Map<string, string>();
  const runs: number[] = [];
  for (const { setting, at } of bySchema) {
    LOADED.forEach((loaded, offset) => {
      const outcome = outcomeOf(runScenario(database, scenarioOf(grid, setting, loaded)));
      const text = JSON.stringify(outcome);
      const number = numbers.get(text) ?? outcomes.length;
      if (number === outcomes.length) {
        numbers.set(text, number);
        if (!ends.has(outcome.end)) ends.set(outcome.end, String(ends.size));
        // Ends are only ever compared: a number for each takes the place of its rows.
        outcomes.push({ ...outcome, end: ends.get(outcome.end) ?? '' });
      }
      runs[at * LOADED.length + offset] = number;
    });
  }
  return { postgres: database.version, outcomes, runs };
}

export async function recordMatrix(): Promise<void> {
  const key = await keyOfCode(fileURLToPath(import.meta.url));
  await keptUnderKey(path.join(CACHE, 'matrix'), key, async (folder) => {
    const database = await openDatabase();
    try {
      for (const grid of GRIDS)
        await writeFile(path.join(folder, `${grid.id}.json`), JSON.stringify(runGrid(database, grid)));
    } finally {
      await database.close();
    }
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await recordMatrix();
  process.exit(0);
}

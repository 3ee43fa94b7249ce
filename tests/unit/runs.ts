// Runs of the explorer on the real engine, for tests of what is told of them.
import { afterAll, beforeAll } from 'vitest';
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import { runScenario } from '@/lib/engine/run/run-scenario';
import { change } from '@/lib/scenario/change';
import { DEFAULT_SCENARIO, type Scenario } from '@/lib/scenario/scenario';
import { indexRun, type RunIndex } from '@/lib/trace/run-index';

/** Opens PostgreSQL for a test file; settings in, a run out. */
export function runsOnEngine(): (settings?: Partial<Scenario>) => RunIndex<Scenario> {
  let database: Database;
  beforeAll(async () => {
    database = await openDatabase();
  });
  afterAll(() => database.close());
  return (settings = {}) => indexRun(runScenario(database, change(DEFAULT_SCENARIO, settings)));
}

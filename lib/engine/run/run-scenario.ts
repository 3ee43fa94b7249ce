// Runs a scenario with the model of SQLAlchemy's unit of work on PostgreSQL and records the trace.
import type { Database } from '@/lib/database/database';
import { runModel } from '@/lib/orm/model';
import type { Model } from '@/lib/orm/request';
import type { Scenario } from '@/lib/scenario/scenario';
import { schemaOf } from '@/lib/scenario/schema';
import type { Trace } from '@/lib/trace/trace';
import { MODELLED_SQLALCHEMY } from '@/lib/versions';
import { Recorder } from './recorder';

/** Synchronous. SQL errors and rejected settings are part of the trace; throws only when PostgreSQL is lost. */
export function runScenario(database: Database, scenario: Scenario, model: Model = runModel): Trace<Scenario> {
  database.prepare(scenario);
  const before = database.tables();
  const recorder = new Recorder(database);
  const run = model(scenario);
  let step = run.next();
  while (!step.done) step = run.next(recorder.answer(step.value));
  return recorder.finish({
    engine: { name: 'model', version: MODELLED_SQLALCHEMY, postgres: database.version },
    scenario,
    schema: schemaOf(scenario),
    before,
    error: step.value,
    rows: database.tables(),
  });
}

// Runs a scenario with the model of SQLAlchemy's unit of work on PostgreSQL and records the trace.
import type { Database } from '@/lib/database/database';
import { DRIVER_FACTS } from '@/lib/orm/drivers';
import { runModel } from '@/lib/orm/model';
import { type Model, NOTHING, type Reply, type Request } from '@/lib/orm/request';
import type { Scenario } from '@/lib/scenario/scenario';
import { schemaOf } from '@/lib/scenario/schema';
import type { Trace } from '@/lib/trace/trace';
import { MODELLED_SQLALCHEMY } from '@/lib/versions';
import { deleteMeanwhile } from './meanwhile';
import { Recorder } from './recorder';

/** Synchronous. SQL errors and rejected settings are part of the trace; throws only when PostgreSQL is lost. */
export function runScenario(database: Database, scenario: Scenario, model: Model = runModel): Trace<Scenario> {
  database.prepare(scenario);
  const before = database.tables();
  const { sqlalchemy, driver } = scenario;
  const recorder = new Recorder(database, { driver: DRIVER_FACTS[driver] });
  const answer = (request: Request): Reply => {
    if (request.type !== 'ready') return recorder.answer(request);
    recorder.overhear(deleteMeanwhile(database, scenario));
    return NOTHING;
  };
  const run = model(scenario);
  let step = run.next();
  while (!step.done) step = run.next(answer(step.value));
  return recorder.finish({
    engine: { name: 'model', version: MODELLED_SQLALCHEMY[sqlalchemy], driver, postgres: database.version },
    scenario,
    schema: schemaOf(scenario),
    before,
    error: step.value,
    rows: database.tables(),
  });
}

// The laboratory's runs: every size of every way, several times, each from the same rows.
import type { ScaleDatabase } from '@/lib/database/scale-database';
import { withComments } from '@/lib/orm/comments';
import { runModel } from '@/lib/orm/model';
import type { Measurement } from '@/lib/scale/measurement';
import type { ScaleSettings } from '@/lib/scale/settings';
import type { Scenario } from '@/lib/scenario/scenario';
import { ScaleMeter } from './scale-meter';

/** One delete at one size, on freshly seeded rows. */
export function measure(
  database: ScaleDatabase,
  settings: Pick<ScaleSettings, 'comments' | 'others' | 'sending' | 'witness'>,
  way: Scenario,
): Omit<Measurement, 'way' | 'repetition'> {
  const { posts } = way;
  const { comments, others, sending, witness } = settings;
  database.prepare({ scenario: way, posts, comments, others, witness });
  const meter = new ScaleMeter(database, sending);
  const model = runModel(way);
  const run = comments > 0 ? withComments(way, model) : model;
  let step = run.next();
  while (!step.done) step = run.next(meter.answer(step.value));
  const { milliseconds, statements, roundTrips, rowsLoaded, bytes, steps } = meter;
  const surviving = database.countPosts(posts + 2);
  return { size: posts, milliseconds, statements, roundTrips, rowsLoaded, bytes, steps, surviving, error: step.value };
}

/** Posts of the run that comes before the measured ones: enough for the engine to compile PostgreSQL's code well. */
const WARM_UP = 1000;

/** All measurements, the smallest size first. Each way runs once before, unreported. */
export function* measureAll(database: ScaleDatabase, settings: ScaleSettings): Generator<Measurement> {
  for (const scenario of settings.ways) {
    measure(database, { ...settings, comments: 0, others: 0 }, { ...scenario, posts: WARM_UP });
  }
  for (const size of settings.sizes) {
    for (const [way, scenario] of settings.ways.entries()) {
      for (let repetition = 0; repetition < settings.repetitions; repetition++) {
        yield { way, repetition, ...measure(database, settings, { ...scenario, posts: size }) };
      }
    }
  }
}

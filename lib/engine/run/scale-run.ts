// The laboratory's runs: every size of every way, several times, each from the same rows.
import type { ScaleDatabase } from '@/lib/database/scale-database';
import { withComments } from '@/lib/orm/comments';
import { runModel } from '@/lib/orm/model';
import type { Measurement, RowCount } from '@/lib/scale/measurement';
import type { ScaleSettings } from '@/lib/scale/settings';
import type { Scenario } from '@/lib/scenario/scenario';
import { ScaleMeter } from './scale-meter';

type RunSettings = Pick<ScaleSettings, 'comments' | 'others' | 'sending' | 'witness'>;
type Run = Omit<Measurement, 'way' | 'repetition'>;

/** One delete at one size, on freshly seeded rows. */
export function measure(database: ScaleDatabase, settings: RunSettings, way: Scenario): Run {
  return run(database, settings, way, false).run;
}

/** Posts of the runs that come before the measured ones. */
const CALIBRATION_POSTS = 1000;

/**
 * One run under the witness's triggers, which see the depth of the foreign key's statements. What they say has to be
 * what PostgreSQL's counters say, which watch the measured runs without costing them anything; throws when it is not.
 */
export function calibrate(database: ScaleDatabase, settings: RunSettings, way: Scenario): void {
  const few = { ...settings, witness: true, comments: Math.min(1, settings.comments), others: 0 };
  const { run: counted, seenByTriggers } = run(database, few, { ...way, posts: CALIBRATION_POSTS }, settings.witness);
  if (!settings.witness || counted.error) return;
  const said = (counts: readonly RowCount[]) =>
    counts
      .filter(({ by }) => by === 'foreign-key')
      .map(({ table, operation, rows }) => `${operation} ${table} ${rows}`)
      .sort()
      .join(', ');
  const [triggers, counters] = [said(seenByTriggers), said(counted.steps.flatMap(({ counts }) => counts))];
  if (triggers !== counters) throw new Error(`The triggers saw "${triggers}" and the counters "${counters}"`);
}

function run(database: ScaleDatabase, settings: RunSettings, way: Scenario, triggers: boolean) {
  const { posts } = way;
  const { comments, others, sending, witness } = settings;
  database.prepare({ scenario: way, posts, comments, others, triggers });
  const meter = new ScaleMeter(database, sending, witness);
  const model = runModel(way);
  const requests = comments > 0 ? withComments(way, model) : model;
  let step = requests.next();
  while (!step.done) step = requests.next(meter.answer(step.value));
  const { milliseconds, statements, roundTrips, rowsLoaded, bytes, steps, seenByTriggers } = meter;
  const surviving = database.countPosts(posts + 2);
  const counted = { milliseconds, statements, roundTrips, rowsLoaded, bytes, steps, surviving };
  return { run: { size: posts, ...counted, error: step.value }, seenByTriggers };
}

/** Unreported runs of each way: browsers compile WebAssembly well only when it has run for a while. */
const WARM_UPS = 3;

/** All measurements, the smallest size first. */
export function* measureAll(database: ScaleDatabase, settings: ScaleSettings): Generator<Measurement> {
  for (const way of settings.ways) {
    calibrate(database, settings, way);
    const few = { ...settings, comments: 0, others: 0 };
    for (let run = 0; run < WARM_UPS; run++) measure(database, few, { ...way, posts: CALIBRATION_POSTS });
  }
  for (const size of settings.sizes) {
    for (const [way, scenario] of settings.ways.entries()) {
      for (let repetition = 0; repetition < settings.repetitions; repetition++) {
        yield { way, repetition, ...measure(database, settings, { ...scenario, posts: size }) };
      }
    }
  }
}

// Several runs on one clock: each phase of the operation begins at the same moment in all of them, and lasts as
// long as the longest of them needs; a run that is done with it rests. So like is seen beside like, and a run that
// has nothing to do stands still while another works. Pacing is no measured time: a race by it would prove nothing.
import { paceRun, stepAtMoment } from './pacing';
import type { RunIndex } from './run-index';
import type { At } from './trace';

/** A failed run rolls back while the others commit. */
const PHASES: Readonly<Record<At, number>> = { setup: 0, call: 1, flush: 2, commit: 3, 'after-error': 3 };
const PHASE_COUNT = 4;
/** The same moment, summed up in different orders. */
const NOISE = 1e-6;

export interface Alignment {
  /** All moments at which any run takes a step, ascending from 0: the steps of the whole. Milliseconds at speed 1. */
  readonly moments: Float64Array;
  /** For each run: the moment at which each of its steps begins. */
  readonly runs: readonly Float64Array[];
}

/** The first step of each phase; a phase that a run skips begins where the next one does, or past the run's end. */
function phaseStarts(index: RunIndex): number[] {
  const starts = new Array<number>(PHASE_COUNT + 1).fill(index.lastStep + 1);
  starts[0] = 0;
  let reached = 0;
  index.events.forEach((event, at) => {
    // A call after a flush belongs to that flush: time never goes back.
    while (reached < PHASES[event.at]) starts[++reached] = index.firstStep[at] ?? 0;
  });
  return starts;
}

/** Lays runs on one clock. */
export function alignRuns(indexes: readonly RunIndex[]): Alignment {
  const paced = indexes.map((index) => ({
    own: paceRun(index),
    starts: phaseStarts(index),
    moments: new Float64Array(index.lastStep + 1),
  }));
  let begin = 0;
  for (let phase = 0; phase < PHASE_COUNT; phase++) {
    let longest = 0;
    for (const { own, starts, moments } of paced) {
      const first = starts[phase] ?? own.length;
      const next = starts[phase + 1] ?? own.length;
      const from = own[first] ?? 0;
      for (let step = first; step < Math.min(next, own.length); step++) moments[step] = begin + (own[step] ?? 0) - from;
      if (first < own.length) longest = Math.max(longest, (own[next] ?? own.at(-1) ?? 0) - from);
    }
    begin += longest;
  }
  const runs = paced.map(({ moments }) => moments);
  const all = new Float64Array(1 + runs.reduce((sum, { length }) => sum + length, 0));
  let filled = 1;
  for (const moments of runs) {
    all.set(moments, filled);
    filled += moments.length;
  }
  all.sort();
  return { moments: all.filter((moment, at) => at === 0 || moment - (all[at - 1] ?? 0) > NOISE), runs };
}

/** The step at which a run stands at a moment of the whole. */
export function alignedStep(run: Float64Array, moment: number): number {
  return stepAtMoment(run, moment + NOISE);
}

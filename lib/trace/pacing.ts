// How long a run takes on screen. Pacing is for reading and is not measured time: a statement gets time to
// travel, a handful of rows one beat each, thousands of rows a fixed span together.
import { oncePerRun } from './arrival';
import { type Position, positionAt, type RunIndex } from './run-index';

/** Milliseconds at speed 1. */
const BEAT = { transaction: 450, setup: 350, session: 900, statement: 1100, effect: 420, refused: 1500 } as const;
/** The longest that the effects of one statement may take together. */
const LONGEST_EFFECTS = 2600;

function duration(index: RunIndex, position: Position): number {
  if (position.type === 'start') return 0;
  const event = index.events[position.event];
  if (!event) return 0;
  if (position.type === 'refused') return BEAT.refused;
  if (position.type === 'effect' && event.type === 'statement') {
    return Math.min(BEAT.effect, LONGEST_EFFECTS / event.effects.length);
  }
  return event.at === 'setup' ? BEAT.setup : BEAT[event.type];
}

/** The moment, in milliseconds at speed 1, at which each step begins; one entry per step, ascending from 0. */
export const paceRun = oncePerRun((index: RunIndex): Float64Array => {
  const moments = new Float64Array(index.lastStep + 1);
  let time: number = BEAT.setup;
  for (let step = 1; step <= index.lastStep; step++) {
    moments[step] = time;
    time += duration(index, positionAt(index, step));
  }
  return moments;
});

/** The last step that has begun at a moment. */
export function stepAtMoment(moments: Float64Array, moment: number): number {
  let low = 0;
  let high = moments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((moments[middle] ?? 0) <= moment) low = middle;
    else high = middle - 1;
  }
  return low;
}

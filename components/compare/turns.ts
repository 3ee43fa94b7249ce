// The columns of the comparison take turns: in each frame one of them is drawn anew, so that no task has to draw
// three stages of thousands of rows.
import { useEffect, useReducer, useRef } from 'react';
import type { Known } from './runs';

/** What a column draws: a run at a step, and whether it is being played. */
export interface Drawn {
  readonly known: Known | null;
  readonly step: number;
  readonly moving: boolean;
}

const same = (one: Drawn | undefined, other: Drawn | undefined) =>
  one?.known === other?.known && one?.step === other?.step && one?.moving === other?.moving;

/** `wanted`, one for each column, as far as the columns have come. The next one follows in the next frame. */
export function useTurns(wanted: readonly Drawn[]): readonly Drawn[] {
  const drawn = useRef(wanted);
  const turn = useRef(0);
  const [, redraw] = useReducer((count: number) => count + 1, 0);

  const behind = (at: number) => !same(drawn.current[at], wanted[at]);
  if (drawn.current.length !== wanted.length) drawn.current = wanted;
  const order = wanted.map((_, at) => (turn.current + at) % wanted.length);
  const next = order.find(behind);
  const chosen = next === undefined ? undefined : wanted[next];
  if (next !== undefined && chosen) {
    drawn.current = drawn.current.with(next, chosen);
    turn.current = next + 1;
  }

  const late = order.some(behind);
  useEffect(() => {
    if (!late) return;
    const frame = requestAnimationFrame(redraw);
    return () => cancelAnimationFrame(frame);
  });
  return drawn.current;
}

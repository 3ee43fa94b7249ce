// What the trace tool and the process of a program say to each other.
import type { Progress } from '@/lib/engine/protocol/so-far';
import type { ProgramText } from '@/lib/program-text';
import type { Trace } from '@/lib/trace/trace';
import type { Series } from '@/lib/versions';

export interface ProgramRequest {
  readonly series: Series | null;
  readonly program: ProgramText;
}

/** What it tells, one JSON text a line. */
export type ProgramMessage =
  | Progress
  | { readonly type: 'ended'; readonly trace: Trace<null> }
  /** There is nothing to run it on. */
  | { readonly type: 'impossible'; readonly sentence: string };

/** The pipe that the tool reads. */
export const PIPE = 3;

// How a program's run ends when Python or PostgreSQL itself breaks in the middle of it.
import { DatabaseCrash, isOfMemory } from '@/lib/database/database-crash';
import type { Trace, TraceError } from '@/lib/trace/trace';
import { ROWS_AS_SEEN } from '@/lib/trace/unexplained';

/** Neither is to be asked again, be it that it broke or that a program has made it its own. What was seen up to there is a trace, whose error says what broke, if anything did. */
export class BrokenOff extends Error {
  override readonly name = 'BrokenOff';
  readonly trace: Trace<null>;

  constructor(trace: Trace<null>, cause: unknown) {
    super(trace.error?.message, { cause });
    this.trace = trace;
  }
}

/** Said of the rows of a run in which PostgreSQL was lost. */
export const ROWS_UNSEEN = `PostgreSQL broke, so its rows at the end were not seen: ${ROWS_AS_SEEN}`;

/** And of one that has made PostgreSQL refuse whoever asks. */
export const ROWS_UNTOLD = `PostgreSQL no longer tells what its rows are, as the program has changed PostgreSQL itself: ${ROWS_AS_SEEN}`;

/** What a trace says of it: no frame and no word of ours or Pyodide's. */
export function brokenOff(error: unknown): TraceError {
  const [what, cause] =
    error instanceof DatabaseCrash ? (['PostgreSQL', error.cause] as const) : (['Python', error] as const);
  return {
    class: `${what}Crash`,
    sqlstate: null,
    message: isPythons(cause)
      ? 'How this program ended could not be told: what it changed in Python stands in the way.'
      : `${what} itself broke in the middle of this program${reasonIn(cause)}. Nothing after that was seen.`,
    detail: null,
    constraint: null,
  };
}

/** An exception of Python's that got out of those who tell of the program. */
const isPythons = (cause: unknown) => cause instanceof Error && cause.name === 'PythonError';

function reasonIn(cause: unknown): string {
  const text = String(cause);
  if (/call stack|stack overflow|recursion/i.test(text)) return ': it ran out of stack';
  return isOfMemory(text) ? ': it ran out of memory' : '';
}

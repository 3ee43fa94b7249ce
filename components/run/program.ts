// The program behind a run, and the line of it that is at work.
import { pythonScript } from '@/lib/scenario/python-script';
import type { Scenario } from '@/lib/scenario/scenario';
import { oncePerRun } from '@/lib/trace/arrival';
import type { RunIndex } from '@/lib/trace/run-index';

export interface RunProgram {
  readonly title: string;
  /** What the list of its lines is called. */
  readonly label: string;
  readonly note: string | null;
  readonly text: string;
}

/** What ran of a scenario on SQLAlchemy itself; the model runs no program. */
export const programOf = oncePerRun(({ trace }: RunIndex): RunProgram | null => {
  if (trace.engine.name === 'model' || trace.scenario === null) return null;
  return {
    title: 'The program that ran',
    label: 'The program that ran',
    note: 'What “Copy as script” gives: its classes and the lines of its Session ran in this tab.',
    text: pythonScript(trace.scenario as Scenario),
  };
});

/** The line that sent what was sent last, from 1, or that raised; null when none has. */
export function lineAt({ events, trace }: RunIndex, event: number | null): number | null {
  const { error } = trace;
  if (events.length === 0) return error?.line ?? null;
  for (let at = event ?? -1; at >= 0; at--) {
    const each = events[at];
    if (each?.type === 'session' && each.action === 'raised' && error?.line) return error.line;
    if (each?.type === 'statement' && each.line) return each.line;
  }
  return null;
}

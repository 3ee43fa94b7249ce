// What of a program's trace is its operation.
import type { Trace, TraceEvent } from './trace';

const DELETES = /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*(?:DELETE|TRUNCATE)\b/i;

/** Whether anything of it is more than a preparation. */
export const hasOperation = ({ events }: Trace<unknown>): boolean => events.some(({ at }) => at !== 'setup');

/** Whether its operation deletes, or tries to. */
export const deletesAnything = ({ events }: Trace<unknown>): boolean =>
  events.some((event) => event.at !== 'setup' && deletes(event));

function deletes(event: TraceEvent): boolean {
  if (event.type === 'session') return event.action === 'marked-deleted' || event.action === 'orphaned';
  if (event.type !== 'statement') return false;
  return DELETES.test(event.sql) || event.effects.some(({ operation }) => /DELETE|TRUNCATE/.test(operation));
}

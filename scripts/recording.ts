// What a build keeps of a run that it recorded: nothing that the same run would not have the next time.
import type { TraceEvent } from '@/lib/trace/trace';

/** A trace in which no statement took any time: how long one did says something of the build's machine alone. */
export function withoutTimes<Recorded extends { readonly events: readonly TraceEvent[] }>(trace: Recorded): Recorded {
  return {
    ...trace,
    events: trace.events.map((event) => ('milliseconds' in event ? { ...event, milliseconds: 0 } : event)),
  };
}

// Errors that a program caught and went on from, told apart from the one that ended it.
import type { TraceEvent } from './trace';

const isRaised = (event: TraceEvent) => event.type === 'session' && event.action === 'raised';

/** `ended`: an exception ended the program, which is the last that was raised. */
export function tellCaught(events: readonly TraceEvent[], ended: boolean): TraceEvent[] {
  const last = ended ? events.findLastIndex(isRaised) : -1;
  return events.map((event, at) => {
    if (event.type === 'session' && event.action === 'raised') {
      if (at !== last) return { ...event, action: 'caught', note: `The program catches ${event.note}` };
      const { error, ...raised } = event;
      return raised;
    }
    return event.at === 'after-error' && (last < 0 || at < last) ? { ...event, at: 'call' } : event;
  });
}

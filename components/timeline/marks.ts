// The timeline as a picture: where each event and each row effect stands between start and end.
import type { Doer } from '@/lib/trace/actor';
import type { RunIndex } from '@/lib/trace/run-index';
import { isOfSession } from '@/lib/trace/transactions';

/** A mark at `from`, or a band to `to` when many effects stand close; both are fractions of the run, 0 to 1. */
export interface Mark {
  readonly kind: 'quiet' | 'statement' | 'refused' | Doer;
  readonly from: number;
  readonly to: number;
}

/** More effects than this in one statement become bands. */
const SEPARATE = 16;

/** The marks of a run; `moments` are those of paceRun. */
export function marksOf(index: RunIndex, moments: Float64Array): Mark[] {
  const end = moments[index.lastStep] || 1;
  const place = (step: number) => (moments[step] ?? end) / end;
  const marks: Mark[] = [];
  index.events.forEach((event, at) => {
    const first = index.firstStep[at] ?? 0;
    if (event.type !== 'statement') {
      marks.push({ kind: 'quiet', from: place(first), to: place(first) });
      return;
    }
    marks.push({ kind: 'statement', from: place(first), to: place(first) });
    let run = 0;
    while (run < event.effects.length) {
      const by = event.effects[run]?.by ?? 'client';
      let next = run + 1;
      while (event.effects.length > SEPARATE && event.effects[next]?.by === by) next++;
      const kind = isOfSession(event) ? by : 'elsewhere';
      marks.push({ kind, from: place(first + 1 + run), to: place(first + next) });
      run = next;
    }
    if (event.failed) {
      const refused = place(first + 1 + event.effects.length);
      marks.push({ kind: 'refused', from: refused, to: refused });
    }
  });
  return marks;
}

// What of a program its trace is about, for a reader who did not say it.
import type { Trace } from '@/lib/trace/trace';

/** `line` is the first one that sent a statement of it; null when none did. */
export interface Operation {
  readonly begins: 'at the marker' | 'with what deletes first' | 'nowhere';
  readonly line: number | null;
}

const MARKER = '--- the operation';

export function operationOf({ events }: Trace<unknown>, source: string): Operation {
  const of = events.filter(({ at }) => at !== 'setup');
  const line = of.find((event) => event.type === 'statement' && event.line !== undefined);
  return {
    begins: of.length === 0 ? 'nowhere' : source.includes(MARKER) ? 'at the marker' : 'with what deletes first',
    line: line?.type === 'statement' ? (line.line ?? null) : null,
  };
}

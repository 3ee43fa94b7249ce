// What of a program its trace is about, for a reader who did not say it; and how they say it.
import { deletesAnything, hasOperation } from '@/lib/trace/operation';
import type { Trace } from '@/lib/trace/trace';

/** `line` is the first one that sent a statement of it; null when none did. */
export interface Operation {
  readonly begins:
    | 'at the marker'
    | 'with what deletes first'
    | 'with the last transaction that changes anything'
    | 'nowhere';
  readonly line: number | null;
}

const MARKER = '--- the operation';

export function operationOf(trace: Trace<unknown>, source: string): Operation {
  const first = trace.events.find((event) => event.at !== 'setup' && event.type === 'statement' && event.line);
  return { begins: beginsAt(trace, source), line: first?.type === 'statement' ? (first.line ?? null) : null };
}

function beginsAt(trace: Trace<unknown>, source: string): Operation['begins'] {
  if (!hasOperation(trace)) return 'nowhere';
  if (source.includes(MARKER)) return 'at the marker';
  return deletesAnything(trace) ? 'with what deletes first' : 'with the last transaction that changes anything';
}

/** The text with the operation beginning at a line, from 1, in place of where it began. */
export function withOperationAt(source: string, line: number): string {
  const lines = source.split('\n');
  const indent = /^\s*/.exec(lines[line - 1] ?? '')?.[0] ?? '';
  lines.splice(line - 1, 0, `${indent}# ${MARKER}`);
  return lines.filter((text, at) => at === line - 1 || text.trim() !== `# ${MARKER}`).join('\n');
}

// The run of a change's program as lines, those of two runs beside each other, and what of two lines differs.
import { pairsOf } from '@/lib/trace/pairing';
import type { ParameterSet, Trace } from '@/lib/trace/trace';

/** In the order in which a run is told. */
export const LINE_KINDS = ['statement', 'warning', 'output', 'error'] as const;

export interface Line {
  readonly kind: (typeof LINE_KINDS)[number];
  readonly text: string;
  /** Of a statement. */
  readonly parameters?: readonly ParameterSet[];
}

/** A line of the older series and one of the newer; one for both where they are the same. */
export type LinePair = { readonly both: Line } | { readonly each: readonly [Line | null, Line | null] };

/** What of a text the other one has not, by its place in the text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where an object lies in memory, which is somewhere else in every run. */
const ADDRESS = / at 0x[0-9a-f]+/g;

/**
 * What was sent after the setup, what was warned of, and what the program printed. The error is only told of a program
 * that prints nothing: the others catch it, and say of it what they show.
 */
export function linesOf({ events, warnings, error }: Trace<null>, printed: readonly string[]): readonly Line[] {
  const lines: Line[] = events.flatMap((event) =>
    event.type === 'statement' && event.at !== 'setup'
      ? [{ kind: 'statement', text: event.sql.trim().replace(/ +\n/g, '\n'), parameters: event.parameters }]
      : [],
  );
  lines.push(...warnings.map((each): Line => ({ kind: 'warning', text: `${each.class}: ${each.message}` })));
  lines.push(...printed.map((text): Line => ({ kind: 'output', text })));
  if (error && printed.length === 0) lines.push({ kind: 'error', text: `${error.class}: ${error.message}` });
  return lines.map((line) => ({ ...line, text: line.text.replace(ADDRESS, '') }));
}

/** Each kind by itself. */
export function pairsOfLines(older: readonly Line[], newer: readonly Line[]): readonly LinePair[] {
  return LINE_KINDS.flatMap((kind) => {
    const [ours, theirs] = [older, newer].map((lines) => lines.filter((line) => line.kind === kind));
    return pairsOf(ours ?? [], theirs ?? [], isAlike).map(
      ([one, other]): LinePair => (one && other && isAlike(one, other) ? { both: one } : { each: [one, other] }),
    );
  });
}

/** How many lines of two runs of one program are not the same in both. */
export function differingLines(one: readonly Line[], other: readonly Line[]): number {
  return pairsOfLines(one, other).filter((pair) => !('both' in pair)).length;
}

const isAlike = (one: Line, other: Line) => JSON.stringify(one) === JSON.stringify(other);

/** What each of two texts has that the other one has not: words and signs, neighbours as one. Space counts for nothing. */
export function differingSpans(one: string, other: string): readonly [readonly Span[], readonly Span[]] {
  const pairs = pairsOf(wordsOf(one), wordsOf(other), (mine, yours) => mine.text === yours.text);
  const spans = (side: 0 | 1, text: string) => {
    const found: { start: number; end: number }[] = [];
    for (const pair of pairs) {
      const word = pair[side];
      if (!word || pair[0]?.text === pair[1]?.text) continue;
      const last = found.at(-1);
      const end = word.start + word.text.length;
      if (last && text.slice(last.end, word.start).trim() === '') last.end = end;
      else found.push({ start: word.start, end });
    }
    return found;
  };
  return [spans(0, one), spans(1, other)];
}

/** Words, and each sign by itself. */
function wordsOf(text: string): readonly { readonly text: string; readonly start: number }[] {
  return [...text.matchAll(/\w+|[^\w\s]/g)].map((match) => ({ text: match[0], start: match.index }));
}

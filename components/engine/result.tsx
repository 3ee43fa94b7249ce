// How the runs of the two engines compare, in words.
import { type Costs, costsOf } from '@/lib/trace/cost';
import { type Ending, type EngineDifference, isAlike } from '@/lib/trace/engine-difference';
import { quantity } from '@/lib/trace/quantity';
import { rowsOf } from '@/lib/trace/summary';
import { touchesRow } from '@/lib/trace/table-index';
import type { Trace } from '@/lib/trace/trace';

const ENDINGS: Readonly<Record<Ending, string>> = {
  error: 'the error',
  warnings: 'the warnings',
  objects: 'the objects in Python',
  rows: 'the final rows',
};

const listed = (parts: readonly string[]) =>
  parts.length < 2 ? parts.join() : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

const differing = ({ lines }: EngineDifference) => lines.filter((pair) => !isAlike(pair)).length;

export const isIdentical = (difference: EngineDifference) =>
  differing(difference) === 0 && difference.endings.length === 0;

/** What is identical, or where they differ, as the rest of a sentence; `ours` is either run of two identical ones. */
export function resultInWords(difference: EngineDifference, ours: Trace<unknown>): string {
  if (!isIdentical(difference)) {
    const lines = differing(difference);
    const where = difference.endings.map((each) => ENDINGS[each]);
    return `in ${listed([...(lines > 0 ? [quantity(lines, 'line')] : []), ...where])}.`;
  }
  const statements = ours.events.filter((event) => event.type === 'statement');
  const rows = rowsOf(statements.flatMap((event) => event.effects.filter(touchesRow)));
  const sent =
    statements.length === 0
      ? ['no statement']
      : [
          statementsInWords(costsOf(ours.events)),
          'parameters',
          'order',
          rows === 0 ? 'no row touched' : `effects on ${quantity(rows, 'row')}`,
        ];
  return `${listed([
    ...sent,
    ...(ours.error ? ['the error'] : []),
    ...(ours.warnings.length > 0 ? ['warnings'] : []),
    'objects in Python',
    'final rows',
  ])}.`;
}

/** "1 statement before the operation and 2 of it", "2 statements". */
function statementsInWords({ before, operation }: Costs): string {
  if (before.statements === 0) return quantity(operation.statements, 'statement');
  return `${quantity(before.statements, 'statement')} before the operation and ${operation.statements} of it`;
}

/** The result in a word, as the way to all of it. */
export function ResultLink({ difference }: { readonly difference: EngineDifference }) {
  return (
    <a href="#line-by-line" className="underline underline-offset-4">
      {isIdentical(difference) ? 'Both ran it: identical' : <b className="text-bad">Both ran it: they differ</b>}
    </a>
  );
}

// The key sentence of the original explanation, "the same final effect", held to the rows that are left.
import type { Difference } from '@/lib/trace/difference';
import { numeral } from '@/lib/trace/quantity';
import type { RunIndex } from '@/lib/trace/run-index';
import { waysInWords } from './way-words';

/** "1 user and 2 posts". */
function rowsLeft({ trace }: RunIndex): string {
  return Object.entries(trace.rows)
    .map(([table, rows]) => `${numeral(rows.length)} ${rows.length === 1 ? table.replace(/s$/, '') : table}`)
    .join(' and ');
}

const all = (count: number) => (count === 2 ? 'Both ways' : `All ${count === 3 ? 'three' : count} ways`);

function endOf(index: RunIndex): string {
  const { error } = index.trace;
  if (!error) return `leave ${rowsLeft(index)}`;
  const refused = error.sqlstate ? `are refused by PostgreSQL (SQLSTATE ${error.sqlstate})` : `raise ${error.class}`;
  return `${refused} and leave ${rowsLeft(index)}`;
}

/** The same about one way. */
function singular(end: string): string {
  return end
    .replace(/\bleave\b/, 'leaves')
    .replace(/^are\b/, 'is')
    .replace(/^raise\b/, 'raises');
}

export function Conclusion({
  indexes,
  difference,
}: {
  readonly indexes: readonly RunIndex[];
  readonly difference: Difference;
}) {
  const [first] = indexes;
  if (!first || indexes.length < 2) return null;
  const same = difference.effects.length === 1;
  return (
    <section aria-labelledby="effect" data-same={same} className="text-[14px] sm:text-[15px] lg:max-2xl:text-[14px]">
      <h2 id="effect" className="sr-only">
        “The same final effect”, checked by comparing the final rows
      </h2>
      <p role="status" className="font-medium text-balance">
        <span className="font-normal text-ink-2 max-2xl:sr-only">The same final effect? </span>
        {same ? (
          <>
            It is true here. {all(indexes.length)} {endOf(first)}, the same rows.
          </>
        ) : (
          <>
            <span className="text-bad">It is not true here.</span>{' '}
            {difference.effects.map((group) => {
              const index = indexes[group[0] ?? 0] ?? first;
              const end = endOf(index);
              return (
                <span key={group.join()} className="sm:block">
                  {group.length === 1
                    ? `Way ${waysInWords(group)} ${singular(end)}.`
                    : `Ways ${waysInWords(group)} ${end}.`}{' '}
                </span>
              );
            })}
          </>
        )}
      </p>
    </section>
  );
}

/** Ways that differ in their flags only. */
export function Alike({
  indexes,
  difference,
}: {
  readonly indexes: readonly RunIndex[];
  readonly difference: Difference;
}) {
  const alike = difference.conducts.filter((group) => group.length > 1);
  return alike.map((group) => (
    <p key={group.join()} className="text-[15px] text-ink-2">
      {group.length === indexes.length ? all(group.length) : `Ways ${waysInWords(group)}`} also get there alike: the
      same statements, the same rows by the same hands. Whatever sets their flags apart made no difference in this run.
    </p>
  ));
}

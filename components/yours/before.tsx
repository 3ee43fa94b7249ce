'use client';
// The run before beside this one: what an edit, another series or another driver has changed.
import { useEffect, useMemo, useState } from 'react';
import { Differences } from '@/components/difference/differences';
import { useWaysDifference } from '@/components/difference/use-ways-difference';
import { Counts } from '@/components/verdict/counts';
import { Sentences } from '@/components/verdict/sentences';
import type { RunIndex } from '@/lib/trace/run-index';
import { differingCounts } from '@/lib/verdict/counts';
import { verdictOf } from '@/lib/verdict/verdict';
import type { Draft } from '@/lib/yours/draft';

export interface Told {
  readonly text: Draft;
  readonly index: RunIndex<null>;
}

const NONE: readonly RunIndex<null>[] = [];

export function Before({
  before,
  now,
  onPutBack,
}: {
  readonly before: Told;
  readonly now: Told;
  readonly onPutBack: () => void;
}) {
  const indexes = useMemo(() => [before.index, now.index], [before.index, now.index]);
  // Not with what the run itself is drawn in: it takes a moment.
  const [begun, setBegun] = useState(false);
  useEffect(() => setBegun(true), []);
  const { told, difference } = useWaysDifference(begun ? indexes : NONE);
  const runs = useMemo(
    () => [
      { number: 1, name: 'before', verdict: verdictOf(before.index, null) },
      { number: 2, name: 'now', verdict: verdictOf(now.index, null) },
    ],
    [before.index, now.index],
  );
  const differing = differingCounts(runs.map(({ verdict }) => verdict));
  const changed = changes(before.text, now.text);
  return (
    <section aria-labelledby="before" className="grid gap-3 rounded-xl border border-line bg-card px-4 py-3.5 sm:px-5">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h2 id="before" className="text-[15px] font-semibold">
          Before and now
        </h2>
        <p className="text-[13.5px] text-ink-2">{changed}</p>
        <button
          type="button"
          className="ml-auto text-[13.5px] text-ink-2 underline underline-offset-4 hover:text-ink"
          onClick={onPutBack}
        >
          Put the text of before back
        </button>
      </div>
      <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
        {runs.map(({ number, name, verdict }) => (
          <div key={name} className="grid content-start gap-2">
            <h3 className="text-[13px] text-ink-2">
              {number} {name}
            </h3>
            <p className="text-[16px] leading-snug font-medium">
              <Sentences sentences={verdict.sentences} />
            </p>
            <Counts counts={verdict.counts} label={`Counts of the run ${name}`} differing={differing} />
          </div>
        ))}
      </div>
      {told === indexes && <Differences indexes={told} difference={difference} ways={runs} />}
    </section>
  );
}

/** What is not the same of what ran. */
function changes(before: Draft, now: Draft): string {
  const driver = (text: Draft) => text.driver ?? 'the one of its URL';
  const found = [
    ...(before.source === now.source && before.modules === now.modules ? [] : ['The text has changed.']),
    ...(before.sqlalchemy === now.sqlalchemy ? [] : [`SQLAlchemy ${before.sqlalchemy}, now ${now.sqlalchemy}.`]),
    ...(before.driver === now.driver ? [] : [`Its driver was ${driver(before)}, and is now ${driver(now)}.`]),
  ];
  return found.length > 0 ? found.join(' ') : 'Nothing has changed in what ran.';
}

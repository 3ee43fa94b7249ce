'use client';
// The verdict on the whole run, in the largest type of the page: who did what, what it cost, and what to change.
import { memo, type ReactNode, useMemo } from 'react';
import type { Scenario } from '@/lib/scenario/scenario';
import type { RunIndex } from '@/lib/trace/run-index';
import { type Verdict as VerdictData, verdictOf } from '@/lib/verdict/verdict';
import { Counts } from './counts';
import { Doubts } from './doubts';
import { ProblemBox } from './problem-box';
import { Sentences } from './sentences';
import { Suggestions } from './suggestions';
import { Warnings } from './warnings';

const HEADINGS: Readonly<Record<VerdictData['tone'], string>> = {
  good: 'There is another way',
  slow: 'What to change',
  wrong: 'What to change',
  refused: 'What to change',
  rejected: 'What to change',
};

/** `onApply` gets the scenario of a suggestion that is taken. */
export const Verdict = memo(function Verdict({
  index,
  ended,
  onApply,
  beside,
}: {
  readonly index: RunIndex<Scenario | null>;
  /** Whether the stage shows the end of the run. */
  readonly ended: boolean;
  readonly onApply?: ((scenario: Scenario) => void) | undefined;
  /** What stands with the counts. */
  readonly beside?: ReactNode;
}) {
  const verdict = useMemo(() => verdictOf(index, index.trace.scenario), [index]);
  return (
    <section aria-labelledby="verdict" data-tone={verdict.tone} className="grid gap-4 px-0.5">
      <h2 id="verdict" className="text-[13px] font-medium text-ink-3">
        {ended ? 'The verdict' : 'How this run ends'}
      </h2>
      <p
        role="status"
        className="-mt-3 text-[20px] leading-[1.35] font-medium tracking-[-0.015em] text-balance sm:text-[25px]"
      >
        <Sentences sentences={verdict.sentences} />
      </p>
      <Counts counts={verdict.counts} />
      {beside}
      {verdict.problem && <ProblemBox problem={verdict.problem} />}
      <Doubts doubts={verdict.doubts} />
      <Warnings warnings={verdict.warnings} />
      {onApply && <Suggestions heading={HEADINGS[verdict.tone]} suggestions={verdict.suggestions} onApply={onApply} />}
    </section>
  );
});

'use client';
// The verdict on the whole run, in the largest type of the page: who did what, what it cost, and what to change.
import { useMemo } from 'react';
import type { Scenario } from '@/lib/scenario/scenario';
import type { RunIndex } from '@/lib/trace/run-index';
import { type Count, type Verdict as VerdictData, verdictOf } from '@/lib/verdict/verdict';
import { ProblemBox } from './problem-box';
import { Sentences } from './sentences';
import { Suggestions } from './suggestions';

const HEADINGS: Readonly<Record<VerdictData['tone'], string>> = {
  good: 'There is another way',
  slow: 'What to change',
  wrong: 'What to change',
  refused: 'What to change',
  rejected: 'What to change',
};

/** `scenario` is the one that was run; `onApply` gets the scenario of a suggestion that is taken. */
export function Verdict({
  index,
  step,
  scenario,
  onApply,
}: {
  readonly index: RunIndex;
  readonly step: number;
  readonly scenario: Scenario;
  readonly onApply: (scenario: Scenario) => void;
}) {
  const verdict = useMemo(() => verdictOf(index, scenario), [index, scenario]);
  return (
    <section aria-labelledby="verdict" data-tone={verdict.tone} className="grid gap-4 px-0.5">
      <h2 id="verdict" className="text-[13px] font-medium text-ink-3">
        {step < index.lastStep ? 'How this run ends' : 'The verdict'}
      </h2>
      <p
        role="status"
        className="-mt-3 text-[20px] leading-[1.35] font-medium tracking-[-0.015em] text-balance sm:text-[25px]"
      >
        <Sentences sentences={verdict.sentences} />
      </p>
      <Counts counts={verdict.counts} />
      {verdict.problem && <ProblemBox problem={verdict.problem} />}
      {verdict.warnings.map((warning) => (
        <p
          key={warning.message}
          className="rounded-xl border border-line-strong/40 bg-card px-4 py-3 text-[14px] text-ink"
        >
          <b className="font-semibold">{warning.class}</b> <code className="text-[13px]">{warning.message}</code>
        </p>
      ))}
      <Suggestions heading={HEADINGS[verdict.tone]} suggestions={verdict.suggestions} onApply={onApply} />
    </section>
  );
}

const ACTOR = { client: 'mark-orm', 'foreign-key': 'mark-fk' } as const;

function Counts({ counts }: { readonly counts: readonly Count[] }) {
  if (counts.length === 0) return null;
  return (
    <ul aria-label="Counts" className="flex flex-wrap gap-x-6 gap-y-1.5 text-[14px] text-ink-2">
      {counts.map(({ value, label, actor }) => (
        <li key={label} className={`inline-flex items-center gap-1.5 ${actor ? ACTOR[actor] : ''}`}>
          <b className="font-semibold text-ink tabular-nums">{value}</b> {label}
        </li>
      ))}
    </ul>
  );
}

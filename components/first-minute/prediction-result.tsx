'use client';
// The prediction beside the run: as it was said while the run plays, and in the end where it was right and why.
import { useEffect, useRef } from 'react';
import { RuleChip } from '@/components/sql-log/log-line';
import { FATE_WORDS } from '@/lib/predict/asked';
import { askedOf, compare, ENDING_WORDS, type Judged, saysAll } from '@/lib/predict/comparison';
import type { Guess } from '@/lib/predict/guess';
import { findCited } from '@/lib/rules/cited';
import type { Scenario } from '@/lib/scenario/scenario';
import { quantity } from '@/lib/trace/quantity';
import type { RunIndex } from '@/lib/trace/run-index';

export interface PredictionResultProps {
  readonly index: RunIndex<Scenario>;
  readonly guess: Guess;
  /** Whether the run has not been played to its end yet. */
  readonly covered: boolean;
  /** The run to predict after it, by its name. */
  readonly next: string | null;
  readonly onAgain: () => void;
  readonly onNext: () => void;
  readonly onClose: () => void;
}

export default function PredictionResult({
  index,
  guess,
  covered,
  next,
  onAgain,
  onNext,
  onClose,
}: PredictionResultProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // The form has gone, and the focus with it: to the transport while the run plays.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it takes the place of the form
  useEffect(() => {
    if (document.activeElement !== document.body) return;
    const play = document.querySelector<HTMLElement>('[aria-keyshortcuts=Space]');
    (covered ? play : heading.current)?.focus({ preventScroll: covered });
  }, []);
  const playing = useRef(covered);
  useEffect(() => {
    if (playing.current && !covered) heading.current?.nextElementSibling?.scrollIntoView({ block: 'nearest' });
    playing.current = covered;
  }, [covered]);
  const judged = covered ? [] : compare(index, guess);
  const right = judged.filter((each) => each.right).length;
  return (
    <section aria-labelledby="prediction" className="grid gap-3 rounded-xl border border-line bg-card p-4 sm:px-5">
      <h2 id="prediction" ref={heading} tabIndex={-1} className="text-[13px] font-medium text-ink-3 outline-none">
        Your prediction
      </h2>
      <p role="status" className="-mt-2 text-[20px] leading-tight font-medium tracking-[-0.015em]">
        {covered ? 'Playing: what you said stands below.' : headline(judged.length, right)}
      </p>
      {covered ? (
        <ul className="grid gap-1 text-[14px]">
          {saidOf(index, guess).map(([about, said]) => (
            <li key={about}>
              <b className="font-medium">{about}:</b> {said}
            </li>
          ))}
        </ul>
      ) : (
        <ul className="grid gap-2.5 text-[14px]">
          {judged.map((each) => (
            <Item key={each.id} judged={each} />
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-center gap-2 print:hidden">
        {!covered && (
          <>
            {next && (
              <button
                type="button"
                className="h-9 rounded-lg bg-ink px-4 font-semibold text-paper hover:opacity-90"
                onClick={onNext}
              >
                Predict another: {next}
              </button>
            )}
            <button
              type="button"
              className="h-9 rounded-lg border border-line-strong px-3.5 text-[14px] hover:border-ink"
              onClick={onAgain}
            >
              Predict this one again
            </button>
          </>
        )}
        <button type="button" className="h-9 rounded-lg px-3 text-[14px] text-ink-2 hover:text-ink" onClick={onClose}>
          {covered ? 'Leave, and uncover all' : 'Close'}
        </button>
      </div>
    </section>
  );
}

function headline(all: number, right: number): string {
  if (all === 0) return 'You said nothing of this run.';
  if (right === all) return `Right in all ${all === 1 ? 'that you said' : all}.`;
  return `${right} of ${quantity(all, 'answer')} right.`;
}

/** What was said, while it is not known whether it is right. */
function saidOf(index: RunIndex<Scenario>, guess: Guess): (readonly [about: string, said: string])[] {
  const rows = saysAll(guess, index.trace.scenario) ? [] : askedOf(index, guess);
  return [
    ...(guess.ending ? [['The operation', ENDING_WORDS[guess.ending]] as const] : []),
    ...rows.flatMap(({ id, label }) => {
      const fate = guess.fates.get(id);
      return fate ? [[label, FATE_WORDS[fate]] as const] : [];
    }),
    ...(guess.statements === null ? [] : [['Statements', String(guess.statements)] as const]),
  ];
}

function Item({ judged: { about, said, was, right, why, rule } }: { readonly judged: Judged }) {
  return (
    <li data-right={right} className="grid grid-cols-[1.5rem_minmax(0,1fr)]">
      <span aria-hidden className={`font-semibold ${right ? '' : 'text-bad'}`}>
        {right ? '✓' : '✕'}
      </span>
      <div className="grid gap-0.5">
        <p>
          <b className="font-semibold">{about}:</b> {was}.{' '}
          {right ? (
            <span className="text-ink-2">As you said.</span>
          ) : (
            <span className="font-medium text-bad">You said: {said}.</span>
          )}
        </p>
        <p className="text-[13px] wrap-anywhere text-ink-2">
          {why} {rule && <RuleChip id={rule} title={findCited(rule)?.title ?? ''} />}
        </p>
      </div>
    </li>
  );
}

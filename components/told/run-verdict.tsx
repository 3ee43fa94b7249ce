// The verdict on a recorded run, as the build writes it.
import { Counts } from '@/components/verdict/counts';
import { ProblemBox } from '@/components/verdict/problem-box';
import { Sentences } from '@/components/verdict/sentences';
import { Warnings } from '@/components/verdict/warnings';
import type { Scenario } from '@/lib/scenario/scenario';
import { indexRun } from '@/lib/trace/run-index';
import type { Trace } from '@/lib/trace/trace';
import { verdictOf } from '@/lib/verdict/verdict';

/** As large as the run itself, as text beside others, or without the counts. */
type Size = 'large' | 'plain' | 'brief';

export function RunVerdict({ run, size = 'plain' }: { readonly run: Trace<Scenario | null>; readonly size?: Size }) {
  const { sentences, counts, problem, warnings } = verdictOf(indexRun(run), run.scenario);
  return (
    <div className="grid gap-3">
      <p
        className={`leading-snug font-medium tracking-[-0.01em] text-balance ${size === 'large' ? 'text-[19px] sm:text-[22px]' : 'text-[16px]'}`}
      >
        <Sentences sentences={sentences} />
      </p>
      {size !== 'brief' && <Counts counts={counts} />}
      {problem && <ProblemBox problem={problem} />}
      <Warnings warnings={warnings} />
    </div>
  );
}

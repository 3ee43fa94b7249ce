'use client';
// Goals to reach with the flags: the list of them, and what the run that is shown has to do with the one that is chosen.
import { findGoal, GOALS, type Goal } from '@/lib/goals/goals';
import type { Scenario } from '@/lib/scenario/scenario';
import { writeUrl } from '@/lib/scenario/url';
import type { RunIndex } from '@/lib/trace/run-index';
import { withGoal } from './goal-address';

const QUIET = 'h-8 rounded-lg px-2.5 text-[13.5px] text-ink-2 hover:text-ink';

export interface GoalsProps {
  /** The name of the one that is chosen, as the address has it; null for none. */
  readonly chosen: string | null;
  /** Whether all of them are shown. */
  readonly listed: boolean;
  /** The run that is judged; null while there is none, or it is covered. */
  readonly index: RunIndex<Scenario> | null;
  readonly onChoose: (goal: Goal | null) => void;
  readonly onList: () => void;
}

export default function Goals({ chosen, listed, index, onChoose, onList }: GoalsProps) {
  const goal = findGoal(chosen);
  // A goal of an address that nobody knows.
  const unknown = chosen !== null && !goal;
  return (
    <section
      aria-label="Goals"
      className="grid gap-2.5 rounded-xl border border-line-strong bg-card px-4 py-3 text-[14px] print:hidden"
    >
      {goal && <Chosen goal={goal} index={index} listed={listed} onList={onList} onLeave={() => onChoose(null)} />}
      {unknown && (
        <div className="flex flex-wrap items-center justify-between gap-x-4">
          <p role="status" className="wrap-anywhere">
            There is no goal “{chosen}”. These are the goals:
          </p>
          <button type="button" className={QUIET} onClick={() => onChoose(null)}>
            Leave
          </button>
        </div>
      )}
      {(listed || unknown) && (
        <ul className="grid gap-2 sm:grid-cols-2 xl:grid-cols-4">
          {GOALS.map((each) => (
            <li key={each.id}>
              <a
                href={withGoal(writeUrl(each.start), each.id)}
                aria-current={each === goal ? 'true' : undefined}
                className="grid h-full content-start gap-0.5 rounded-lg border border-line px-3 py-2 hover:border-ink aria-[current]:border-ink"
                onClick={(event) => {
                  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
                  event.preventDefault();
                  onChoose(each);
                }}
              >
                <b className="font-semibold">{each.title}</b>
                <span className="text-[13px] text-ink-2">{each.aim}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Chosen({
  goal,
  index,
  listed,
  onList,
  onLeave,
}: {
  readonly goal: Goal;
  readonly index: RunIndex<Scenario> | null;
  readonly listed: boolean;
  readonly onList: () => void;
  readonly onLeave: () => void;
}) {
  const judgement = index && goal.judge(index);
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-1">
      <div className="grid min-w-0 flex-1 basis-80 gap-0.5">
        <p>
          <b className="font-semibold">Goal: {goal.title}.</b> <span className="text-ink-2">{goal.aim}</span>
        </p>
        <p role="status" data-reached={judgement?.reached} className="wrap-anywhere">
          {judgement && (
            <>
              <b className="font-semibold">{judgement.reached ? '✓ Reached.' : 'Not yet.'}</b> {judgement.sentence}
            </>
          )}
        </p>
      </div>
      <div className="flex gap-1">
        {!listed && (
          <button type="button" className={QUIET} onClick={onList}>
            Other goals
          </button>
        )}
        <button type="button" className={QUIET} onClick={onLeave}>
          Leave the goal
        </button>
      </div>
    </div>
  );
}

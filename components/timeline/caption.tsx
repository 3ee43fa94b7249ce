// What a step shows, in one sentence, in room for the longest that the run will say; an error that goes on for long is
// cut off here, and stands in the verdict.
import { oncePerRun } from '@/lib/trace/arrival';
import { narrateStep } from '@/lib/trace/narration';
import { firstStepOf, type RunIndex } from '@/lib/trace/run-index';

/** The longest are the tallest; so many are tried, because words do not break alike. */
const TRIED = 4;

/** Steps of one event that touch rows differ in a number only. */
const longestCaptions = oncePerRun((index: RunIndex): readonly string[] => {
  const captions = index.events.flatMap((_, event) => {
    const first = firstStepOf(index, event);
    const next = Math.min(first + 1, index.lastStep);
    return [narrateStep(index, first), narrateStep(index, next)];
  });
  return [...new Set(captions)].sort((a, b) => b.length - a.length).slice(0, TRIED);
});

export function Caption({
  index,
  step,
  silent = false,
}: {
  readonly index: RunIndex;
  readonly step: number;
  /** Where it is announced besides. */
  readonly silent?: boolean;
}) {
  return (
    <div className="grid min-w-0 text-[13.5px] *:[grid-area:1/1]">
      <p aria-hidden={silent} data-testid="caption" className="line-clamp-5">
        {narrateStep(index, step)}
      </p>
      {longestCaptions(index).map((text) => (
        <span
          key={text}
          aria-hidden
          data-text={text}
          className="invisible line-clamp-5 before:content-[attr(data-text)]"
        />
      ))}
    </div>
  );
}

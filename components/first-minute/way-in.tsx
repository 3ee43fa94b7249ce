'use client';
// The ways in, in one place: be shown the run, predict it, reach a goal with its flags.
import { useFirstMinuteKnown } from './kept';
import type { Opened } from './use-first-minute';

const WAYS: readonly (readonly [Opened, string, string])[] = [
  ['tour', 'Show me', 'Four captions on the stage show what this run does'],
  ['predict', 'Predict', 'Say what this run will do, then play it'],
  ['goals', 'Goals', 'Reach something with the flags'],
];

export function WayIn({
  opened,
  onToggle,
}: {
  readonly opened: Opened | null;
  readonly onToggle: (part: Opened) => void;
}) {
  const known = useFirstMinuteKnown();
  return (
    <fieldset className="flex items-center gap-0.5 rounded-full border border-line bg-card p-0.5 print:hidden">
      <legend className="sr-only">Ways in</legend>
      {WAYS.map(([part, name, what]) => (
        <button
          key={part}
          type="button"
          data-opens={part}
          title={what}
          aria-pressed={part === opened}
          className={`relative h-8 rounded-full px-3 text-[13.5px] whitespace-nowrap ${part === opened ? 'bg-ink text-paper' : 'text-ink-2 hover:text-ink'}`}
          onClick={() => onToggle(part)}
        >
          {name}
          {/* On a stage without room for the offer. */}
          {part === 'tour' && !known && (
            <span aria-hidden className="absolute top-1 right-1 size-2 rounded-full bg-ink sm:hidden" />
          )}
        </button>
      ))}
    </fieldset>
  );
}

// On a narrow page the ways are tabs; the step is not theirs, so that it stays when one changes to another.
import type { KeyboardEvent } from 'react';

export function WayTabs({
  ways,
  chosen,
  onChoose,
}: {
  readonly ways: readonly { readonly number: number; readonly name: string }[];
  /** A position. */
  readonly chosen: number;
  readonly onChoose: (position: number) => void;
}) {
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined) return;
    const next = (chosen + by + ways.length) % ways.length;
    event.preventDefault();
    onChoose(next);
    event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus();
  };
  return (
    <div role="tablist" aria-label="Ways" className="flex gap-1 lg:hidden" onKeyDown={move}>
      {ways.map(({ number, name }) => (
        <button
          key={number}
          type="button"
          role="tab"
          aria-selected={number === chosen + 1}
          aria-controls={`way-${number}`}
          tabIndex={number === chosen + 1 ? 0 : -1}
          className="min-w-0 flex-1 rounded-lg border border-line bg-card px-1.5 py-1.5 text-[12px] leading-tight wrap-anywhere text-ink-2 aria-selected:border-ink aria-selected:font-semibold aria-selected:text-ink"
          onClick={() => onChoose(number - 1)}
        >
          {number} {name}
        </button>
      ))}
    </div>
  );
}

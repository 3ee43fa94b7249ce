// What to change, each with a button that changes it where a setting does.
import { useId } from 'react';
import type { Scenario } from '@/lib/scenario/scenario';
import type { Suggestion } from '@/lib/verdict/advice';

export function Suggestions({
  heading,
  suggestions,
  onApply,
}: {
  readonly heading: string;
  readonly suggestions: readonly Suggestion[];
  readonly onApply: (scenario: Scenario) => void;
}) {
  const id = useId();
  if (suggestions.length === 0) return null;
  return (
    <div className="grid gap-1.5 text-[14px]">
      <h3 className="font-semibold text-ink">{heading}</h3>
      <ul className="grid gap-1.5">
        {suggestions.map(({ text, scenario }, at) => (
          <li key={text} className="flex items-baseline gap-3 text-ink-2">
            {scenario && (
              <button
                type="button"
                aria-describedby={`${id}${at}`}
                className="shrink-0 rounded-md border border-line-strong/60 bg-card px-2.5 py-0.5 text-[13px] font-medium text-ink hover:border-ink"
                onClick={() => onApply(scenario)}
              >
                Apply
              </button>
            )}
            <span id={`${id}${at}`} className="max-w-prose">
              {text}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

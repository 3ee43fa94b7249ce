// How many posts user 1 has: a slider over round numbers from none to the explorer's limit, and a box for any
// other. A value counts when it is let go, as every value is a run.
import { useId, useState } from 'react';
import { EXPLORER_POSTS, fewestPosts } from '@/lib/scenario/change';
import type { Scenario } from '@/lib/scenario/scenario';
import { settingName } from '@/lib/scenario/setting-words';
import { numeral } from '@/lib/trace/quantity';

const STOPS = [
  0,
  1,
  2,
  3,
  4,
  5,
  6,
  8,
  10,
  15,
  20,
  30,
  50,
  100,
  200,
  300,
  500,
  1000,
  2000,
  3000,
  5000,
  EXPLORER_POSTS,
] as const;

/** React's onChange is the DOM's input event; this is its change event: the value has been let go. */
function whenLetGo(commit: (value: number) => void) {
  return (input: HTMLInputElement | null) => {
    if (!input) return;
    const listen = () => commit(input.valueAsNumber);
    input.addEventListener('change', listen);
    return () => input.removeEventListener('change', listen);
  };
}

export function PostsField({
  scenario,
  onChange,
}: {
  readonly scenario: Scenario;
  readonly onChange: (posts: number) => void;
}) {
  const id = useId();
  const name = settingName('posts', scenario.shape);
  const [draft, setDraft] = useState<string | null>(null);
  const least = fewestPosts(scenario);
  const stops = STOPS.filter((stop) => stop >= least);
  const commit = (posts: number) => {
    setDraft(null);
    if (Number.isFinite(posts)) onChange(Math.max(least, Math.min(EXPLORER_POSTS, Math.trunc(posts))));
  };
  const posts = draft === null ? scenario.posts : Number(draft);
  const position = stops.findLastIndex((stop) => stop <= posts);
  return (
    <div className="flex items-center justify-between gap-3">
      <label htmlFor={id} className="text-ink-2">
        {name}
      </label>
      <span className="flex items-center gap-2.5">
        <input
          type="range"
          aria-label={`${name}, in round numbers`}
          aria-valuetext={`${numeral(posts)} posts`}
          className="w-28 accent-ink max-[359px]:w-16"
          min={0}
          max={stops.length - 1}
          value={Math.max(0, position)}
          ref={whenLetGo((at) => commit(stops[at] ?? least))}
          onChange={(event) => setDraft(String(stops[event.target.valueAsNumber] ?? least))}
        />
        <input
          id={id}
          type="number"
          inputMode="numeric"
          className="w-[4.75rem] rounded-md border border-line-strong/45 bg-card px-1.5 py-px text-right font-mono text-[13px] text-ink tabular-nums hover:border-line-strong"
          min={least}
          max={EXPLORER_POSTS}
          value={draft ?? scenario.posts}
          ref={whenLetGo(commit)}
          onChange={(event) => setDraft(event.target.value)}
        />
      </span>
    </div>
  );
}

// The three ways that started it all, side by side; the cautionary ones in a menu behind them.
import { PRESETS, presetOf } from '@/lib/scenario/presets';
import type { Scenario } from '@/lib/scenario/scenario';

const FIRST = 3;

export function PresetsBar({
  scenario,
  covered,
  onChoose,
}: {
  readonly scenario: Scenario;
  /** Whether what a run comes to is not to be told: a lesson says it. */
  readonly covered: boolean;
  readonly onChoose: (scenario: Scenario) => void;
}) {
  const current = presetOf(scenario)?.id;
  const others = PRESETS.slice(FIRST);
  const other = others.find((each) => each.id === current);
  const choose = (id: string) => {
    const preset = PRESETS.find((each) => each.id === id);
    if (preset) onChoose({ ...preset.scenario, posts: scenario.posts });
  };
  const pill = (pressed: boolean) =>
    `h-8 rounded-full px-3.5 text-[13.5px] whitespace-nowrap ${pressed ? 'bg-ink text-paper' : 'text-ink-2 hover:text-ink'}`;
  return (
    <fieldset className="flex min-w-0 max-w-full items-center gap-0.5 overflow-x-auto rounded-full border border-line bg-card p-1">
      <legend className="sr-only">Scenarios to start from</legend>
      {PRESETS.slice(0, FIRST).map((preset) => (
        <button
          key={preset.id}
          type="button"
          className={pill(preset.id === current)}
          aria-pressed={preset.id === current}
          title={covered ? undefined : preset.lesson}
          onClick={() => choose(preset.id)}
        >
          {preset.name}
        </button>
      ))}
      <select
        aria-label="More scenarios"
        className={`${pill(other !== undefined)} field-sizing-content max-w-44 shrink-0 pr-1 ${other ? '' : 'bg-transparent'}`}
        value={other?.id ?? ''}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="" disabled className="bg-card text-ink">
          more…
        </option>
        {others.map((preset) => (
          <option key={preset.id} value={preset.id} className="bg-card text-ink">
            {preset.name}
          </option>
        ))}
      </select>
    </fieldset>
  );
}

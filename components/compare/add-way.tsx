// Another way beside those that are there: one of the scenarios to start from, or one sent by the explorer.
import { PRESETS } from '@/lib/scenario/presets';
import type { Scenario } from '@/lib/scenario/scenario';

export function AddWay({ onAdd }: { readonly onAdd: (scenario: Scenario) => void }) {
  return (
    <div className="flex flex-wrap items-center gap-3 text-[13.5px] text-ink-2">
      <select
        aria-label="Add a way"
        className="h-9 max-w-full rounded-lg border border-line bg-card px-2 text-ink"
        value=""
        onChange={(event) => {
          const preset = PRESETS.find(({ id }) => id === event.target.value);
          if (preset) onAdd(preset.scenario);
        }}
      >
        <option value="" disabled>
          Add a way…
        </option>
        {PRESETS.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <span>or pin a scenario in the explorer.</span>
    </div>
  );
}

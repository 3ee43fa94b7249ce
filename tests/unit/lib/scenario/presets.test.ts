import { describe, expect, it } from 'vitest';
import { change } from '@/lib/scenario/change';
import { PRESETS, presetOf } from '@/lib/scenario/presets';
import { DEFAULT_SCENARIO, parseScenario } from '@/lib/scenario/scenario';

describe('the presets', () => {
  it.each(PRESETS)('$name is a valid scenario and is known again', (preset) => {
    expect(parseScenario(preset.scenario)).toEqual({ scenario: preset.scenario });
    expect(presetOf(preset.scenario)).toBe(preset);
  });

  it('are known again with any number of posts', () => {
    for (const preset of PRESETS) expect(presetOf(change(preset.scenario, { posts: 1000 }))).toBe(preset);
  });

  it('do not claim a scenario that differs in one flag', () => {
    expect(presetOf(change(DEFAULT_SCENARIO, { index: false }))).toBeNull();
  });

  it('have different ids, names and lessons', () => {
    for (const key of ['id', 'name', 'lesson'] as const) {
      expect(new Set(PRESETS.map((preset) => preset[key])).size).toBe(PRESETS.length);
    }
  });
});

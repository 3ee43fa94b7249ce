// Which run to predict after which: from the two that differ in one flag to those that surprise.
import { PRESETS, type Preset, type PresetId, presetOf } from '@/lib/scenario/presets';
import type { Scenario } from '@/lib/scenario/scenario';

const COURSE: readonly PresetId[] = [
  'passive-deletes',
  'cascade-only',
  'classic-mistake',
  'loaded-anyway',
  'default-not-null',
  'delete-orphan',
];

/** The preset that comes after a scenario, around in a circle; after one that is no preset, the second. */
export function nextToPredict(scenario: Scenario): Preset | null {
  const at = COURSE.indexOf(presetOf(scenario)?.id ?? 'passive-deletes');
  const id = COURSE[(at + 1) % COURSE.length];
  return PRESETS.find((preset) => preset.id === id) ?? null;
}

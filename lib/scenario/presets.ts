// Scenarios worth starting from, each with the one thing that it teaches.
import { change, sameScenario } from './change';
import { DEFAULT_SCENARIO, type Scenario } from './scenario';

interface PresetRecord {
  readonly name: string;
  /** One line: what to look for. */
  readonly lesson: string;
  readonly scenario: Scenario;
}

const withDefaults = (settings: Partial<Scenario>) => change(DEFAULT_SCENARIO, settings);

/** In the order in which they are offered; the explorer has a button for each of the first three. */
const RECORDS = {
  'cascade-only': {
    name: 'cascade only',
    lesson: 'The ORM loads every post and deletes it itself; ON DELETE CASCADE never gets anything to do.',
    scenario: withDefaults({ passiveDeletes: false }),
  },
  'passive-deletes': {
    name: 'passive_deletes=True',
    lesson: 'The ORM sends one DELETE for the user; the foreign key removes the posts.',
    scenario: DEFAULT_SCENARIO,
  },
  'delete-orphan': {
    name: 'delete-orphan',
    lesson: 'A post taken out of user.posts is deleted by the ORM; no foreign key is involved.',
    scenario: withDefaults({ operation: 'remove-post', loaded: 'loaded' }),
  },
  'classic-mistake': {
    name: 'the classic mistake',
    lesson: 'passive_deletes=True leaves the posts to a database that was never told to delete them: refused.',
    scenario: withDefaults({ onDelete: null }),
  },
  'default-not-null': {
    name: 'default relationship, NOT NULL',
    lesson: 'Without delete in the cascade the ORM sets user_id to NULL, which the column refuses.',
    scenario: withDefaults({ cascade: 'save-update, merge', passiveDeletes: false, onDelete: null }),
  },
  'loaded-anyway': {
    name: 'loaded anyway',
    lesson: 'passive_deletes=True spares the loading only: posts that are already loaded are deleted by the ORM.',
    scenario: withDefaults({ loaded: 'loaded' }),
  },
} satisfies Readonly<Record<string, PresetRecord>>;

export type PresetId = keyof typeof RECORDS;

export interface Preset extends PresetRecord {
  readonly id: PresetId;
}

export const PRESETS: readonly Preset[] = Object.entries(RECORDS).map(([id, record]) => ({
  id: id as PresetId,
  ...record,
}));

export const presetScenario = (id: PresetId): Scenario => RECORDS[id].scenario;

/** The preset that a scenario is, whatever its number of posts, or null. */
export function presetOf(scenario: Scenario): Preset | null {
  return PRESETS.find((preset) => sameScenario(preset.scenario, { ...scenario, posts: preset.scenario.posts })) ?? null;
}

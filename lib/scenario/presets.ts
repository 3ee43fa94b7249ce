// Scenarios worth starting from, each with the one thing that it teaches.
import { change, sameScenario } from './change';
import { DEFAULT_SCENARIO, type Scenario } from './scenario';

export interface Preset {
  readonly id: string;
  readonly name: string;
  /** One line: what to look for. */
  readonly lesson: string;
  readonly scenario: Scenario;
}

const withDefaults = (settings: Partial<Scenario>) => change(DEFAULT_SCENARIO, settings);

export const PRESETS: readonly Preset[] = [
  {
    id: 'cascade-only',
    name: 'cascade only',
    lesson: 'The ORM loads every post and deletes it itself; ON DELETE CASCADE never gets anything to do.',
    scenario: withDefaults({ passiveDeletes: false }),
  },
  {
    id: 'passive-deletes',
    name: 'passive_deletes=True',
    lesson: 'The ORM sends one DELETE for the user; the foreign key removes the posts.',
    scenario: DEFAULT_SCENARIO,
  },
  {
    id: 'delete-orphan',
    name: 'delete-orphan',
    lesson: 'A post taken out of user.posts is deleted by the ORM; no foreign key is involved.',
    scenario: withDefaults({ operation: 'remove-post', loaded: 'loaded' }),
  },
  {
    id: 'classic-mistake',
    name: 'the classic mistake',
    lesson: 'passive_deletes=True leaves the posts to a database that was never told to delete them: refused.',
    scenario: withDefaults({ onDelete: null }),
  },
  {
    id: 'default-not-null',
    name: 'default relationship, NOT NULL',
    lesson: 'Without delete in the cascade the ORM sets user_id to NULL, which the column refuses.',
    scenario: withDefaults({ cascade: 'save-update, merge', passiveDeletes: false, onDelete: null }),
  },
  {
    id: 'loaded-anyway',
    name: 'loaded anyway',
    lesson: 'passive_deletes=True spares the loading only: posts that are already loaded are deleted by the ORM.',
    scenario: withDefaults({ loaded: 'loaded' }),
  },
];

/** The preset that a scenario is, whatever its number of posts, or null. */
export function presetOf(scenario: Scenario): Preset | null {
  return PRESETS.find((preset) => sameScenario(preset.scenario, { ...scenario, posts: preset.scenario.posts })) ?? null;
}

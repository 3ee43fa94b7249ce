// What deletes took on the recorded server, few enough figures to travel with a page.
import { cascadesInForce } from '@/lib/scenario/cascade';
import { DEFAULT_SCENARIO, type Scenario } from '@/lib/scenario/scenario';

const RECORDED_SERIES = DEFAULT_SCENARIO.sqlalchemy;

/** One delete of a user on the server: which settings its time depends on. */
export type RecordedSettings = Pick<Scenario, 'driver' | 'passiveDeletes' | 'index'> & { readonly loaded: boolean };

/** Posts, and the median of milliseconds, the smallest size first. */
export type ServerFigure = readonly [posts: number, milliseconds: number];

/** By keyOfRecorded(). */
export type ServerFigures = Readonly<Record<string, readonly ServerFigure[]>>;

export const keyOfRecorded = ({ driver, passiveDeletes, index, loaded }: RecordedSettings): string =>
  JSON.stringify([driver, passiveDeletes, index, loaded]);

/** The settings of a scenario that are like those that were recorded; null when it has others. */
export function recordedSettings(scenario: Scenario): RecordedSettings | null {
  const { cascade, onDelete, operation, shape, gone, mapper, loaded, ...settings } = scenario;
  // Whether the posts are orphans is asked of those that leave a collection, not of those that go with their user.
  const words = cascadesInForce(cascade).filter((word) => word !== 'delete-orphan');
  if (words.join() !== cascadesInForce('all').join()) return null;
  if (onDelete !== 'CASCADE' || operation !== 'delete-user') return null;
  if (shape !== 'one-to-many' || gone !== 'nothing' || mapper !== 'plain' || loaded === 'partial') return null;
  return { ...settings, loaded: loaded === 'loaded' };
}

export interface FiguresBeside {
  /** At the scenario's size, or the next one that was recorded; and at the largest. */
  readonly near: ServerFigure;
  readonly largest: ServerFigure;
  /** At the largest size with the other passive_deletes; null where that was not recorded. */
  readonly otherwise: { readonly passiveDeletes: boolean; readonly milliseconds: number } | null;
}

/** What to say beside a scenario's verdict; null when nothing like it was recorded. */
export function figuresBeside(figures: ServerFigures, scenario: Scenario): FiguresBeside | null {
  const settings = recordedSettings(scenario);
  if (!settings || typeof settings.passiveDeletes !== 'boolean' || scenario.sqlalchemy !== RECORDED_SERIES) return null;
  const own = figures[keyOfRecorded(settings)] ?? [];
  const largest = own.at(-1);
  const near = own.find(([posts]) => posts >= scenario.posts) ?? largest;
  if (!near || !largest) return null;
  const passiveDeletes = !settings.passiveDeletes;
  const other = figures[keyOfRecorded({ ...settings, passiveDeletes })]?.at(-1);
  return { near, largest, otherwise: other ? { passiveDeletes, milliseconds: other[1] } : null };
}

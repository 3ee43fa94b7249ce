// What `npm run bench:server` measured on a real server: a record to set beside the browser's figures.
import type { Scenario } from '@/lib/scenario/scenario';
import recorded from './recorded-server.json';
import { type Spread, spreadOf } from './statistics';

/** One delete of a user on the server. */
export interface ServerMeasurement {
  readonly passiveDeletes: boolean;
  readonly loaded: boolean;
  readonly index: boolean;
  readonly posts: number;
  /** The whole operation in Python, and the part of it that was spent waiting for PostgreSQL. */
  readonly milliseconds: number;
  readonly postgresql: number;
  readonly statements: number;
  readonly sets: number;
}

export interface ServerRecord {
  /** The day, as YYYY-MM-DD. */
  readonly recorded: string;
  readonly machine: string;
  readonly versions: Readonly<Record<'sqlalchemy' | 'driver' | 'postgresql' | 'python', string>>;
  /** Other users with as many posts. */
  readonly others: number;
  readonly measurements: readonly ServerMeasurement[];
}

export const SERVER_RECORD: ServerRecord = recorded;

/** Milliseconds at one size on the server. */
export interface ServerPoint {
  readonly posts: number;
  /** Parameter sets that went to PostgreSQL. */
  readonly sets: number;
  readonly whole: Spread;
  readonly postgresql: Spread;
}

/** The recorded curve of a scenario, smallest size first; empty when nothing like it was recorded. */
export function recordedCurve(scenario: Scenario): ServerPoint[] {
  const { cascade, onDelete, operation, index, loaded, passiveDeletes } = scenario;
  if (cascade !== 'all, delete-orphan' || onDelete !== 'CASCADE' || operation !== 'delete-user') return [];
  if (loaded === 'partial') return [];
  const alike = SERVER_RECORD.measurements.filter(
    (each) => each.passiveDeletes === passiveDeletes && each.index === index && each.loaded === (loaded === 'loaded'),
  );
  return [...new Set(alike.map(({ posts }) => posts))].map((posts) => {
    const here = alike.filter((each) => each.posts === posts);
    return {
      posts,
      sets: here[0]?.sets ?? 0,
      whole: spreadOf(here.map(({ milliseconds }) => milliseconds)),
      postgresql: spreadOf(here.map(({ postgresql }) => postgresql)),
    };
  });
}

// What `npm run bench:server` measured on a real server: a record to set beside the browser's figures.
import type { Scenario } from '@/lib/scenario/scenario';
import recorded from './recorded-server.json';
import {
  keyOfRecorded,
  type RecordedSettings,
  recordedSettings,
  type ServerFigure,
  type ServerFigures,
} from './server-figures';
import { type Spread, spreadOf } from './statistics';

/** With which SQLAlchemy and driver. */
interface Sent {
  readonly sqlalchemy: string;
  readonly driver: Scenario['driver'];
}

/** One delete of a user on the server. */
export interface ServerMeasurement extends Sent, RecordedSettings {
  readonly posts: number;
  /** The whole operation in Python, and the part of it that was spent waiting for PostgreSQL. */
  readonly milliseconds: number;
  readonly postgresql: number;
  readonly statements: number;
  readonly sets: number;
}

/** How many DELETEs of one row each go out: each awaited, in a pipeline that the program opens, or as one executemany. */
export type Sending = 'one by one' | 'pipeline' | 'executemany';

/** Many DELETEs of one row each on the server. */
export interface SendingMeasurement extends Sent {
  readonly sending: Sending;
  /** At once, and over a connection on which whoever waits for an answer gets it later. */
  readonly milliseconds: number;
  readonly delayed: number;
  /** How many times it waited there. */
  readonly waits: number;
}

export interface ServerRecord {
  /** The day, as YYYY-MM-DD. */
  readonly recorded: string;
  readonly machine: string;
  readonly versions: Readonly<Record<'postgresql' | 'python' | 'asyncpg' | 'psycopg', string>>;
  /** Other users with as many posts. */
  readonly others: number;
  /** How many posts each of the sendings deletes. */
  readonly deletes: number;
  /** Milliseconds that every wait takes longer where they are delayed. */
  readonly delay: number;
  readonly sendings: readonly SendingMeasurement[];
  readonly measurements: readonly ServerMeasurement[];
}

export const SERVER_RECORD = recorded as ServerRecord;

/** The drivers that were measured. */
export const RECORDED_DRIVERS: readonly Scenario['driver'][] = [
  ...new Set(SERVER_RECORD.measurements.map(({ driver }) => driver)),
];

/** Milliseconds at one size on the server. */
export interface ServerPoint {
  readonly posts: number;
  /** Parameter sets that went to PostgreSQL. */
  readonly sets: number;
  readonly whole: Spread;
  readonly postgresql: Spread;
}

/** The recorded curve of a scenario on its driver, smallest size first; empty when nothing like it was recorded. */
export function recordedCurve(scenario: Scenario): ServerPoint[] {
  const settings = recordedSettings(scenario);
  if (!settings) return [];
  const key = keyOfRecorded(settings);
  const alike = SERVER_RECORD.measurements.filter((each) => keyOfRecorded(each) === key);
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

/** The medians of all that was recorded. */
export function serverFigures(): ServerFigures {
  const times = new Map<string, Map<number, number[]>>();
  for (const each of SERVER_RECORD.measurements) {
    const sizes = times.get(keyOfRecorded(each)) ?? new Map<number, number[]>();
    times.set(keyOfRecorded(each), sizes.set(each.posts, [...(sizes.get(each.posts) ?? []), each.milliseconds]));
  }
  const medians = (sizes: ReadonlyMap<number, number[]>): ServerFigure[] =>
    [...sizes].sort(([a], [b]) => a - b).map(([posts, all]) => [posts, spreadOf(all).median]);
  return Object.fromEntries([...times].map(([key, sizes]) => [key, medians(sizes)]));
}

/** What each way of sending came to on each driver: medians, and the fewest waits, because a busy client seems to wait. */
export function sendingsOf(sendings: readonly SendingMeasurement[]): Omit<SendingMeasurement, 'sqlalchemy'>[] {
  const keyOf = ({ driver, sending }: SendingMeasurement) => JSON.stringify([driver, sending]);
  return [...new Map(sendings.map((each) => [keyOf(each), each])).values()].map((each) => {
    const alike = sendings.filter((other) => keyOf(other) === keyOf(each));
    return {
      driver: each.driver,
      sending: each.sending,
      milliseconds: spreadOf(alike.map(({ milliseconds }) => milliseconds)).median,
      delayed: spreadOf(alike.map(({ delayed }) => delayed)).median,
      waits: Math.min(...alike.map(({ waits }) => waits)),
    };
  });
}

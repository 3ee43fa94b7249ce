// One delete, measured: what went over the wire, what it moved, and when. All of it is observed; the clock runs
// only while PostgreSQL works, from sending a message to having read the whole answer.
import type { Actor } from '@/lib/trace/actor';
import type { TraceError } from '@/lib/trace/trace';

/** Who touches rows in the laboratory, whose tables have no triggers. */
export type Hand = Exclude<Actor, 'trigger'>;

/** Rows of one table that one actor deleted or changed. */
export interface RowCount {
  readonly table: string;
  readonly operation: 'DELETE' | 'UPDATE';
  readonly by: Hand;
  readonly rows: number;
}

/** Equal statements in a row, for example 10,000 lazy loads or one executemany. */
export interface Step {
  readonly sql: string;
  /** How many messages they were, and how many parameter sets. */
  readonly messages: number;
  readonly sets: number;
  /** Milliseconds on the run's clock. */
  readonly from: number;
  readonly to: number;
  /** Rows that came back to Python. */
  readonly loaded: number;
  readonly counts: readonly RowCount[];
  /** Pairs: milliseconds on the run's clock, and rows that the client's statements had touched by then. */
  readonly progress: readonly number[];
}

export interface Measurement {
  /** Which of the ways, and how many posts. */
  readonly way: number;
  readonly size: number;
  /** From 0. */
  readonly repetition: number;
  readonly milliseconds: number;
  readonly statements: number;
  /** Messages to PostgreSQL and back after the setup: statements, COMMIT, ROLLBACK. */
  readonly roundTrips: number;
  readonly rowsLoaded: number;
  /** Bytes of the protocol in both directions. */
  readonly bytes: number;
  readonly steps: readonly Step[];
  /** Rows of posts that were there before and still are. */
  readonly surviving: number;
  readonly error: TraceError | null;
}

/** Rows that an actor deleted or changed, over all tables but `except`. */
export function rowsBy({ steps }: Pick<Measurement, 'steps'>, by: Hand, except = 'users'): number {
  let rows = 0;
  for (const { counts } of steps) {
    for (const count of counts) if (count.by === by && count.table !== except) rows += count.rows;
  }
  return rows;
}

// What the laboratory measures: one or two ways to delete the same user, on how much data, and how often.
import type { Scenario } from '@/lib/scenario/scenario';

/** How several parameter sets of one statement travel: as one pipelined message, or each on its own and awaited. */
export type Sending = 'executemany' | 'one-by-one';

/** What the tables and their rows depend on. */
export interface ScaleData {
  /** Posts of user 1, which goes, and of every other user. */
  readonly posts: number;
  /** Comments of each post; 0 for no second level. */
  readonly comments: number;
  /** Users that have as many posts as user 1 and stay. User 2 has two, as in the explorer. */
  readonly others: number;
}

export interface ScaleSettings {
  /** One or two scenarios; their `posts` is replaced by each size. */
  readonly ways: readonly Scenario[];
  /** Posts of user 1, ascending. */
  readonly sizes: readonly number[];
  readonly repetitions: number;
  readonly comments: number;
  readonly others: number;
  readonly sending: Sending;
  /** Whether PostgreSQL is asked who deleted. */
  readonly witness: boolean;
}

const MAX_SIZE = 100_000;
/** Rows of posts and comments together that a tab has memory for. */
export const MAX_ROWS = 2_500_000;

/** Every size from 10 on that is offered: a third of a decade apart. */
export const SIZES: readonly number[] = [10, 30, 100, 300, 1000, 3000, 10_000, 30_000, MAX_SIZE];

/** Rows of posts and comments that are there before the delete. */
export function rowsOf({ posts, comments, others }: ScaleData): number {
  return (posts * (1 + others) + 2) * (1 + comments);
}

/** The sizes up to `most` that fit into memory. */
export function sizesUpTo(most: number, comments: number, others: number): readonly number[] {
  return SIZES.filter((posts) => posts <= most && rowsOf({ posts, comments, others }) <= MAX_ROWS);
}

// What a reader says of a run before it is played. What is left out is not judged.
import type { Fate } from './asked';

export type Ending = 'committed' | 'refused';

export interface Guess {
  readonly ending: Ending | null;
  /** By the id of a line. */
  readonly fates: ReadonlyMap<string, Fate>;
  readonly statements: number | null;
  /** Ids of lines whose rows are answered for one by one. */
  readonly apart: ReadonlySet<string>;
}

export const NO_GUESS: Guess = { ending: null, fates: new Map(), statements: null, apart: new Set() };

// When each post of user 1 went, and by whom: one measured run as something that can be shown at any moment. What the
// client's statements took is taken row by row as measured; what the foreign key took is gone when its statement is.
import type { Hand, Measurement } from './measurement';

/** Posts, in the order of their keys, that one statement deleted or changed. */
export interface Take {
  readonly by: Hand;
  readonly operation: 'DELETE' | 'UPDATE';
  /** Positions among the posts: the first, and the one after the last. */
  readonly first: number;
  readonly end: number;
  /** Milliseconds on the run's clock. */
  readonly from: number;
  readonly to: number;
  /** Pairs: milliseconds on the run's clock, and posts taken by then. Empty: all at once, at `to`. */
  readonly progress: readonly number[];
}

export interface Film {
  readonly posts: number;
  readonly milliseconds: number;
  /** When the posts had been loaded into Python, or null. */
  readonly loadedAt: number | null;
  readonly takes: readonly Take[];
  /** The transaction was rolled back: everything is there again at the end. */
  readonly rolledBack: boolean;
}

export function filmOf(run: Measurement): Film {
  const takes: Take[] = [];
  let loadedAt: number | null = null;
  let first = 0;
  for (const { sql, loaded, counts, from, to, progress } of run.steps) {
    if (/\bFROM posts\b/.test(sql) && loaded > 0) loadedAt = to;
    for (const { table, operation, by, rows } of counts) {
      if (table !== 'posts' || first >= run.size) continue;
      const end = Math.min(run.size, first + rows);
      takes.push({ by, operation, first, end, from, to, progress: by === 'client' ? progress : [] });
      first = end;
    }
  }
  return { posts: run.size, milliseconds: run.milliseconds, loadedAt, takes, rolledBack: run.error !== null };
}

/** How many of its posts a take has taken at a moment, linear between the measured points. */
export function takenAt({ first, end, from, to, progress }: Take, milliseconds: number): number {
  const rows = end - first;
  if (milliseconds >= to) return rows;
  if (progress.length === 0 || milliseconds <= from) return 0;
  let [beforeAt, beforeRows] = [from, 0];
  for (let at = 0; at < progress.length; at += 2) {
    const [time = to, taken = rows] = [progress[at], progress[at + 1]];
    if (time >= milliseconds) {
      const share = time === beforeAt ? 1 : (milliseconds - beforeAt) / (time - beforeAt);
      return Math.min(rows, Math.floor(beforeRows + share * (taken - beforeRows)));
    }
    [beforeAt, beforeRows] = [time, taken];
  }
  return Math.min(rows, beforeRows);
}

/** Posts taken by all statements together at a moment; none after a rollback. */
export function allTakenAt(film: Film, milliseconds: number): number {
  if (film.rolledBack && milliseconds >= film.milliseconds) return 0;
  return film.takes.reduce((sum, take) => sum + takenAt(take, milliseconds), 0);
}

// What a series of SQLAlchemy does otherwise than the other, as far as the programs of scenarios can see it: one fact
// for each difference, with the number of its rule. Everything else is the same in both.
import type { Series } from '@/lib/versions';

export interface SeriesFacts {
  /** V1: lazy loads, get() and selectinload name every column once more, as in `posts.id AS posts_id`. */
  readonly labelsColumns: boolean;
  /** V6: the Session flushes what is waiting before text() and Core statements, too. */
  readonly flushesBeforeText: boolean;
}

export const SERIES_FACTS: Readonly<Record<Series, SeriesFacts>> = {
  '2.1': { labelsColumns: false, flushesBeforeText: true },
  '2.0': { labelsColumns: true, flushesBeforeText: false },
};

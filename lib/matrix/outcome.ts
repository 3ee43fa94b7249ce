// What a run came to, short enough to lay hundreds side by side. Told from the trace alone: the authors of the
// effects that last, the error, the rows that are left.
import type { Scenario } from '@/lib/scenario/scenario';
import { indexRun } from '@/lib/trace/run-index';
import { summarise, type TableSummary } from '@/lib/trace/summary';
import type { Trace, TraceError } from '@/lib/trace/trace';
import { childOf } from '@/lib/verdict/advice';
import { verdictOf } from '@/lib/verdict/verdict';

export interface Outcome {
  readonly error: Pick<TraceError, 'class' | 'sqlstate'> | null;
  /** What lasts of what happened to the children, by author. */
  readonly children: TableSummary['lasting'];
  /** Children that are left with NULL. */
  readonly unowned: number;
  /** The verdict of the explorer, as text. */
  readonly verdict: string;
  /** The rows and the error afterwards: equal text, equal end. */
  readonly end: string;
}

export function outcomeOf(run: Trace<Scenario>): Outcome {
  const { scenario, error, rows } = run;
  const index = indexRun(run);
  const { lasting, unowned } = childOf(summarise(index), scenario);
  const failure = error && { class: error.class, sqlstate: error.sqlstate };
  return {
    error: failure,
    children: lasting,
    unowned,
    verdict: verdictOf(index, scenario)
      .sentences.map((parts) => parts.map(({ text }) => text).join(''))
      .join(' '),
    end: JSON.stringify([failure, rows]),
  };
}

/** What a run came to, in one word; "refused" is PostgreSQL's doing, "rejected" and "raised" are SQLAlchemy's. */
export type Fate = 'rejected' | 'raised' | 'refused' | 'null' | 'deleted' | 'changed' | 'untouched';

export function outcomeFate({ error, children, unowned }: Outcome): Fate {
  if (error?.class === 'ArgumentError') return 'rejected';
  if (error) return error.sqlstate === null ? 'raised' : 'refused';
  if (unowned > 0) return 'null';
  const { client, 'foreign-key': foreignKey } = children;
  if (client.deleted + foreignKey.deleted > 0) return 'deleted';
  return client.changed + foreignKey.changed > 0 ? 'changed' : 'untouched';
}

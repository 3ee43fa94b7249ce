// A run as the lines of a log: SQL with a number, the foreign key's own statements below the one that set them
// off, and between them what Python learned.
import { oncePerRun } from '@/lib/trace/arrival';
import { lastStepOf, type RunIndex } from '@/lib/trace/run-index';
import type { SessionEvent, StatementEvent, TransactionEvent } from '@/lib/trace/trace';

/** A statement of the foreign key, as PostgreSQL reported it for the rows that it touched. */
export interface ForeignKeyLine {
  readonly sql: string;
  readonly rows: number;
  /** The steps in which its rows are touched. */
  readonly firstStep: number;
  readonly lastStep: number;
}

interface Line {
  /** The event's place in the run. */
  readonly event: number;
  readonly firstStep: number;
  readonly lastStep: number;
}

export type Entry =
  | (Line & { readonly type: 'session'; readonly session: SessionEvent })
  | (Line & { readonly type: 'transaction'; readonly number: number; readonly transaction: TransactionEvent })
  | (Line & {
      readonly type: 'statement';
      readonly number: number;
      readonly statement: StatementEvent;
      /** Rows that it touched or returned; null when it was refused. */
      readonly rows: number | null;
      readonly foreignKey: readonly ForeignKeyLine[];
    });

function foreignKeyLines({ effects }: StatementEvent, firstStep: number): ForeignKeyLine[] {
  const lines = new Map<string, ForeignKeyLine>();
  effects.forEach((effect, at) => {
    if (effect.by !== 'foreign-key') return;
    const sql = effect.statement ?? '';
    // The statement's own step comes first, then one for each effect.
    const step = firstStep + 1 + at;
    const line = lines.get(sql) ?? { sql, rows: 0, firstStep: step, lastStep: step };
    lines.set(sql, { ...line, rows: line.rows + 1, lastStep: step });
  });
  return [...lines.values()];
}

function rowsOf({ failed, many, rowcount, effects }: StatementEvent): number | null {
  if (failed) return null;
  // asyncpg reports no number for an executemany; the trigger has counted.
  return many ? effects.filter(({ by }) => by === 'client').length : rowcount;
}

/** One entry for each event of the run, in order; numbers count what goes to PostgreSQL. */
export const entriesOf = oncePerRun((index: RunIndex): readonly Entry[] => {
  const entries: Entry[] = [];
  let number = 0;
  index.events.forEach((event, at) => {
    const line: Line = { event: at, firstStep: index.firstStep[at] ?? 0, lastStep: lastStepOf(index, at) };
    if (event.type === 'session') entries.push({ ...line, type: 'session', session: event });
    else if (event.type === 'transaction') {
      entries.push({ ...line, type: 'transaction', number: ++number, transaction: event });
    } else {
      const foreignKey = foreignKeyLines(event, line.firstStep);
      entries.push({ ...line, type: 'statement', number: ++number, statement: event, rows: rowsOf(event), foreignKey });
    }
  });
  return entries;
});

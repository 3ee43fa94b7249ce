// What another connection deletes, and commits, between the reading of the objects and the operation. PGlite has one
// connection, so its transaction is put between two of the Session's: that one has only read by then, and under READ
// COMMITTED it makes no difference to it that its transaction is another one afterwards.
import type { Database } from '@/lib/database/database';
import { GONE_STATEMENTS } from '@/lib/scenario/elsewhere';
import type { Scenario } from '@/lib/scenario/scenario';
import type { TraceEvent } from '@/lib/trace/trace';

const OTHER = { at: 'setup', connection: 2 } as const;

/** The events of its transaction; the Session's own is ended and begun again without a word. */
export function deleteMeanwhile(database: Database, { gone }: Pick<Scenario, 'gone'>): readonly TraceEvent[] {
  const send = (sql: string) => database.execute({ sql, parameters: [], many: false });
  send('COMMIT');
  send('BEGIN');
  const statements = GONE_STATEMENTS[gone].map((sql): TraceEvent => {
    const { rowcount, milliseconds, effects, error } = send(sql);
    if (error) throw new Error(`${error.message} in ${sql}`);
    const asked = { sql, parameters: [[]], many: false, rule: null } as const;
    return { type: 'statement', ...asked, rowcount, milliseconds, effects, failed: false, ...OTHER };
  });
  send('COMMIT');
  send('BEGIN');
  return [
    { type: 'transaction', action: 'begin', ...OTHER },
    ...statements,
    { type: 'transaction', action: 'commit', ...OTHER },
  ];
}

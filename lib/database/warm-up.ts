// The first row that a trigger touches costs PostgreSQL a tenth of a second: it has to load PL/pgSQL. Someone has
// to pay that; this keeps it out of the times of the first run.
import { DEFAULT_SCENARIO } from '@/lib/scenario/scenario';
import type { Database } from './database';

/** Lets the witness and the foreign key speak once. Leaves rows behind that the next prepare() replaces. */
export function warmUp(database: Database): void {
  database.prepare(DEFAULT_SCENARIO);
  const parameters = [[1], [2]];
  database.execute({ sql: 'UPDATE posts SET user_id=3-user_id WHERE posts.id = $1::INTEGER', parameters, many: true });
  database.execute({ sql: 'DELETE FROM users WHERE users.id = $1::INTEGER', parameters, many: true });
}

/** Lets PostgreSQL make tables once: the first time it does, the browser compiles what that takes. */
export function warmUpSchemas(database: Database): void {
  database.prepare({ ...DEFAULT_SCENARIO, onDelete: 'SET NULL', nullable: true });
}

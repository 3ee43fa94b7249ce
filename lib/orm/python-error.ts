// Exceptions that SQLAlchemy or Python raises, as the trace shows them. Inside the model they are thrown, because
// they unwind through a flush as they do in Python; runModel returns them as data.
import type { TraceError } from '@/lib/trace/trace';
import type { Reply } from './request';

/** An exception on its way through the model. */
export class PythonError extends Error {
  readonly error: TraceError;

  constructor(error: TraceError) {
    super(error.message);
    this.error = error;
  }
}

/** An exception that does not come from the database. */
export function exception(name: string, message: string): TraceError {
  return { class: name, sqlstate: null, message, detail: null, constraint: null };
}

/** PostgreSQL's error inside the class that SQLAlchemy wraps it in. */
export function databaseError(error: NonNullable<Reply['error']>): TraceError {
  return { class: wrapperClass(error.sqlstate ?? ''), ...error };
}

/**
 * dialects/postgresql/asyncpg.py `_asyncpg_error_translate` and exc.py `DBAPIError.instance`, 2.0.52: by the class
 * of the SQLSTATE; what has no translation of its own stays a DBAPIError.
 */
function wrapperClass(sqlstate: string): string {
  switch (sqlstate.slice(0, 2)) {
    case '23':
      return 'IntegrityError';
    case '42':
      return 'ProgrammingError';
    case 'XX':
      return 'InternalError';
    default:
      return 'DBAPIError';
  }
}

// Exceptions that SQLAlchemy or Python raises, as the trace shows them. Inside the model they are thrown, because
// they unwind through a flush as they do in Python; runModel returns them as data.
import type { TraceError } from '@/lib/trace/trace';
import { type DriverFacts, errorClass } from './drivers';
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

/** PostgreSQL's error inside the class that SQLAlchemy wraps it in (R9). */
export function databaseError(driver: DriverFacts, error: NonNullable<Reply['error']>): TraceError {
  return { class: errorClass(driver, error.sqlstate ?? ''), ...error };
}

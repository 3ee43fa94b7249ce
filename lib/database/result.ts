// What the database answers to one statement: data, never an exception.
import type { Effect, TraceError, Value } from '@/lib/trace/trace';
import type { Column } from './backend-reader';

export type SqlError = Omit<TraceError, 'class' | 'sqlstate'> & { readonly sqlstate: string };

export interface StatementResult {
  /** Null for a statement that returns no rows by its nature. */
  readonly columns: readonly Column[] | null;
  /** Rows of a SELECT in the order of its columns; else empty. */
  readonly rows: readonly (readonly Value[])[];
  /** Rows touched or returned, of an executemany the sum; null where no number is said, and when the statement failed. */
  readonly rowcount: number | null;
  /** From sending to having read the whole answer. */
  readonly milliseconds: number;
  /** What the witness saw, also for a statement that failed. */
  readonly effects: readonly Effect[];
  readonly error: SqlError | null;
  /** The error's other fields by their letters in the protocol. */
  readonly fields?: Readonly<Record<string, string>>;
}

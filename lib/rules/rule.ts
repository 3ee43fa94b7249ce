// A numbered rule of what SQLAlchemy and PostgreSQL do on delete; the numbers stand in test names,
// in the trace and beside the code that follows them.
import type { RuleId } from '@/lib/trace/trace';

export interface Rule {
  readonly id: RuleId;
  /** A few words, for headings and tooltips. */
  readonly title: string;
  /** What happens, in one or two sentences that a reader of the SQL log understands. */
  readonly text: string;
  /** Where it is decided: a source file with its symbol, or a manual page, and the version it was read in. */
  readonly reference: string;
}

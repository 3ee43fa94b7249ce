// A numbered rule of what SQLAlchemy and PostgreSQL do on delete; the numbers stand in test names,
// in the trace and beside the code that follows them.
import type { Scenario } from '@/lib/scenario/scenario';
import type { RuleId } from '@/lib/trace/trace';
import { CITED_POSTGRESQL, MODELLED_SQLALCHEMY } from '@/lib/versions';

export interface Rule {
  readonly id: RuleId;
  /** A few words, for headings and tooltips; like the text, with code in backticks: see marked-text.ts. */
  readonly title: string;
  /** What happens, in one or two sentences that a reader of the SQL log understands. */
  readonly text: string;
  /** Where it is decided: a source file with its symbol, or a manual page, and the version it was read in. */
  readonly reference: string;
  /** Settings with which the rule decides, where the shapes have such; the rest as by default. */
  readonly scenario?: Partial<Scenario>;
  /** The program of lib/programs that shows it, where no settings do. */
  readonly program?: string;
  /** The page that shows it, where neither does. */
  readonly page?: '/scale/';
}

/** Rules about one thing, in the order in which they are read. */
export interface RuleGroup {
  readonly title: string;
  readonly rules: readonly Rule[];
}

/** A reference into SQLAlchemy's own source, below lib/sqlalchemy/. */
export function sqlalchemy(place: string): string {
  return `SQLAlchemy ${MODELLED_SQLALCHEMY}, ${place}`;
}

/** A reference to PostgreSQL's manual or source. */
export function postgresql(place: string): string {
  return `PostgreSQL ${CITED_POSTGRESQL}, ${place}`;
}

// A numbered rule of what SQLAlchemy and PostgreSQL do on delete; the numbers stand in test names,
// in the trace and beside the code that follows them.

import type { Scenario } from '@/lib/scenario/scenario';
import type { BySeries, Driver, Series } from '@/lib/versions';
import { CITED_POSTGRESQL, CITED_SQLALCHEMY } from '@/lib/versions';

interface Wording {
  /** A few words, for headings and tooltips; like the text, with code in backticks: see marked-text.ts. */
  readonly title: string;
  /** What happens, in one or two sentences that a reader of the SQL log understands. */
  readonly text: string;
  /** Where it is decided: a source file with its symbol, or a manual page, and the version it was read in. */
  readonly reference: string;
}

/** When it holds; always, for whatever is absent. */
interface Extent {
  /** The first series that it holds in, and the last one. */
  readonly since?: Series;
  readonly until?: Series;
  /** Of each series the first release that it holds in, where the series do not part. */
  readonly releases?: BySeries<string>;
  /** The drivers that it holds for. */
  readonly drivers?: readonly Driver[];
}

/** Where the rule can be seen: in one place. */
type Place =
  /** Settings with which it decides, where the shapes have such; the rest as by default. */
  | { readonly scenario: Partial<Scenario>; readonly program?: never; readonly page?: never }
  /** The program of lib/programs that shows it, where no settings do. */
  | { readonly program: string; readonly scenario?: never; readonly page?: never }
  /** The page that shows it, where neither does. */
  | { readonly page: '/scale/' | '/rules/changes/'; readonly scenario?: never; readonly program?: never };

type RuleRecord = Wording & Extent & Place;

/** Rules about one thing by their numbers, in the order in which they are read. */
export interface RuleGroupRecord {
  readonly title: string;
  readonly rules: Readonly<Record<string, RuleRecord>>;
}

export type Rule<Id extends string = string> = RuleRecord & { readonly id: Id };

export interface RuleGroup<Id extends string = string> {
  readonly title: string;
  readonly rules: readonly Rule<Id>[];
}

/** A reference into SQLAlchemy's own source, below lib/sqlalchemy/. */
export function sqlalchemy(place: string, release: string = CITED_SQLALCHEMY): string {
  return `SQLAlchemy ${release}, ${place}`;
}

/** A reference to PostgreSQL's manual or source. */
export function postgresql(place: string): string {
  return `PostgreSQL ${CITED_POSTGRESQL}, ${place}`;
}

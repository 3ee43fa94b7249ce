// What a delete can see of the way from SQLAlchemy 2.0 to 2.1: of each change the programs that show it, as whole
// Python programs that anybody can run. Its words are those of the rule with its number; the texts of the programs are
// the files of their names in the folder python.
import type { RuleNumber } from '@/lib/rules/rules';
import type { BySeries } from '@/lib/versions';
import type { Line } from './lines';

/** An issue of SQLAlchemy's, with the release whose changelog names it, where one does. */
interface Issue {
  readonly number: number;
  readonly release?: string;
}

interface ChangeRecord {
  /** None where only SQLAlchemy's source tells of it. */
  readonly issues: readonly Issue[];
  /** The names of its programs; none where no run can show it. */
  readonly programs: readonly string[];
  /** What of it cannot be seen here, and why, in a sentence; like the text of a rule, with code in backticks. */
  readonly unseen?: string;
}

/** Changes of one kind by the numbers of their rules, in the order in which they are read. */
export interface ChangeGroupRecord {
  readonly title: string;
  readonly changes: { readonly [Id in RuleNumber]?: ChangeRecord };
}

export interface Change extends ChangeRecord {
  readonly id: RuleNumber;
}

export interface ChangeGroup {
  readonly title: string;
  readonly changes: readonly Change[];
}

/** What came of a program on a series; `version` is the release that ran it. */
export interface ChangeRun {
  readonly version: string;
  readonly lines: readonly Line[];
}

/** What the build left of a program: its text, and its run on each series or why there is none. */
export interface RecordedChange {
  readonly source: string;
  readonly runs: BySeries<ChangeRun | { readonly absent: string }>;
}

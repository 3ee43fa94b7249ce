// A shape of models that no setting of the explorer has, as a whole Python program that anybody can run. Its text is
// the file of its name in the folder python.
import type { RuleNumber } from '@/lib/rules/rules';
import type { Trace } from '@/lib/trace/trace';

interface ProgramRecord {
  readonly title: string;
  /** What can be seen in it, in plain sentences; tests/sqlalchemy/programs.test.ts holds the run against them. */
  readonly lesson: string;
  readonly rules: readonly [RuleNumber, ...RuleNumber[]];
}

/** Programs about one thing by their ids, in the order in which they are read. */
export interface ProgramGroupRecord {
  readonly title: string;
  readonly programs: Readonly<Record<string, ProgramRecord>>;
}

export interface Program extends ProgramRecord {
  /** Its name in links, and its file's. */
  readonly id: string;
}

export interface ProgramGroup {
  readonly title: string;
  readonly programs: readonly Program[];
}

export function fileOf({ id }: Pick<Program, 'id'>): string {
  return `${id}.py`;
}

/** What the build left of a program: its text, and its run or why there is none. */
export type RecordedProgram =
  | { readonly source: string; readonly run: Trace<null> }
  | { readonly source: string; readonly absent: string };

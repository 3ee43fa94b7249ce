// What people want of a delete and the settings that do it, with the migration that the table needs, what it costs as its
// run shows, and what it does not cover. tests/sqlalchemy/which.test.ts holds each of that.
import type { QuestionRun, ScenarioRun } from '@/lib/questions/question';

/** What hangs on the row that is deleted. */
export const CHILDREN = ['many', 'one', 'levels', 'pairs'] as const;
/** What must become of it. */
export const FATES = ['deleted', 'null', 'refused'] as const;
/** What else there is to it. */
export const BESIDES = ['orphans', 'fixed-table', 'async'] as const;

export interface Need {
  readonly children: (typeof CHILDREN)[number];
  readonly fate: (typeof FATES)[number];
  /** Null where nothing else is. */
  readonly besides: (typeof BESIDES)[number] | null;
}

/** From a foreign key without an action to what is wanted. */
export interface Migration {
  readonly sql: readonly string[];
  /** Operations of Alembic's that come to the same statements. */
  readonly alembic: readonly string[];
}

interface AnswerRecord extends Need {
  readonly title: string;
  /** In one or two sentences; with code in backticks. */
  readonly text: string;
  /** Of settings the code is their model; of a program, lines of its text. */
  readonly run: ScenarioRun | { readonly program: string; readonly code: string };
  /** Null where the table stays as it is. */
  readonly migration: Migration | null;
  /** What it does not cover, each with a run that shows it. */
  readonly limits: readonly { readonly text: string; readonly run: QuestionRun }[];
}

export type AnswerRecords = Readonly<Record<string, AnswerRecord>>;

export interface Answer extends AnswerRecord {
  /** Its anchor. */
  readonly id: string;
}

/** What is asked for; null leaves it open. */
export type Asked = { readonly [Field in keyof Need]: Need[Field] | null };

/** Whether an answer is one to what is asked for. */
export function answers(asked: Asked, { children, fate, besides }: Need): boolean {
  return (
    (asked.children ?? children) === children && (asked.fate ?? fate) === fate && (asked.besides ?? besides) === besides
  );
}

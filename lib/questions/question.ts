// A question that people ask about a delete: an answer of one sentence, the reason, the run that shows it, and what to
// write instead with the run of that. tests/sqlalchemy/questions.test.ts holds both runs against the words.
import { PROGRAM_IDS, type ProgramId } from '@/lib/programs/programs';
import type { RuleNumber } from '@/lib/rules/rules';
import { change } from '@/lib/scenario/change';
import { pythonSource } from '@/lib/scenario/python-source';
import { DEFAULT_SCENARIO, type Scenario } from '@/lib/scenario/scenario';
import type { Trace } from '@/lib/trace/trace';

/** Settings of the explorer, the rest as by default. */
export interface ScenarioRun {
  readonly scenario: Partial<Scenario>;
}

/** A program of the shapes, or the file of this name in the folder python. */
interface ProgramRun {
  readonly program: string;
}

export type QuestionRun = ScenarioRun | ProgramRun;

/** What to write instead. Of settings the code is their model; of a program, lines of its text. */
type Instead = { readonly text: string } & (
  | ScenarioRun
  | (ProgramRun & { readonly code: string; readonly language?: 'sql' })
);

interface QuestionRecord {
  /** As people search for it. */
  readonly title: string;
  /** One sentence; like the reason, with code in backticks. */
  readonly answer: string;
  readonly reason: string;
  readonly rules: readonly [RuleNumber, ...RuleNumber[]];
  readonly run: QuestionRun;
  readonly instead: Instead;
}

/** Questions about one thing by the names of their pages, in the order in which they are read. */
export interface QuestionGroupRecord {
  readonly title: string;
  readonly questions: Readonly<Record<string, QuestionRecord>>;
}

export interface Question<Id extends string = string> extends QuestionRecord {
  readonly id: Id;
}

export interface QuestionGroup<Id extends string = string> {
  readonly title: string;
  readonly questions: readonly Question<Id>[];
}

/** What the build left of a run: settings are run by the model, programs by SQLAlchemy itself. */
export type RecordedRun =
  | { readonly source: string | null; readonly run: Trace<Scenario | null> }
  | { readonly source: string; readonly absent: string };

/** The classes of settings and the operation, without the first line, which names the series and the driver. */
export function modelOf(run: ScenarioRun): string {
  const { text } = pythonSource(scenarioOf(run));
  return text.slice(text.indexOf('\n')).trim();
}

export interface RecordedQuestion {
  readonly run: RecordedRun;
  readonly instead: RecordedRun;
}

export const scenarioOf = ({ scenario }: ScenarioRun): Scenario => change(DEFAULT_SCENARIO, scenario);

/** Whether the shapes have it, too. */
export function isShape(program: string): program is ProgramId {
  return PROGRAM_IDS.some((id) => id === program);
}

export const pathOfQuestion = ({ id }: Pick<Question, 'id'>): string => `/questions/${id}/`;

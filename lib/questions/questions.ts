// The catalogue of all questions.
import { ASSOCIATIONS, CHILDREN } from './children-questions';
import { EXCEPTIONS, REFUSALS } from './error-questions';
import { isShape, type Question, type QuestionGroup, type QuestionGroupRecord } from './question';
import { WAYS } from './way-questions';

const CATALOGUE = [CHILDREN, REFUSALS, EXCEPTIONS, ASSOCIATIONS, WAYS] as const;

type KeyOf<Records> = Records extends unknown ? keyof Records : never;
export type QuestionId = KeyOf<(typeof CATALOGUE)[number]['questions']>;

const named = (questions: QuestionGroupRecord['questions']): Question<QuestionId>[] =>
  Object.entries(questions).map(([id, question]) => ({ id: id as QuestionId, ...question }));

export const QUESTION_GROUPS: readonly QuestionGroup<QuestionId>[] = CATALOGUE.map(({ title, questions }) => ({
  title,
  questions: named(questions),
}));

export const QUESTIONS: readonly Question<QuestionId>[] = QUESTION_GROUPS.flatMap(({ questions }) => questions);

/** The question of this name; null for a name that no question has. */
export function findQuestion(id: string): Question<QuestionId> | null {
  return QUESTIONS.find((question) => question.id === id) ?? null;
}

/** The names of the programs that no shape has. */
export const QUESTION_PROGRAMS: readonly string[] = [
  ...new Set(
    QUESTIONS.flatMap(({ run, instead }) =>
      [run, instead].flatMap((each) => ('program' in each && !isShape(each.program) ? [each.program] : [])),
    ),
  ),
];

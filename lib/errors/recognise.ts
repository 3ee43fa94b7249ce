// From a pasted text to the questions that answer it.
import type { QuestionId } from '@/lib/questions/questions';
import { KINDS } from './kinds';
import { read } from './reading';

/** One thing that the text tells of. */
export interface Finding {
  readonly cause: string;
  /** Those that may be meant, and by what they can be told apart; null where there is one alone. */
  readonly candidates: readonly { readonly question: QuestionId; readonly apart: string | null }[];
}

/** None where the text is no error that is known here. A text may tell of several: a chain of exceptions, a log. */
export function recognise(pasted: string): readonly Finding[] {
  const reading = read(pasted);
  return KINDS.filter(({ matches }) => matches(reading)).map(({ cause, candidates }) => ({
    cause: cause(reading),
    candidates: candidates(reading),
  }));
}

/** What can be looked for: a question with its words. */
interface Worded {
  readonly title: string;
  readonly answer: string;
}

const MOST_NEAREST = 3;
/** Shorter words say nothing. */
const LEAST_LETTERS = 4;

const wordsOf = (text: string) =>
  new Set(
    text
      .toLowerCase()
      .split(/[^\p{L}\d_]+/u)
      .filter((word) => word.length >= LEAST_LETTERS),
  );

/** The words of a title tell more than those of an answer. */
const TITLE = 3;

/** The questions that have most words of a text, at most three; none where they have no word of it. */
export function nearest<Q extends Worded>(pasted: string, questions: readonly Q[]): readonly Q[] {
  const asked = [...wordsOf(pasted)];
  const worded = questions.map((question) => ({
    question,
    title: wordsOf(question.title),
    answer: wordsOf(question.answer),
  }));
  // A word that many questions have tells little.
  const weight = (word: string) => 1 / worded.filter(({ title, answer }) => title.has(word) || answer.has(word)).length;
  return worded
    .map(({ question, title, answer }) => ({
      question,
      score: asked.reduce(
        (sum, word) => sum + (title.has(word) ? TITLE * weight(word) : answer.has(word) ? weight(word) : 0),
        0,
      ),
    }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, MOST_NEAREST)
    .map(({ question }) => question);
}

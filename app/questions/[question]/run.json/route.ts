// The run that a question shows, in a file of its own, so that nobody loads it who only reads.
import { findQuestion, QUESTIONS } from '@/lib/questions/questions';
import { recordedQuestion } from '../../../built';

interface Asked {
  readonly params: Promise<{ readonly question: string }>;
}

export const dynamic = 'force-static';
export const dynamicParams = false;

export function generateStaticParams() {
  return QUESTIONS.map(({ id }) => ({ question: id }));
}

export async function GET(_: Request, { params }: Asked) {
  const question = findQuestion((await params).question);
  const recorded = question && recordedQuestion(question).run;
  return Response.json(recorded && 'run' in recorded ? recorded.run : null);
}

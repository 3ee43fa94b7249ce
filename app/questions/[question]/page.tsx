import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Main } from '@/components/chrome/main';
import { SiteHeader } from '@/components/chrome/site-header';
import { QuestionPage } from '@/components/questions/question-page';
import { pathOfQuestion } from '@/lib/questions/question';
import { findQuestion, QUESTION_GROUPS, QUESTIONS } from '@/lib/questions/questions';
import { plainText } from '@/lib/rules/marked-text';
import { belowBase } from '../../base-path';
import { recordedQuestion } from '../../built';

interface Props {
  readonly params: Promise<{ readonly question: string }>;
}

export const dynamicParams = false;

export function generateStaticParams() {
  return QUESTIONS.map(({ id }) => ({ question: id }));
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const question = findQuestion((await params).question);
  return question ? { title: `${question.title} · Cascade Lens`, description: plainText(question.answer) } : {};
}

export default async function Page({ params }: Props) {
  const question = findQuestion((await params).question);
  const group = QUESTION_GROUPS.find(({ questions }) => questions.some(({ id }) => id === question?.id));
  if (!question || !group) notFound();
  return (
    <>
      <SiteHeader current="questions" />
      <Main className="mx-auto max-w-[1180px] px-4 pt-8 pb-24 sm:px-6 lg:pt-10">
        <noscript>
          <p className="mb-6 rounded-xl border border-line bg-card p-4 text-[14.5px]">
            Without JavaScript the first step of the run is shown, with all that it sent. Stepping through it needs
            JavaScript.
          </p>
        </noscript>
        <QuestionPage
          question={question}
          group={group}
          recorded={recordedQuestion(question)}
          address={belowBase(`${pathOfQuestion(question)}run.json`)}
        />
      </Main>
    </>
  );
}

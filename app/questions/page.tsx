import type { Metadata } from 'next';
import Link from 'next/link';
import { Main } from '@/components/chrome/main';
import { SiteHeader } from '@/components/chrome/site-header';
import { PasteError } from '@/components/questions/paste-error';
import { QuestionsIndex } from '@/components/questions/questions-index';
import { pathOfQuestion } from '@/lib/questions/question';
import { QUESTION_GROUPS, QUESTIONS } from '@/lib/questions/questions';

export const metadata: Metadata = {
  title: 'Questions about deletes in SQLAlchemy and PostgreSQL · Cascade Lens',
  description:
    'Children left with NULL, 23503, StaleDataError, ObjectDeletedError, ON DELETE CASCADE that never fires: each with its answer, the reason, a run that shows it, and what to write instead.',
};

export default function QuestionsPage() {
  return (
    <>
      <SiteHeader current="questions" />
      <Main className="mx-auto max-w-[1180px] px-4 pb-24 sm:px-6">
        <div className="grid gap-3 pt-10 pb-8 lg:pt-14">
          <h1 className="text-[26px] leading-tight font-semibold tracking-[-0.02em] text-balance sm:text-[34px]">
            Questions about a delete
          </h1>
          <p className="max-w-[62ch] text-[16px] leading-relaxed text-pretty text-ink-2">
            {QUESTIONS.length} that people ask, each with its answer, the reason, a run on PostgreSQL that shows it, and
            what to write instead, with the run of that. Who only wants to know what to write finds it by what is
            wanted:{' '}
            <Link
              href="/which/"
              prefetch={false}
              className="underline decoration-line-strong underline-offset-4 hover:text-ink hover:decoration-ink"
            >
              Which setting?
            </Link>
          </p>
        </div>
        <PasteError
          questions={QUESTIONS.map(({ id, title, answer }) => ({ id, title, answer, path: pathOfQuestion({ id }) }))}
        />
        <div className="pt-12">
          <QuestionsIndex groups={QUESTION_GROUPS} />
        </div>
      </Main>
    </>
  );
}

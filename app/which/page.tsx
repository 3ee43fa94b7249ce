import type { Metadata } from 'next';
import { Main } from '@/components/chrome/main';
import { SiteHeader } from '@/components/chrome/site-header';
import { AnswerSection } from '@/components/which/answer-section';
import { Chooser } from '@/components/which/chooser';
import { rowOf } from '@/components/which/row';
import { ANSWERS } from '@/lib/which/answers';
import { recordedAnswer } from '../built';

export const metadata: Metadata = {
  title: 'Which setting? cascade, passive_deletes and ondelete by what you want · Cascade Lens',
  description:
    'Children that go, survive with NULL or refuse; one-to-one, orphans, association rows, children of children, AsyncSession: the code of both sides, the migration, the cost, and what it does not cover.',
};

export default function WhichPage() {
  const recorded = ANSWERS.map((answer) => [answer, recordedAnswer(answer)] as const);
  return (
    <>
      <SiteHeader current="which" />
      <Main className="mx-auto max-w-[1180px] px-4 pb-24 sm:px-6">
        <div className="grid gap-3 pt-10 pb-8 lg:pt-14">
          <h1 className="text-[26px] leading-tight font-semibold tracking-[-0.02em] text-balance sm:text-[34px]">
            Which setting?
          </h1>
          <p className="max-w-[62ch] text-[16px] leading-relaxed text-pretty text-ink-2">
            By what is wanted of a delete: the code of both sides, the migration, what it costs and who does it, and
            what it does not cover. Each was run on PostgreSQL when this page was built.
          </p>
        </div>
        <Chooser rows={recorded.map(([answer, [own]]) => rowOf(answer, own))} />
        <div className="pt-12">
          {recorded.map(([answer, runs]) => (
            <AnswerSection key={answer.id} answer={answer} recorded={runs} />
          ))}
        </div>
      </Main>
    </>
  );
}

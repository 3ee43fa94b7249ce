// One question: the answer, why, the run, and what to write instead.
import Link from 'next/link';
import type { ReactNode } from 'react';
import { BuiltCode } from '@/components/code/built-code';
import { ProducedBy } from '@/components/engine/produced-by';
import { Prose } from '@/components/prose/prose';
import { Sketch } from '@/components/stage/sketch';
import { Caption } from '@/components/timeline/caption';
import { AbsentRun } from '@/components/told/absent-run';
import { comparisonOf, RunLinks, waysOn } from '@/components/told/run-links';
import { RunVerdict } from '@/components/told/run-verdict';
import { Sent } from '@/components/told/sent';
import {
  modelOf,
  pathOfQuestion,
  type Question,
  type QuestionGroup,
  type RecordedQuestion,
  type RecordedRun,
} from '@/lib/questions/question';
import { findRule } from '@/lib/rules/rules';
import { indexRun } from '@/lib/trace/run-index';
import { RunFigure } from './run-figure';

const LINK = 'underline decoration-line-strong underline-offset-4 hover:text-ink hover:decoration-ink';

export function QuestionPage({
  question,
  group,
  recorded,
  address,
}: {
  readonly question: Question;
  /** The questions that it stands among. */
  readonly group: QuestionGroup;
  readonly recorded: RecordedQuestion;
  /** Of the recorded run alone. */
  readonly address: string;
}) {
  const { title, answer, reason, rules, instead } = question;
  const { code, language = 'python' } = 'code' in instead ? instead : { code: modelOf(instead) };
  return (
    <article className="grid grid-cols-1 gap-12">
      <header className="grid gap-5">
        <p className="text-[14px]">
          <Link href="/questions/" prefetch={false} className={`inline-block py-1 text-ink-2 ${LINK}`}>
            All questions
          </Link>
        </p>
        <h1 className="max-w-[34ch] text-[26px] leading-tight font-semibold tracking-[-0.02em] text-balance wrap-anywhere sm:text-[34px]">
          {title}
        </h1>
        <p className="max-w-[58ch] text-[19px] leading-[1.45] font-medium tracking-[-0.01em] text-pretty sm:text-[21px]">
          <Prose text={answer} />
        </p>
      </header>
      <Part title="Why" id="why">
        <p className="max-w-[66ch] text-[16px] leading-relaxed text-pretty text-ink-2">
          <Prose text={reason} />
        </p>
        <p className="flex flex-wrap items-baseline gap-x-5 gap-y-1.5 text-[14px] text-ink-2">
          {rules.map((id) => (
            <Link key={id} href={`/rules/#${id}`} prefetch={false} className={`py-0.5 ${LINK}`}>
              Rule {id}: <Prose text={findRule(id)?.title ?? ''} />
            </Link>
          ))}
        </p>
      </Part>
      <Part title="See it happen" id="run">
        <Run recorded={recorded.run} address={address}>
          <RunLinks ways={waysOn(question.run)} />
        </Run>
      </Part>
      <Part title="What to write instead" id="instead">
        <p className="max-w-[66ch] text-[16px] leading-relaxed text-pretty text-ink-2">
          <Prose text={instead.text} />
        </p>
        <pre className="max-w-[52rem] rounded-xl border border-line bg-code px-4 py-3 text-[13px] leading-[1.7] wrap-anywhere whitespace-pre-wrap">
          <BuiltCode text={code} language={language} />
        </pre>
        {'run' in recorded.instead ? (
          <>
            <h3 className="text-[13px] font-medium text-ink-3">What comes of that</h3>
            <RunVerdict run={recorded.instead.run} />
            <Sent run={recorded.instead.run} />
          </>
        ) : (
          <AbsentRun reason={recorded.instead.absent} />
        )}
        <p className="flex flex-wrap gap-x-5 gap-y-1.5">
          <RunLinks ways={[...waysOn(instead), ...comparisonOf(question.run, instead)]} />
        </p>
      </Part>
      <nav aria-labelledby="others" className="grid gap-3 border-t border-line pt-8 print:hidden">
        <h2 id="others" className="text-[13px] font-medium text-ink-3">
          {group.title}
        </h2>
        <ul className="grid gap-x-10 gap-y-2 text-[14.5px] md:grid-cols-2">
          {group.questions
            .filter(({ id }) => id !== question.id)
            .map((other) => (
              <li key={other.id} className="min-w-0">
                <Link
                  href={pathOfQuestion(other)}
                  prefetch={false}
                  className={`inline-block py-1 wrap-anywhere ${LINK}`}
                >
                  {other.title}
                </Link>
              </li>
            ))}
        </ul>
      </nav>
    </article>
  );
}

function Part({ title, id, children }: { readonly title: string; readonly id: string; readonly children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="grid grid-cols-1 gap-4">
      <h2 id={id} className="text-[21px] font-medium tracking-[-0.015em]">
        {title}
      </h2>
      {children}
    </section>
  );
}

/** The run as a figure, with its verdict and log as text; `children` are the ways on from it. */
function Run({
  recorded,
  address,
  children,
}: {
  readonly recorded: RecordedRun;
  readonly address: string;
  readonly children: ReactNode;
}) {
  if ('absent' in recorded) return <AbsentRun reason={recorded.absent} />;
  const { run } = recorded;
  const sends = run.events.length > 0;
  return (
    <>
      {sends && (
        <RunFigure
          recorded={address}
          sketch={<Sketch run={run} />}
          caption={<Caption index={indexRun(run)} step={0} />}
        >
          <div className="flex flex-wrap items-center gap-x-6 gap-y-1.5 px-3 py-2.5 text-[13.5px] sm:px-5">
            <ProducedBy engine={run.engine} live={false} note=", recorded when this page was built" />
          </div>
        </RunFigure>
      )}
      <RunVerdict run={run} size="large" />
      <Sent run={run} />
      <p className="flex flex-wrap gap-x-5 gap-y-1.5">{children}</p>
    </>
  );
}

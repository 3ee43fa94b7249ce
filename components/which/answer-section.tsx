// One answer: the settings of both sides, the migration, what came of it, and what it does not cover.
import type { ReactNode } from 'react';
import { BuiltCode } from '@/components/code/built-code';
import { Prose } from '@/components/prose/prose';
import { AbsentRun } from '@/components/told/absent-run';
import { RunLinks, waysOn } from '@/components/told/run-links';
import { RunVerdict } from '@/components/told/run-verdict';
import { Sent } from '@/components/told/sent';
import { modelOf, type QuestionRun, type RecordedRun } from '@/lib/questions/question';
import type { Answer } from '@/lib/which/answer';

export function AnswerSection({
  answer: { id, title, text, run, migration, limits },
  recorded: [own, ...ofLimits],
}: {
  readonly answer: Answer;
  /** Its run, and those of its limits in their order. */
  readonly recorded: readonly [RecordedRun, ...RecordedRun[]];
}) {
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className="grid scroll-mt-6 grid-cols-1 gap-6 border-t border-line py-10"
    >
      <div className="grid gap-3">
        <h2 id={`${id}-title`} className="text-[21px] font-medium tracking-[-0.015em] text-balance">
          {title}
        </h2>
        <p className="max-w-[66ch] text-[16px] leading-relaxed text-pretty text-ink-2">
          <Prose text={text} />
        </p>
      </div>
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
        <Part title="Both sides">
          <Text text={'scenario' in run ? modelOf(run) : run.code} language="python" />
        </Part>
        <Part title="The migration, from a foreign key without an action">
          {migration ? (
            <>
              <Text text={migration.sql.map((statement) => `${statement};`).join('\n')} language="sql" />
              <p className="text-[13px] text-ink-3">The same in Alembic</p>
              <Text text={migration.alembic.join('\n')} language="python" />
            </>
          ) : (
            <p className="text-[15px] text-ink-2">None: the table has no part in it.</p>
          )}
        </Part>
      </div>
      <Part title="What it costs, and who does it">
        <Came recorded={own} run={run} />
      </Part>
      <Part title="What it does not cover">
        <ul className="grid gap-6 lg:grid-cols-2">
          {limits.map((limit, at) => {
            const came = ofLimits[at];
            return (
              <li key={limit.text} className="grid min-w-0 content-start gap-3 border-l-2 border-line-strong pl-4">
                <p className="max-w-[62ch] text-[15px] leading-relaxed text-pretty">
                  <Prose text={limit.text} />
                </p>
                {came && <Came recorded={came} run={limit.run} brief />}
              </li>
            );
          })}
        </ul>
      </Part>
    </section>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="grid min-w-0 grid-cols-1 gap-3">
      <h3 className="text-[13px] font-medium text-ink-3">{title}</h3>
      {children}
    </div>
  );
}

function Text({ text, language }: { readonly text: string; readonly language: 'python' | 'sql' }) {
  return (
    <pre className="rounded-xl border border-line bg-code px-4 py-3 text-[12.5px] leading-[1.7] wrap-anywhere whitespace-pre-wrap">
      <BuiltCode text={text} language={language} />
    </pre>
  );
}

/** What came of a run; `brief` leaves out what it cost and sent. */
function Came({
  recorded,
  run,
  brief = false,
}: {
  readonly recorded: RecordedRun;
  readonly run: QuestionRun;
  readonly brief?: boolean;
}) {
  return (
    <>
      {'run' in recorded ? (
        <>
          <RunVerdict run={recorded.run} size={brief ? 'brief' : 'plain'} />
          {!brief && <Sent run={recorded.run} />}
        </>
      ) : (
        <AbsentRun reason={recorded.absent} />
      )}
      <p className="flex flex-wrap gap-x-5 gap-y-1.5">
        <RunLinks ways={waysOn(run)} />
      </p>
    </>
  );
}

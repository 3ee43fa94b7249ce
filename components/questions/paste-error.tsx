'use client';
// An error that a reader pastes, and the questions that answer it. The text stays in this tab: it is sent nowhere, kept
// nowhere and never in the address.
import Link from 'next/link';
import { useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react';
import { Prose } from '@/components/prose/prose';
import { type Finding, nearest, recognise } from '@/lib/errors/recognise';

interface Asked {
  readonly id: string;
  readonly title: string;
  readonly answer: string;
  /** Of its page. */
  readonly path: string;
}

const LINK =
  'inline-block py-0.5 text-[16px] leading-snug font-semibold wrap-anywhere underline decoration-line-strong underline-offset-4 hover:decoration-ink';

export function PasteError({ questions }: { readonly questions: readonly Asked[] }) {
  const [pasted, setPasted] = useState('');
  const text = useDeferredValue(pasted);
  const findings = useMemo(() => recognise(text), [text]);
  const area = useRef<HTMLTextAreaElement>(null);
  // What was pasted before React was there.
  useEffect(() => setPasted(area.current?.value ?? ''), []);
  const field = useId();
  const note = useId();
  return (
    <section
      aria-labelledby="error"
      className="grid gap-3 rounded-xl border border-line bg-card p-4 shadow-card sm:p-5 print:hidden"
    >
      <h2 id="error" className="scroll-mt-6 text-[19px] font-medium tracking-[-0.015em]">
        <label htmlFor={field}>Paste your error</label>
      </h2>
      <textarea
        ref={area}
        id={field}
        aria-describedby={note}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        rows={5}
        placeholder="sqlalchemy.exc.IntegrityError: (psycopg.errors.ForeignKeyViolation) update or delete on table …"
        className="w-full resize-y rounded-lg border border-line-strong bg-code px-3 py-2 font-mono text-[13px] leading-relaxed placeholder:text-ink-3"
        onChange={(event) => setPasted(event.target.value)}
      />
      <p id={note} className="text-[13.5px] text-ink-2">
        A traceback, a message of PostgreSQL’s, a line of a log. It is read in this tab and goes nowhere.
      </p>
      <noscript>
        <p className="text-[13.5px] text-ink-2">Reading it needs JavaScript; the questions below do not.</p>
      </noscript>
      <div role="status" className="grid gap-5 empty:-mt-3">
        {text.trim() !== '' &&
          (findings.length > 0 ? (
            findings.map((finding) => <Found key={finding.cause} finding={finding} questions={questions} />)
          ) : (
            <Unknown near={nearest(text, questions)} />
          ))}
      </div>
    </section>
  );
}

function Found({
  finding: { cause, candidates },
  questions,
}: {
  readonly finding: Finding;
  readonly questions: readonly Asked[];
}) {
  return (
    <div className="grid gap-3 border-t border-line pt-4">
      <p className="max-w-[62ch] text-[17px] leading-snug font-medium tracking-[-0.01em] text-pretty wrap-anywhere">
        <Prose text={cause} />
      </p>
      <ul className="grid gap-4">
        {candidates.map(({ question, apart }) => {
          const asked = questions.find(({ id }) => id === question);
          return asked && <Candidate key={question} asked={asked} apart={apart} />;
        })}
      </ul>
    </div>
  );
}

/** `apart` is what tells it from the others. */
function Candidate({ asked, apart }: { readonly asked: Asked; readonly apart: string | null }) {
  return (
    <li className="grid justify-items-start gap-1">
      {apart && (
        <p className="text-[14px] text-ink-2">
          <Prose text={apart} />
        </p>
      )}
      <Link href={asked.path} prefetch={false} className={LINK}>
        {asked.title}
      </Link>
      <p className="max-w-[68ch] text-[14.5px] leading-relaxed text-pretty text-ink-2">
        <Prose text={asked.answer} />
      </p>
      <Link
        href={`${asked.path}#run`}
        prefetch={false}
        className="py-0.5 text-[14px] underline decoration-line-strong underline-offset-4 hover:decoration-ink"
      >
        See its run
        <span className="sr-only">: {asked.title}</span>
      </Link>
    </li>
  );
}

function Unknown({ near }: { readonly near: readonly Asked[] }) {
  return (
    <div className="grid gap-3 border-t border-line pt-4">
      <p className="max-w-[62ch] text-[16px] leading-snug font-medium text-pretty">
        This is not recognised as an error of a delete.{' '}
        {near.length > 0 ? 'These questions have some of its words:' : 'None of the questions has its words, either.'}
      </p>
      {near.length > 0 && (
        <ul className="grid gap-4">
          {near.map((asked) => (
            <li key={asked.id} className="grid justify-items-start gap-1">
              <Link href={asked.path} prefetch={false} className={LINK}>
                {asked.title}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

'use client';
// PostgreSQL's own account: EXPLAIN (ANALYZE) of the DELETE, and the plan of the query that the foreign key ran.
import type { ReactNode } from 'react';
import type { Evidence } from '@/lib/scale/evidence';
import { count, duration } from '@/lib/scale/figures';

export function EvidencePanel({
  evidence,
  way,
  running,
  disabled,
  onAsk,
}: {
  readonly evidence: Evidence | null;
  /** The name of the way whose tables are asked. */
  readonly way: string;
  readonly running: boolean;
  readonly disabled: boolean;
  readonly onAsk: () => void;
}) {
  return (
    <section aria-labelledby="evidence" className="grid min-w-0 grid-cols-1 gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
        <h2 id="evidence" className="text-[21px] font-medium tracking-[-0.015em]">
          What PostgreSQL itself says
        </h2>
        <button
          type="button"
          disabled={disabled}
          className="h-9 rounded-lg border border-line bg-card px-3.5 text-[14px] font-medium hover:border-line-strong disabled:opacity-50"
          onClick={onAsk}
        >
          {running ? 'Asking…' : 'Ask EXPLAIN (ANALYZE)'}
        </button>
      </div>
      {evidence === null ? (
        <p className="max-w-prose text-[14px] text-ink-2">
          <code>EXPLAIN (ANALYZE)</code> of <code>DELETE FROM users</code> on the tables of “{way}” names the time that
          each foreign key’s trigger took; auto_explain shows the query behind it, and whether it used an index. Both
          are run and rolled back.
        </p>
      ) : (
        <Account evidence={evidence} />
      )}
    </section>
  );
}

function Account({ evidence }: { readonly evidence: Evidence }) {
  const { explain, triggers, queries, refused, posts, sql } = evidence;
  if (refused !== null) {
    return (
      <p className="rounded-xl border border-bad bg-bad-soft px-4 py-3 text-[14px] text-bad">
        PostgreSQL refused it: {refused}
      </p>
    );
  }
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4 xl:grid-cols-2">
      <Plan title={`EXPLAIN (ANALYZE) ${sql}`} note={`${count(posts)} posts`} text={explain} mark="orm">
        {triggers.map(({ constraint, milliseconds, calls }) => (
          <p key={constraint} className="mark-fk flex items-baseline gap-2 text-[14px]">
            <span>
              <b className="font-semibold text-fk">{duration(milliseconds)}</b> in the trigger of{' '}
              <code className="text-[13px]">{constraint}</code>, {count(calls)} {calls === 1 ? 'call' : 'calls'}
            </span>
          </p>
        ))}
      </Plan>
      {queries.map((query) => (
        <Plan
          key={query.sql}
          title={query.sql}
          note={`auto_explain, ${count(query.times)} ${query.times === 1 ? 'execution' : 'executions'}`}
          text={query.plan}
          mark="foreign-key"
        >
          <p className="mark-fk flex items-baseline gap-2 text-[14px]">
            <span>
              <b className={`font-semibold ${query.scan === 'Seq Scan' ? 'text-bad' : 'text-fk'}`}>{query.scan}</b>
              {query.scan === 'Seq Scan' && ', the whole table for every parent row'}; {duration(query.milliseconds)}{' '}
              together
            </span>
          </p>
        </Plan>
      ))}
    </div>
  );
}

function Plan({
  title,
  note,
  text,
  mark,
  children,
}: {
  readonly title: string;
  readonly note: string;
  readonly text: string;
  readonly mark: 'orm' | 'foreign-key';
  readonly children: ReactNode;
}) {
  return (
    <div className="grid min-w-0 content-start gap-3 rounded-xl border border-line bg-card p-4 shadow-card">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h3
          className={`flex min-w-0 items-baseline gap-2 text-[13px] font-medium ${mark === 'orm' ? 'mark-orm' : 'mark-fk'}`}
        >
          <code className="min-w-0 wrap-anywhere">{title}</code>
        </h3>
        <span className="text-[12.5px] text-ink-3">{note}</span>
      </div>
      <div className="grid gap-1">{children}</div>
      <pre className="rounded-lg bg-code p-3 text-[12px] leading-[1.55] wrap-anywhere whitespace-pre-wrap text-ink-2">
        {text}
      </pre>
    </div>
  );
}

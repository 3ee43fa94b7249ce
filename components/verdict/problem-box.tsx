// A refusal as content: PostgreSQL's own words or SQLAlchemy's, and what became of the transaction.
import type { Problem } from '@/lib/verdict/verdict';

/** Condition names, as PostgreSQL's appendix on error codes has them. */
const CONDITIONS: Readonly<Record<string, string>> = {
  '23001': 'restrict_violation',
  '23502': 'not_null_violation',
  '23503': 'foreign_key_violation',
  '23505': 'unique_violation',
};

export function ProblemBox({ problem: { error, undone } }: { readonly problem: Problem }) {
  const condition = CONDITIONS[error.sqlstate ?? ''];
  return (
    <div className="grid gap-2 rounded-xl border border-bad/35 bg-bad-soft px-4 py-3.5 text-[14px]">
      <p className="flex flex-wrap items-baseline gap-x-2.5 font-semibold text-bad">
        {error.class}
        {error.sqlstate && (
          <code className="text-[13px] font-medium">
            SQLSTATE {error.sqlstate}
            {condition && ` ${condition}`}
          </code>
        )}
      </p>
      <p className="font-mono text-[13px] leading-relaxed wrap-anywhere text-ink">
        {error.message}
        {error.detail && <span className="block text-ink-2">DETAIL: {error.detail}</span>}
      </p>
      {error.note && <p className="text-ink">{error.note}</p>}
      {undone && <p className="text-ink-2">{undone}</p>}
    </div>
  );
}

import Link from 'next/link';
import type { ReactNode } from 'react';
import { pathOfProgram } from '@/components/address/program-path';
import { Prose } from '@/components/prose/prose';
import { RuleHead } from '@/components/prose/rule-head';
import type { Change } from '@/lib/changes/change';
import type { Rule } from '@/lib/rules/rule';
import { change as changed } from '@/lib/scenario/change';
import { writeComparison } from '@/lib/scenario/compare-url';
import { DEFAULT_SCENARIO } from '@/lib/scenario/scenario';

const LINK = 'underline decoration-line-strong underline-offset-4 hover:text-ink hover:decoration-ink';

/** Where else it can be seen in both series. */
function elsewhereOf({ scenario, program }: Rule): { readonly href: string; readonly text: string } | null {
  if (program) return { href: pathOfProgram({ id: program }), text: 'Step through it in a program' };
  if (!scenario) return null;
  const ways = (['2.0', '2.1'] as const).map((sqlalchemy) => changed(DEFAULT_SCENARIO, { ...scenario, sqlalchemy }));
  return { href: `/compare/${writeComparison(ways)}`, text: 'Compare the two series step by step' };
}

/** Its issues, and where it is decided. */
function sourcesOf({ issues }: Change, { reference }: Rule): string {
  const named = issues.map(({ number, release }) => `SQLAlchemy #${number}${release ? `, in ${release}` : ''}`);
  return [...named, reference].join(' · ');
}

/** One change with the words of its rule; `children` are its programs. */
export function ChangeEntry({
  change,
  rule,
  children,
}: {
  readonly change: Change;
  readonly rule: Rule;
  readonly children: ReactNode;
}) {
  const elsewhere = elsewhereOf(rule);
  const { id, text } = rule;
  return (
    <article
      id={id}
      aria-labelledby={`${id}-title`}
      className="grid scroll-mt-6 gap-x-6 gap-y-3 border-t border-line py-7 sm:grid-cols-[3.25rem_minmax(0,1fr)]"
    >
      <Link
        href={`/rules/#${id}`}
        prefetch={false}
        aria-label={`Rule ${id}`}
        className="h-fit w-fit rounded-md border border-line bg-card px-2 py-0.5 font-mono text-[13px] text-ink-2 hover:border-line-strong hover:text-ink"
      >
        {id}
      </Link>
      <div className="grid min-w-0 gap-4">
        <div className="grid gap-2">
          <RuleHead rule={rule} />
          <p className="max-w-[68ch] text-[15.5px] leading-relaxed text-pretty wrap-anywhere text-ink-2">
            <Prose text={text} />
          </p>
          {change.unseen && (
            <p className="max-w-[68ch] text-[14px] text-ink-2">
              <Prose text={change.unseen} />
            </p>
          )}
          <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1 text-[13px] text-ink-3">
            <cite className="wrap-anywhere not-italic">{sourcesOf(change, rule)}</cite>
            {elsewhere && (
              <Link href={elsewhere.href} prefetch={false} className={`py-0.5 text-[13.5px] text-ink ${LINK}`}>
                {elsewhere.text}
              </Link>
            )}
          </p>
        </div>
        {children}
      </div>
    </article>
  );
}

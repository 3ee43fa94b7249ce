import type { Metadata } from 'next';
import Link from 'next/link';
import { Main } from '@/components/chrome/main';
import { SiteHeader } from '@/components/chrome/site-header';
import { RuleEntry } from '@/components/rules/rule-entry';
import { groupId, RulesIndex } from '@/components/rules/rules-index';
import { RULE_GROUPS, RULES } from '@/lib/rules/rules';

export const metadata: Metadata = {
  title: 'The rules of a delete in SQLAlchemy and PostgreSQL · Cascade Lens',
  description:
    'What cascade, passive_deletes, delete-orphan and ON DELETE really do: numbered rules in plain words, each with its place in the source and a scenario in which it decides.',
};

export default function RulesPage() {
  return (
    <>
      <SiteHeader current="rules" />
      <Main className="mx-auto grid max-w-[1180px] gap-x-16 px-4 sm:px-6 lg:grid-cols-[13.5rem_minmax(0,1fr)]">
        <div className="grid content-start gap-3 pt-10 pb-8 lg:col-start-2 lg:pt-14">
          <h1 className="text-[26px] leading-tight font-semibold tracking-[-0.02em] text-balance sm:text-[34px]">
            What happens on delete, in {RULES.length} rules
          </h1>
          <p className="max-w-[58ch] text-[16px] leading-relaxed text-pretty text-ink-2">
            The model of SQLAlchemy follows them, its tests are named after them, and the SQL log of the explorer says
            by which of them a statement was sent. Each says where it is decided, and opens in a place where it can be
            seen to.
          </p>
          <p className="text-[16px]">
            <Link
              href="/rules/changes/"
              prefetch={false}
              className="py-0.5 underline decoration-line-strong underline-offset-4 hover:decoration-ink"
            >
              What changed in 2.1 for deletes
            </Link>
          </p>
        </div>
        <div className="lg:row-span-2 lg:row-start-1">
          <RulesIndex groups={RULE_GROUPS} />
        </div>
        <div className="min-w-0 pb-24 max-lg:pt-6">
          {RULE_GROUPS.map(({ title, rules }) => (
            <section key={title} aria-labelledby={groupId(title)} className="pt-10">
              <h2 id={groupId(title)} className="scroll-mt-6 pb-4 text-[21px] font-medium tracking-[-0.015em]">
                {title}
              </h2>
              {rules.map((rule) => (
                <RuleEntry key={rule.id} rule={rule} />
              ))}
            </section>
          ))}
        </div>
      </Main>
    </>
  );
}

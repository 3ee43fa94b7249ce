import type { Metadata } from 'next';
import Link from 'next/link';
import { ChangeEntry } from '@/components/changes/change-entry';
import { ChangeProgram } from '@/components/changes/change-program';
import { ChangesIndex } from '@/components/changes/changes-index';
import type { OfferedSeries } from '@/components/changes/live-program';
import { Main } from '@/components/chrome/main';
import { SiteHeader } from '@/components/chrome/site-header';
import { CHANGE_GROUPS, CHANGE_PROGRAMS, CHANGES } from '@/lib/changes/changes';
import { findRule } from '@/lib/rules/rules';
import { SERIES } from '@/lib/versions';
import { belowBase } from '../../base-path';
import { engineFiles, recordedChange } from '../../built';

export const metadata: Metadata = {
  title: 'What changed for deletes in SQLAlchemy 2.1 · Cascade Lens',
  description:
    'Every change from SQLAlchemy 2.0 to 2.1 that a delete can see: each with its issue, a Python program, and what it sends, warns of and raises on both series, side by side.',
};

/** Why a series has no runs here. */
function absences(): readonly string[] {
  const [first = ''] = CHANGE_PROGRAMS;
  const { runs } = recordedChange(first);
  return SERIES.flatMap((series) => {
    const run = runs[series];
    return 'absent' in run
      ? [`This build carries no SQLAlchemy ${series}, so its runs are missing below. The reason: ${run.absent}`]
      : [];
  });
}

/** What a tab can run the programs on, the older first. */
function offeredSeries(): readonly OfferedSeries[] {
  const { python } = engineFiles();
  return [...SERIES].reverse().flatMap((series) => {
    const carried = python.series[series];
    return 'absent' in carried ? [] : [{ series, version: carried.version, travels: carried.travels }];
  });
}

export default function ChangesPage() {
  const offered = offeredSeries();
  return (
    <>
      <SiteHeader current="rules" />
      <Main className="mx-auto max-w-[1180px] px-4 pb-24 sm:px-6">
        <div className="grid gap-3 pt-10 pb-8 lg:pt-14">
          <h1 className="text-[26px] leading-tight font-semibold tracking-[-0.02em] text-balance sm:text-[34px]">
            What changed in 2.1 for deletes
          </h1>
          <p className="max-w-[64ch] text-[16px] leading-relaxed text-pretty text-ink-2">
            Which rows are deleted, by whom and in which order is the same in SQLAlchemy 2.0 and 2.1. These{' '}
            {CHANGES.length} things around it are not. Each is shown by a program, run on both series and PostgreSQL
            when this page was built: what only one of them does is marked, labels of columns (V1) in many places. Each
            can be run again in this tab, and says whether it comes to the same. They are{' '}
            <Link
              href="/rules/"
              prefetch={false}
              className="underline decoration-line-strong underline-offset-4 hover:text-ink hover:decoration-ink"
            >
              rules
            </Link>
            , too, by the same numbers.
          </p>
          <noscript>
            <p className="text-[14px] text-ink-2">Running a program in this tab needs JavaScript.</p>
          </noscript>
          {absences().map((absence) => (
            <p key={absence} role="status" className="rounded-xl border border-line bg-card px-4 py-2.5 text-[14px]">
              {absence}
            </p>
          ))}
        </div>
        <ChangesIndex groups={CHANGE_GROUPS} />
        {CHANGE_GROUPS.map(({ title, changes }) => (
          <section key={title} aria-label={title} className="pt-8">
            <h2 className="pb-4 text-[21px] font-medium tracking-[-0.015em]">{title}</h2>
            {changes.map((change) => {
              const rule = findRule(change.id);
              if (!rule) return null;
              return (
                <ChangeEntry key={change.id} change={change} rule={rule}>
                  {change.programs.map((name) => (
                    <ChangeProgram
                      key={name}
                      name={name}
                      recorded={recordedChange(name)}
                      address={belowBase(`/rules/changes/${name}.json`)}
                      offered={offered}
                    />
                  ))}
                </ChangeEntry>
              );
            })}
          </section>
        ))}
      </Main>
    </>
  );
}

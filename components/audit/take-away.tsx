'use client';
// Taking the report away, and the changes that were put into the text.
import { useState } from 'react';
import { copyLink } from '@/components/save/copy-link';
import { saveFile } from '@/components/save/save-file';
import type { Finding } from '@/lib/audit/finding';
import type { Audited } from '@/lib/audit/progress';
import { reportOf } from '@/lib/audit/report';
import { MODELS } from './read-models';
import type { Accepted, AskedAudit } from './use-audit';

const BUTTON = 'h-9 rounded-lg border border-line-strong px-3 text-[14px] hover:bg-ink/5';

export function TakeAway({
  models,
  audited,
  findings,
  accepted,
  version,
}: {
  readonly models: AskedAudit;
  readonly audited: Audited;
  readonly findings: readonly Finding[];
  readonly accepted: Accepted | null;
  /** This project's. */
  readonly version: string;
}) {
  const [said, setSaid] = useState('');
  const link = async () => {
    const [{ packModels }, { LONGEST_LINK }] = await Promise.all([
      import('@/lib/audit/shared'),
      import('@/lib/yours/packed'),
    ]);
    const packed = await packModels(models);
    setSaid(
      packed.length > LONGEST_LINK
        ? 'The models are too long for a link: send the files.'
        : await copyLink(MODELS, packed),
    );
  };
  const save = (name: string, text: string, type: string) => saveFile(name, new Blob([text], { type }));
  const report = () => reportOf(audited, findings);
  const json = () => save('audit.json', `${JSON.stringify(report(), null, 1)}\n`, 'application/json');
  const markdown = async () => {
    const { markdownOf } = await import('@/lib/audit/markdown');
    save('audit.md', markdownOf(report()), 'text/markdown');
  };
  const sarif = async () => {
    const { sarifOf } = await import('@/lib/audit/sarif');
    save('audit.sarif', `${JSON.stringify(sarifOf(findings, version), null, 1)}\n`, 'application/sarif+json');
  };
  const patch = async ({ from, to }: Accepted) => {
    const { patchOf } = await import('@/lib/audit/patch');
    save('models.patch', patchOf(from, to), 'text/x-diff');
  };
  const migration = ({ migrations }: Accepted) => {
    const commented = migrations.map(({ sql, alembic }) => `${sql}\n\n${inComment(`With Alembic:\n${alembic}`)}\n`);
    save('migration.sql', commented.join('\n'), 'application/sql');
  };
  return (
    <div className="flex flex-wrap items-center gap-2 text-[14px] print:hidden">
      <span className="mr-1 text-ink-2">Take the report away:</span>
      <button type="button" className={BUTTON} onClick={markdown}>
        Markdown
      </button>
      <button type="button" className={BUTTON} onClick={json}>
        JSON
      </button>
      <button type="button" className={BUTTON} onClick={sarif}>
        SARIF
      </button>
      <button type="button" className={BUTTON} onClick={() => window.print()}>
        Print
      </button>
      <button type="button" className={BUTTON} onClick={link}>
        Copy a link with the models
      </button>
      <span role="status" className="text-[13px] text-ink-2">
        {said}
      </span>
      {accepted && (
        <div className="flex flex-wrap items-center gap-2">
          <span className="mr-1 text-ink-2">and what you put into the text:</span>
          <button type="button" className={BUTTON} onClick={() => patch(accepted)}>
            Patch
          </button>
          {accepted.migrations.length > 0 && (
            <button type="button" className={BUTTON} onClick={() => migration(accepted)}>
              Migration
            </button>
          )}
        </div>
      )}
    </div>
  );
}

const inComment = (text: string): string => text.replace(/^/gm, '-- ');

'use client';
// Taking the report away: as JSON, as Markdown, as SARIF, or printed.
import { saveFile } from '@/components/save/save-file';
import type { Finding } from '@/lib/audit/finding';
import type { Audited } from '@/lib/audit/progress';
import { reportOf } from '@/lib/audit/report';

const BUTTON = 'h-9 rounded-lg border border-line-strong px-3 text-[14px] hover:bg-ink/5';

export function TakeAway({
  audited,
  findings,
  version,
}: {
  readonly audited: Audited;
  readonly findings: readonly Finding[];
  /** This project's. */
  readonly version: string;
}) {
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
    </div>
  );
}

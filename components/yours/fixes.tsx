'use client';
// What the reader could change in their own text: the lines as they are and as they would be, tried with one click.
import { useEffect, useState } from 'react';
import type { Trace } from '@/lib/trace/trace';
import type { Draft } from '@/lib/yours/draft';
import { filesOf } from '@/lib/yours/files';
import type { Fix } from '@/lib/yours/fixes';
import type { ChangedLine } from '@/lib/yours/source-edit';

interface Shown {
  readonly fix: Fix;
  readonly lines: readonly ChangedLine[];
  readonly text: Draft;
}

const NONE: readonly Shown[] = [];

export function Fixes({
  trace,
  from,
  busy,
  onTry,
}: {
  readonly trace: Trace<null>;
  /** The text as it stands in the editor. */
  readonly from: Draft;
  readonly busy: boolean;
  readonly onTry: (text: Draft) => void;
}) {
  const [fixes, setFixes] = useState(NONE);
  useEffect(() => {
    let current = true;
    setFixes(NONE);
    // The parser of Python is that of the editor, which is there by now.
    Promise.all([import('@/lib/yours/fixes'), import('@/lib/yours/source-edit')]).then(
      ([{ fixesOf }, { applied, changedLines }]) => {
        if (!current) return;
        const files = filesOf(from);
        setFixes(
          fixesOf(trace, files).map((fix) => {
            const { [from.filename]: source = '', ...modules } = applied(files, fix.edits);
            return { fix, lines: changedLines(files, fix.edits), text: { ...from, source, modules } };
          }),
        );
      },
    );
    return () => {
      current = false;
    };
  }, [trace, from]);
  if (fixes.length === 0) return null;
  return (
    <section aria-labelledby="fixes" className="grid gap-3 rounded-xl border border-line bg-card px-4 py-3.5 sm:px-5">
      <h2 id="fixes" className="text-[15px] font-semibold">
        What to change in your text
      </h2>
      <ul className="grid gap-4">
        {fixes.map(({ fix, lines, text }) => (
          <li key={fix.text} className="grid gap-2">
            <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1.5">
              <p className="min-w-0 flex-1 basis-80 text-[14px]">{fix.text}</p>
              <button
                type="button"
                disabled={busy}
                className="h-8 rounded-lg border border-line-strong bg-card px-3 text-[13.5px] font-medium hover:border-ink disabled:opacity-60"
                aria-label={`Try it: ${fix.text}`}
                onClick={() => onTry(text)}
              >
                Try it
              </button>
            </div>
            <div className="rounded-lg border border-line bg-code px-3 py-2 font-mono text-[12.5px] leading-relaxed whitespace-pre-wrap wrap-anywhere">
              {lines.map(({ path, line, before, after }) => (
                <div key={`${path}:${line}`}>
                  <div className="font-sans text-[12px] text-ink-2">
                    {path}, line {line}
                  </div>
                  <del className="block text-bad no-underline">- {before.trim()}</del>
                  <ins className="block font-medium text-ink no-underline">+ {after.trim()}</ins>
                </div>
              ))}
            </div>
            {fix.migration && (
              <div className="grid gap-1">
                <p className="text-[13px] text-ink-2">The migration that does it where the tables are there:</p>
                <pre className="rounded-lg border border-line bg-code px-3 py-2 text-[12.5px] leading-relaxed whitespace-pre-wrap wrap-anywhere">
                  {fix.migration}
                </pre>
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

'use client';
// Taking a run away: its link, its place in the comparison, and its trace as the JSON that `npm run -s trace` prints.
import Link from 'next/link';
import { useState, useSyncExternalStore } from 'react';
import { useSearch } from '@/components/address/location';
import { keptComparison } from '@/components/compare/kept';
import { saveFile } from '@/components/download/save-file';
import { readComparison, withWay, writeComparison } from '@/lib/scenario/compare-url';
import { readUrl } from '@/lib/scenario/url';
import type { Run } from '@/lib/trace/trace';

const BUTTON =
  'h-9 rounded-lg border border-line bg-card px-3 text-[13.5px] text-ink-2 hover:border-line-strong hover:text-ink whitespace-nowrap';

/** Nothing changes what was compared while the explorer is open. */
const STAYS = () => () => {};

export function Share({ run }: { readonly run: Run<unknown> | null }) {
  const [said, setSaid] = useState('');
  const { scenario, engine } = readUrl(useSearch());
  const kept = useSyncExternalStore(STAYS, keptComparison, () => null);
  const comparison = withWay(kept ? readComparison(kept).ways : [], scenario);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(window.location.href);
      setSaid('Link copied');
    } catch {
      setSaid('The browser refused; the link is in the address bar');
    }
    setTimeout(() => setSaid(''), 2500);
  };
  const download = () => {
    if (!run) return;
    saveFile('trace.json', new Blob([JSON.stringify(run.trace)], { type: 'application/json' }));
  };
  return (
    <div className="flex items-center gap-2">
      <span aria-live="polite" className="text-[13px] text-ink-2 max-lg:sr-only">
        {said}
      </span>
      <button type="button" className={BUTTON} onClick={copy}>
        Copy link
      </button>
      <Link
        href={`/compare/${writeComparison(comparison, null, engine)}`}
        prefetch={false}
        className={`${BUTTON} grid place-items-center`}
      >
        Pin to compare
      </Link>
      <button type="button" className={`${BUTTON} max-sm:hidden`} onClick={download} disabled={!run}>
        Download trace
      </button>
    </div>
  );
}

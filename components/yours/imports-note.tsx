'use client';
// Which imports of the text stand-ins will take the place of, said before anything runs.
import { useDeferredValue, useEffect, useState } from 'react';
import type { Draft } from '@/lib/yours/draft';
import { filesOf } from '@/lib/yours/files';
import type { StoodFor } from '@/lib/yours/imports';

const NONE: readonly StoodFor[] = [];

export function ImportsNote({ text }: { readonly text: Draft }) {
  const shown = useDeferredValue(text);
  const [found, setFound] = useState(NONE);
  useEffect(() => {
    let current = true;
    import('@/lib/yours/imports').then(({ stoodFor }) => {
      if (!current) return;
      const next = stoodFor(filesOf(shown));
      setFound((now) => (JSON.stringify(now) === JSON.stringify(next) ? now : next));
    });
    return () => {
      current = false;
    };
  }, [shown]);
  if (found.length === 0) return null;
  return (
    <details className="border-t border-line px-3 py-1.5 text-[12.5px] text-ink-2">
      <summary>
        Not to be had in a tab, so stand-ins take {found.length === 1 ? 'its place' : 'their places'}:{' '}
        <code className="text-ink">{found.map(({ module }) => module).join(', ')}</code>
      </summary>
      <ul className="mt-1 grid gap-0.5 pl-4">
        {found.map(({ module, why }) => (
          <li key={module}>
            <code className="text-ink">{module}</code>: {why ?? 'it is none of the packages that this site carries'}.
          </li>
        ))}
      </ul>
      <p className="mt-1">
        A stand-in may be called, inherited from and used to decorate; nothing of what the real one does happens.
      </p>
    </details>
  );
}

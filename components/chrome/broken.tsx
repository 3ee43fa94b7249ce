'use client';
// What stands in place of a page that broke.
import { LoadAgain } from './load-again';
import { whatHappened } from './part';

/** `home` is the address of the explorer. */
export function Broken({ error, home }: { readonly error: unknown; readonly home: string }) {
  return (
    <div role="alert" className="grid gap-4">
      <h1 className="text-2xl font-semibold tracking-tight">This page {whatHappened(error)}</h1>
      <p className="text-ink-2">
        <LoadAgain />, or{' '}
        <a href={home} className="text-ink underline underline-offset-4">
          open the explorer
        </a>
        .
      </p>
    </div>
  );
}

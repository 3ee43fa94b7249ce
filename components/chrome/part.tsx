'use client';
// A part of a page that has code of its own, and stands or falls alone.
import { catchError } from 'next/error';
import { LoadAgain } from './load-again';

/** `what` is its name, for example "The stage". */
export const Part = catchError<{ readonly what: string }>(({ what }, { error }) => (
  <p role="alert" className="rounded-xl border border-bad/35 bg-bad-soft px-4 py-3 text-[14px] text-ink">
    {what} {whatHappened(error)} All else on the page goes on. <LoadAgain />
  </p>
));

/** In words that follow the name of what it happened to. */
export function whatHappened(error: unknown): string {
  if (error instanceof Error && error.name === 'ChunkLoadError') return 'did not arrive.';
  return `broke: ${String(error)}.`;
}

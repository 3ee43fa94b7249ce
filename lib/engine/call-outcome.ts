// How a call of a worker ended. Failures are data, because an exception loses its class on the way to the page.
import { DatabaseCrash } from '@/lib/database/connection';
import { DownloadError } from './download';
import type { FailureReason } from './failures';

export type CallOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: FailureReason; readonly detail: string };

export async function callOutcome(work: () => void | Promise<void>): Promise<CallOutcome> {
  try {
    await work();
    return { ok: true };
  } catch (error) {
    return { ok: false, reason: reasonOf(error), detail: detailOf(error) };
  }
}

function reasonOf(error: unknown): FailureReason {
  if (error instanceof DownloadError) return 'download';
  return /out of memory|memory access|allocation failed|could not allocate/i.test(detailOf(error))
    ? 'memory'
    : 'crashed';
}

function detailOf(error: unknown): string {
  const cause = error instanceof DatabaseCrash && error.cause ? `: ${String(error.cause)}` : '';
  return `${String(error)}${cause}`;
}

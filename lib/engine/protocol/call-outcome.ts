// How a call of a worker ended. Failures are data, because an exception loses its class on the way to the page.
import { DatabaseCrash, isOfMemory } from '@/lib/database/database-crash';
import { DownloadError } from './download';
import type { FailureReason, PythonFailureReason } from './failures';

export type CallOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly lost: 'postgresql'; readonly reason: FailureReason; readonly detail: string }
  /** PostgreSQL goes on without it. */
  | { readonly ok: false; readonly lost: 'sqlalchemy'; readonly reason: PythonFailureReason; readonly detail: string };

export function callOutcome(work: () => void | Promise<void>): Promise<CallOutcome> {
  return outcomeOf('postgresql', work);
}

/** For what Python does. PostgreSQL can be lost on the way, too, and is told apart. */
export function pythonOutcome(work: () => void | Promise<void>): Promise<CallOutcome> {
  return outcomeOf('sqlalchemy', work);
}

async function outcomeOf(at: 'postgresql' | 'sqlalchemy', work: () => void | Promise<void>): Promise<CallOutcome> {
  try {
    await work();
    return { ok: true };
  } catch (error) {
    const lost = error instanceof DatabaseCrash ? 'postgresql' : at;
    return { ok: false, lost, reason: reasonOf(error), detail: detailOf(error) };
  }
}

function reasonOf(error: unknown): 'download' | 'memory' | 'crashed' {
  if (error instanceof DownloadError) return 'download';
  return isOfMemory(detailOf(error)) ? 'memory' : 'crashed';
}

function detailOf(error: unknown): string {
  const cause = error instanceof DatabaseCrash && error.cause ? `: ${String(error.cause)}` : '';
  return `${String(error)}${cause}`;
}

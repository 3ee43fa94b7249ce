// What a reader has written, kept for this tab: it is there again after a reload.
import * as v from 'valibot';
import { type Draft, DraftSchema } from '@/lib/yours/draft';

const KEY = 'yours';

/** Null when nothing was written yet, or the browser keeps nothing. */
export function keptDraft(): Draft | null {
  try {
    return v.parse(DraftSchema, JSON.parse(sessionStorage.getItem(KEY) ?? 'null'));
  } catch {
    return null;
  }
}

export function keepDraft(draft: Draft): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(draft));
  } catch {
    // Then a reload begins anew.
  }
}

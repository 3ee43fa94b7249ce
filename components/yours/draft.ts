// What a reader has written, kept for this tab: it is there again after a reload.
import * as v from 'valibot';
import { DRIVERS, SERIES } from '@/lib/versions';

const KEY = 'yours';

const DraftSchema = v.object({
  source: v.string(),
  filename: v.string(),
  modules: v.record(v.string(), v.string()),
  sqlalchemy: v.picklist(SERIES),
  driver: v.nullable(v.picklist(DRIVERS)),
});
export type Draft = v.InferOutput<typeof DraftSchema>;

/** Null when nothing was written yet, or the browser keeps nothing. */
export function keptDraft(): Draft | null {
  try {
    return v.parse(DraftSchema, JSON.parse(sessionStorage.getItem(KEY) ?? 'null'));
  } catch {
    return null;
  }
}

/** Null forgets it. */
export function keepDraft(draft: Draft | null): void {
  try {
    if (draft) sessionStorage.setItem(KEY, JSON.stringify(draft));
    else sessionStorage.removeItem(KEY);
  } catch {
    // Then a reload begins anew.
  }
}

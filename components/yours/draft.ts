// What a reader has written, as it is kept for this tab.
import * as v from 'valibot';
import { kept } from '@/components/save/kept';
import { type Draft, DraftSchema } from '@/lib/yours/draft';

export const DRAFT = 'yours';

/** Null when nothing was written yet, or the browser keeps nothing. */
export const keptDraft = (): Draft | null => kept(DRAFT, (value) => v.parse(DraftSchema, value));

// A reader's program as it is written: its files, and what it is to run on.
import * as v from 'valibot';
import { DRIVERS, SERIES } from '@/lib/versions';

export const DraftSchema = v.object({
  source: v.string(),
  filename: v.string(),
  modules: v.record(v.string(), v.string()),
  sqlalchemy: v.picklist(SERIES),
  /** Null for whatever the program's URL names. */
  driver: v.nullable(v.picklist(DRIVERS)),
});
export type Draft = v.InferOutput<typeof DraftSchema>;

/** Whether two would run the same. */
export function isSameText(one: Draft, other: Draft): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

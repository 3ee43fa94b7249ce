// A reader's program as it stands in a link.
import * as v from 'valibot';
import { DraftSchema } from './draft';
import { pack, unpack } from './packed';

const SharedSchema = v.object({
  ...DraftSchema.entries,
  /** Of the run that was on the stage; null for its beginning. */
  step: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))),
});
export type Shared = v.InferOutput<typeof SharedSchema>;

export const packShared = (shared: Shared): Promise<string> => pack(shared);
export const unpackShared = (packed: string): Promise<Shared | null> => unpack(packed, SharedSchema);

// A reader's models as they are kept, and as they stand in a link.
import * as v from 'valibot';
import { DRIVERS, SERIES } from '@/lib/versions';
import { pack, unpack } from '@/lib/yours/packed';

export const ModelsSchema = v.object({
  files: v.record(v.string(), v.string()),
  on: v.object({ sqlalchemy: v.picklist(SERIES), driver: v.nullable(v.picklist(DRIVERS)) }),
});
export type Models = v.InferOutput<typeof ModelsSchema>;

export const packModels = ({ files, on }: Models): Promise<string> => pack({ files, on });
export const unpackModels = (packed: string): Promise<Models | null> => unpack(packed, ModelsSchema);

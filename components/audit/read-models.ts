// The models that a link brings, or that were written here before.

import { kept } from '@/components/save/kept';
import type { Files } from '@/lib/yours/files';
import type { AskedAudit } from './use-audit';

export const MODELS = 'models';

export interface Brought {
  readonly models: AskedAudit | null;
  readonly notice: string | null;
}

/** Of the address, or else of this tab. */
export async function readModels(): Promise<Brought> {
  const packed = new URLSearchParams(window.location.hash.slice(1)).get(MODELS);
  const written = packed === null ? kept(MODELS, (value) => value) : null;
  if (packed === null && written === null) return { models: null, notice: null };
  const [v, { ModelsSchema, unpackModels }] = await Promise.all([import('valibot'), import('@/lib/audit/shared')]);
  if (packed === null) {
    const read = v.safeParse(ModelsSchema, written);
    return { models: read.success ? read.output : null, notice: null };
  }
  const models = await unpackModels(packed);
  const notice = models
    ? 'These models came with the link. Nothing of them runs before you say so.'
    : 'The models in the link cannot be read: they were cut off on their way, or mangled. Ask for it again.';
  return { models, notice };
}

/** The one that is shown first. */
export const firstOf = (files: Files): string =>
  Object.keys(files).find((name) => name.endsWith('.py')) ?? Object.keys(files)[0] ?? '';

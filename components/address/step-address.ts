// The step of a program in its address: ?step=4. The beginning needs no word.
import type { Ignored } from '@/lib/scenario/ignored';

/** The step that an address asks for, null for none, and what was no step. */
export function readStep(search: string): { readonly step: number | null; readonly ignored: readonly Ignored[] } {
  const value = new URLSearchParams(search).get('step');
  if (value === null) return { step: null, ignored: [] };
  if (/^\d{1,15}$/.test(value)) return { step: Number(value), ignored: [] };
  const reason = 'it is not the number of a step';
  return { step: null, ignored: [{ field: 'step', value, reason, instead: 'You see the beginning of the run.' }] };
}

export const addressAt = (step: number | null) => (step === null ? '?' : `?step=${step}`);

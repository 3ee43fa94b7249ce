// The step of a program in its address: ?step=4. The beginning needs no word.

/** The step that an address asks for; null for none, "invalid" for what is no step. */
export function readStep(search: string): number | null | 'invalid' {
  const value = new URLSearchParams(search).get('step');
  if (value === null) return null;
  return /^\d{1,6}$/.test(value) ? Number(value) : 'invalid';
}

export const addressAt = (step: number | null) => (step === null ? '?' : `?step=${step}`);

// What of an address was not followed, in words.

/** A setting of the address that was not followed, and why, as the end of a sentence about it. */
export interface Ignored {
  /** The key in the address, for example "passive_deletes". */
  readonly field: string;
  readonly value: string;
  readonly reason: string;
  /** What is shown in its place, as a sentence, where it is not the default. */
  readonly instead?: string;
}

/** Characters of a value that are told. */
const TOLD = 60;

/** The value in quotation marks, cut where it is long. */
export const quoted = (value: string) => `“${value.length > TOLD ? `${value.slice(0, TOLD)}…` : value}”`;

/** What follows the name of the setting: "was ignored: …". */
export const ignoredWords = ({ value, reason, instead = 'The default stands in for it.' }: Ignored) =>
  `was ignored: ${quoted(value)}, ${reason}. ${instead}`;

/** A step that a run does not have, `last` being its last; null for one that it has, and for none. */
export function beyondEnd(step: number | null, last: number): Ignored | null {
  if (step === null || step <= last) return null;
  const reason = `the last step of this run is ${last}`;
  return { field: 'step', value: String(step), reason, instead: 'You see the end of the run.' };
}

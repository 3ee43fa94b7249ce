'use client';
// What was assumed of the models, each with its line.
import type { Place } from '@/lib/audit/facts';
import type { Audited } from '@/lib/audit/progress';

export function Assumptions({
  audited,
  numbers,
  onPlace,
}: {
  readonly audited: Audited;
  /** Of those that are shown, from 1; all where none are given. */
  readonly numbers?: readonly number[];
  readonly onPlace: (place: Place) => void;
}) {
  if ('error' in audited) return null;
  const shown = audited.facts.assumed.filter((_, at) => numbers?.includes(at + 1) ?? true);
  return (
    <ul className="mt-2 grid list-disc gap-1 pl-5">
      {shown.map(({ says, place }) => (
        <li key={says}>
          {says}
          {place && (
            <>
              {': '}
              <button
                type="button"
                className="underline underline-offset-4 hover:text-ink"
                onClick={() => onPlace(place)}
              >
                {place.file}, line {place.line}
              </button>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

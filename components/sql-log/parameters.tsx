// Parameters as Python sends them: one list, or for an executemany the number of sets and the first of them.
import type { Value } from '@/lib/trace/trace';

const FIRST_SETS = 3;

export function parameterText(values: readonly Value[]): string {
  return `[${values.map((value) => (value === null ? 'None' : JSON.stringify(value))).join(', ')}]`;
}

export function Parameters({ sets, many }: { readonly sets: readonly (readonly Value[])[]; readonly many: boolean }) {
  const shown = sets.slice(0, FIRST_SETS).map(parameterText).join(' ');
  if (!many) return sets[0]?.length ? shown : null;
  return (
    <>
      <b className="font-semibold">×{sets.length.toLocaleString('en')} sets</b> {shown}
      {sets.length > FIRST_SETS && ' …'}
    </>
  );
}

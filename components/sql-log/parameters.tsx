// Parameters as Python sends them: one list, or for an executemany the number of sets and the first of them.
import { numeral } from '@/lib/trace/quantity';
import type { ParameterSet, Value } from '@/lib/trace/trace';

const FIRST_SETS = 3;

const python = (value: Value | undefined) => (value === null ? 'None' : JSON.stringify(value));
const isList = (set: ParameterSet): set is readonly Value[] => Array.isArray(set);

export function parameterText(set: ParameterSet): string {
  if (isList(set)) return `[${set.map(python).join(', ')}]`;
  return `{${Object.entries(set)
    .map(([name, value]) => `${name}: ${python(value)}`)
    .join(', ')}}`;
}

export function Parameters({ sets, many }: { readonly sets: readonly ParameterSet[]; readonly many: boolean }) {
  const shown = sets.slice(0, FIRST_SETS).map(parameterText).join(' ');
  if (!many) return Object.keys(sets[0] ?? []).length > 0 ? shown : null;
  return (
    <>
      <b className="font-semibold">×{numeral(sets.length)} sets</b> {shown}
      {sets.length > FIRST_SETS && ' …'}
    </>
  );
}

// Many rows of a table, by their names in short.
import type { Name } from '@/lib/trace/key';
import { numeral } from '@/lib/trace/quantity';

const MOST_RANGES = 5;

const inWords = (name: Name) => (typeof name === 'number' ? numeral(name) : name);

/** Ascending names in short: "1–3, 7". */
export function keysInWords(names: readonly Name[]): string {
  const ranges: [Name, Name][] = [];
  for (const name of names) {
    const range = ranges.at(-1);
    if (range && typeof name === 'number' && range[1] === name - 1) range[1] = name;
    else ranges.push([name, name]);
  }
  const shown = ranges
    .slice(0, MOST_RANGES)
    .map(([from, to]) => (from === to ? inWords(from) : `${inWords(from)}–${inWords(to)}`));
  return shown.join(', ') + (ranges.length > MOST_RANGES ? ' …' : '');
}

// Keys of rows and objects: made from values, put in order, looked up.
import type { Key, Value } from './trace';

/** One value stands for itself, several are written as PostgreSQL writes a row. */
export function keyOf(values: readonly Value[]): Key {
  const [only] = values;
  if (values.length === 1) return only ?? '';
  return `(${values.map((value) => value ?? 'NULL').join(', ')})`;
}

const collator = new Intl.Collator('en', { numeric: true });

/** Ascending: numbers by size, texts with the numbers in them by size. */
export function compareKeys(a: Key, b: Key): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
}

const isNumber = (key: Key): key is number => typeof key === 'number';

/** Looks a key's position up: an array when the keys are dense, as ids are, so that 10,000 of them cost no hashing. */
export function positionsOf(keys: readonly Key[]): (key: Key) => number {
  const largest = keys.reduce<number>((max, key) => (isNumber(key) ? Math.max(max, key) : max), 0);
  const dense = largest <= 4 * keys.length + 1000 && keys.every((key) => isNumber(key) && key >= 0);
  if (!dense) {
    const positions = new Map(keys.map((key, position) => [key, position]));
    return (key) => positions.get(key) ?? -1;
  }
  const positions = new Int32Array(largest + 1).fill(-1);
  keys.forEach((key, position) => {
    positions[Number(key)] = position;
  });
  return (key) => positions[Number(key)] ?? -1;
}

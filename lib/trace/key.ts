// Keys of rows and objects: made from values, named, put in order, looked up.
import type { Table } from './schema';
import type { Key, Value } from './value';

/** What a row or an object is called where one word has to do; by it rows are looked up. */
export type Name = number | string;

/** One value stands for itself, several for a list. */
export function keyOf(values: readonly Value[]): Key {
  const [only] = values;
  return values.length === 1 ? (only ?? '') : values;
}

/** Several values are written as PostgreSQL writes a row. */
export function nameOf(key: Key): Name {
  return typeof key === 'object' ? `(${key.map((value) => value ?? 'NULL').join(', ')})` : key;
}

let collator: Intl.Collator | undefined;

/** Ascending: numbers by size, texts with the numbers in them by size. Texts alone pay for the collator's start. */
export function compareNames(a: Name, b: Name): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  collator ??= new Intl.Collator('en', { numeric: true });
  return collator.compare(String(a), String(b));
}

const isNumber = (name: Name): name is number => typeof name === 'number';

/** Looks a name's position up: an array when the names are dense, as ids are, so that 10,000 of them cost no hashing. */
export function positionsOf(names: readonly Name[]): (name: Name) => number {
  const largest = names.reduce<number>((max, name) => (isNumber(name) ? Math.max(max, name) : max), 0);
  const dense = largest <= 4 * names.length + 1000 && names.every((name) => isNumber(name) && name >= 0);
  if (!dense) {
    const positions = new Map(names.map((name, position) => [name, position]));
    return (name) => positions.get(name) ?? -1;
  }
  const positions = new Int32Array(largest + 1).fill(-1);
  names.forEach((name, position) => {
    positions[Number(name)] = position;
  });
  return (name) => positions[Number(name)] ?? -1;
}

/** Positions of the columns that name a table's rows. */
export function keyColumnsOf({ columns, key }: Pick<Table, 'columns' | 'key'>): readonly number[] {
  const names = key.length > 0 ? key : columns.map(({ name }) => name);
  return names.map((name) => columns.findIndex((column) => column.name === name));
}

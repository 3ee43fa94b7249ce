// Numbers and rows in words.
import type { Names } from '@/lib/scenario/shape';
import type { Schema } from '@/lib/trace/schema';

const digits = new Intl.NumberFormat('en');

export const numeral = (count: number): string => digits.format(count);

/** "1 post", "3 posts". */
export function quantity(count: number, one: string, many = `${one}s`): string {
  return `${numeral(count)} ${count === 1 ? one : many}`;
}

/** "a", "a and b", "a, b and c". */
export function list(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** How to speak of the rows of a table. */
export interface Rows {
  /** "3 posts", "3 rows of comments". */
  readonly count: (count: number) => string;
  /** What points at another table: "user_id". */
  readonly reference: string;
  /** Whom a row belongs to, where that has a word: "user". */
  readonly owner: string | null;
}

export function rowsIn(table: string, { tables }: Schema, names: Names | null): Rows {
  const foreignKeys = tables.find(({ name }) => name === table)?.foreignKeys ?? [];
  const columns = [...new Set(foreignKeys.flatMap((each) => each.columns))];
  const [only] = columns;
  return {
    count: (count) => (names ? quantity(count, names.one, names.many) : `${quantity(count, 'row')} of ${table}`),
    reference: columns.length === 1 && only !== undefined ? only : 'a column',
    owner: names && 'user',
  };
}

// Lists and rows in words.
import type { Names } from '@/lib/scenario/shape';
import type { Actor } from '@/lib/trace/actor';
import { quantity } from '@/lib/trace/quantity';
import type { Schema } from '@/lib/trace/schema';
import type { Summary } from '@/lib/trace/summary';

/** "a", "a and b", "a, b and c". */
export function list(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

const COUNTED = ['no', 'one', 'two', 'three', 'four', 'five'];

/** "one SELECT and two DELETEs". */
export function verbsInWords({ verbs }: Pick<Summary, 'verbs'>): string {
  return list([...verbs].map(([verb, count]) => `${COUNTED[count] ?? count} ${verb}${count === 1 ? '' : 's'}`));
}

/** How to speak of the rows of a table. */
export interface Rows {
  /** "3 posts", "3 rows of comments". */
  readonly count: (count: number) => string;
  /** What points at another table and an actor sets to NULL: "user_id". */
  readonly reference: (actor: Actor) => string;
  /** Whom a row belongs to, where that has a word: "user". */
  readonly owner: string | null;
}

export function rowsIn(table: string, { tables }: Schema, names: Names | null): Rows {
  const foreignKeys = tables.find(({ name }) => name === table)?.foreignKeys ?? [];
  const nulledBy = (actor: Actor) => [
    ...new Set(foreignKeys.flatMap((each) => (actor === 'foreign-key' && each.onDeleteColumns) || each.columns)),
  ];
  return {
    count: (count) => (names ? quantity(count, names.one, names.many) : `${quantity(count, 'row')} of ${table}`),
    reference: (actor) => {
      const [only, ...others] = nulledBy(actor);
      return only !== undefined && others.length === 0 ? only : 'a column';
    },
    owner: names && 'user',
  };
}

// What a run does not know of itself, in plain words: rows whose end nobody was seen to cause, and what could not be
// observed at all.

import { nameOf } from '@/lib/trace/key';
import { numeral, quantity } from '@/lib/trace/quantity';
import type { Trace, Unexplained } from '@/lib/trace/trace';
import { list } from './words';

/** As many rows are named, the others are counted. */
const NAMED = 3;

const ENDS = {
  gone: (rows: string, one: boolean) =>
    `${rows} ${one ? 'is' : 'are'} gone, and nothing here saw who deleted ${one ? 'it' : 'them'}`,
  new: (rows: string, one: boolean) =>
    `${rows} ${one ? 'is' : 'are'} new, and nothing here saw who inserted ${one ? 'it' : 'them'}`,
  other: (rows: string, one: boolean) =>
    `${rows} ${one ? 'is' : 'are'} not as before, and nothing here saw who changed ${one ? 'it' : 'them'}`,
} as const;

const endOf = ({ was, is }: Unexplained): keyof typeof ENDS => (is === null ? 'gone' : was === null ? 'new' : 'other');

/** Sentences; none when all was seen. */
export function doubtsOf({ unexplained, missing }: Pick<Trace<unknown>, 'unexplained' | 'missing'>): readonly string[] {
  const groups = new Map<string, Unexplained[]>();
  for (const row of unexplained) {
    const id = `${endOf(row)} ${row.table}`;
    groups.set(id, [...(groups.get(id) ?? []), row]);
  }
  const rows = [...groups.values()].map((group) => {
    const [first] = group as [Unexplained, ...Unexplained[]];
    const names = group.slice(0, NAMED).map(({ key }) => String(key === null ? 'one without a key' : nameOf(key)));
    const more = group.length > NAMED ? [`${numeral(group.length - NAMED)} more`] : [];
    const what = `${quantity(group.length, 'row')} of ${first.table} (${list([...names, ...more])})`;
    return `${ENDS[endOf(first)](what, group.length === 1)}.`;
  });
  return [...rows, ...missing.map((sentence) => `${sentence}.`.replace(/[.!?]\.$/, '.'))];
}

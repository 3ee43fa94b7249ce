// What a reader is asked to predict of a run: its rows, together where the settings cannot part them, and the fates
// that the settings leave open. Nothing here looks at what happened.

import { CHILD_KEYS, OPERATIONS } from '@/lib/scenario/operations';
import type { Scenario } from '@/lib/scenario/scenario';
import { NAMES } from '@/lib/scenario/shape';
import type { Doer } from '@/lib/trace/actor';
import { nameOf } from '@/lib/trace/key';
import { numeral } from '@/lib/trace/quantity';
import type { RunIndex } from '@/lib/trace/run-index';
import type { TableIndex } from '@/lib/trace/table-index';
import { list } from '@/lib/verdict/words';

/** What becomes of a row: removed by one of these, or it stays, as it was or not. */
export type Fate = Doer | 'stays' | 'nulled' | 'changed';

/** Rows that a reader answers for together. */
export interface Line {
  readonly id: string;
  readonly label: string;
  readonly table: string;
  /** Their places in the table of the run. */
  readonly rows: readonly number[];
}

/** Rows that can still be answered for one by one. */
export const MOST_APART = 12;

/** The children that the settings name, by key. */
function named({ operation, loaded, gone }: Scenario): ReadonlySet<number> {
  const { speaksOf, unloaded } = OPERATIONS[operation];
  const spoken = speaksOf.map((variable) => CHILD_KEYS[variable]);
  // who takes the first of a collection takes the second where the first is gone
  const next = gone === 'post-1' && loaded === 'no' && unloaded ? [2] : [];
  return new Set([
    ...spoken.filter((key) => key !== undefined),
    ...next,
    ...(loaded === 'partial' || gone === 'post-1' ? [1] : []),
    ...(gone === 'post-2' ? [2] : []),
  ]);
}

const lineOf = (table: TableIndex, rows: readonly number[], label: string): Line => ({
  id: `${table.name}:${nameOf(table.names[rows[0] ?? 0] ?? '')}+${rows.length}`,
  label,
  table: table.name,
  rows,
});

/** "post 1", "posts 1, 2 and 3", "posts 1 to 200". */
function called({ names }: TableIndex, rows: readonly number[], one: string, many: string): string {
  const said = rows.map((row) => numeral(Number(names[row])));
  if (said.length === 1) return `${one} ${said[0]}`;
  return said.length > 5 ? `${many} ${said[0]} to ${said.at(-1)}` : `${many} ${list(said)}`;
}

/** The rows of a run, each that was there before it once, in the order of its tables. */
export function linesOf(index: RunIndex<Scenario>): readonly Line[] {
  const { scenario } = index.trace;
  const { one, many, table: children } = NAMES[scenario.shape];
  const alone = named(scenario);
  return index.tables.flatMap((table) => {
    const seeded = table.rows.flatMap((_, row) => (table.seeded[row] ? [row] : []));
    if (table.name !== children) return seeded.map((row) => lineOf(table, [row], `user ${table.names[row]}`));
    const owner = table.columns.indexOf('user_id');
    const groups = new Map<string, number[]>();
    for (const row of seeded) {
      const of = table.rows[row]?.[owner] ?? null;
      const key = alone.has(Number(table.names[row])) ? `row ${row}` : `user ${of}`;
      const group = groups.get(key) ?? [];
      group.push(row);
      groups.set(key, group);
    }
    return [...groups.values()].map((rows) => {
      const [first = 0] = rows;
      return lineOf(table, rows, `${called(table, rows, one, many)} of user ${table.rows[first]?.[owner] ?? 'NULL'}`);
    });
  });
}

/** The same rows one by one. */
export function apart(index: RunIndex<Scenario>, { table: name, rows }: Line): readonly Line[] {
  const { one, many, table: children } = NAMES[index.trace.scenario.shape];
  const table = index.tables.find((each) => each.name === name);
  if (!table) return [];
  const own = name === children;
  return rows.map((row) => lineOf(table, [row], called(table, [row], own ? one : 'user', own ? many : 'users')));
}

/** The fates to choose from, the same for each row. */
export function fatesOf({ operation, onDelete, gone, mapper }: Scenario): readonly Fate[] {
  const { does } = OPERATIONS[operation];
  const changes = does === 'moves-child' || does === 'edits-child' || onDelete === 'SET DEFAULT';
  return [
    'client',
    'foreign-key',
    'stays',
    'nulled',
    ...(changes || mapper === 'version-id-col' ? (['changed'] as const) : []),
    ...(gone === 'nothing' ? [] : (['elsewhere'] as const)),
  ];
}

/** Of one row or of many. */
export const FATE_WORDS: Readonly<Record<Fate, string>> = {
  client: 'removed by the ORM',
  'foreign-key': 'removed by the foreign key',
  trigger: 'removed by a trigger',
  elsewhere: 'removed by another connection',
  stays: 'still there',
  nulled: 'still there, with NULL',
  changed: 'still there, changed',
};

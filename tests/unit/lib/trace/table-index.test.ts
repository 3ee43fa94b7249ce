// Which rows a table has over a whole run, and which of them each effect touched.
import { expect, test } from 'vitest';
import { indexRun } from '@/lib/trace/run-index';
import type { Table } from '@/lib/trace/schema';
import type { Effect, Row, Trace } from '@/lib/trace/trace';
import { aRun, deletes, inserts, statement, transaction, updates } from '@/tests/unit/a-run';

/** The index of one table, and the names of the rows that the effects touched. */
function indexed(run: Trace<null>, wanted: string) {
  const { tables, effects, tableOfEffect, rowOfEffect } = indexRun(run);
  const table = tables.find(({ name }) => name === wanted);
  if (!table) throw new Error(`no table ${wanted}`);
  const touched = effects.map((_, at) => {
    const of = tables[tableOfEffect[at] ?? -1];
    return [of?.name, of?.names[rowOfEffect[at] ?? -1]];
  });
  return { ...table, touched };
}
const committed = (...effects: Effect[]) => [transaction('begin'), statement('', effects), transaction('commit')];

test('rows of the seed and inserted ones stand in the order of their names', () => {
  const events = committed(
    inserts('posts', 10, [10, 'p10', 2]),
    inserts('posts', 5, [5, 'p5', 2]),
    deletes('posts', 10),
  );
  const { names, rows, seeded, columns, touched } = indexed(aRun(events), 'posts');
  expect(names).toEqual([1, 2, 3, 4, 5, 10]);
  expect(rows.slice(4)).toEqual([
    [5, 'p5', 2],
    [10, 'p10', 2],
  ]);
  expect([...seeded]).toEqual([1, 1, 1, 1, 0, 0]);
  expect(columns).toEqual(['id', 'title', 'user_id']);
  expect(touched).toEqual([
    ['posts', 10],
    ['posts', 5],
    ['posts', 10],
  ]);
});

test('an inserted row that nobody described is as it is in the end, and else nothing but its name', () => {
  const events = committed(inserts('posts', 5, null), inserts('posts', 6, null), deletes('posts', 6));
  const rows = { ...aRun([]).rows, posts: [...(aRun([]).rows.posts ?? []), [5, 'seen', 1]] as Row[] };
  expect(indexed(aRun(events, rows), 'posts').rows.slice(4)).toEqual([[5, 'seen', 1], [6]]);
});

test('a row that comes back under its key is the same row; one that nobody has seen is none', () => {
  const events = committed(deletes('posts', 1), inserts('posts', 1, [1, 'back', 2]), deletes('posts', 99));
  const { names, touched } = indexed(aRun(events), 'posts');
  expect(names).toEqual([1, 2, 3, 4]);
  expect(touched.map(([, name]) => name)).toEqual([1, 1, undefined]);
});

test('a row whose key changes is the same row, and keeps its first name and its place', () => {
  const moves = (from: number, to: number) => updates('posts', from, [{ column: 'id', from, to }]);
  const events = committed(moves(1, 10), deletes('posts', 10), moves(2, 1), deletes('posts', 1));
  const { names, touched } = indexed(aRun(events), 'posts');
  expect(names).toEqual([1, 2, 3, 4]);
  expect(touched.map(([, name]) => name)).toEqual([1, 1, 2, 2]);
});

test('a row that takes a key which another has left is another row', () => {
  const events = committed(
    updates('posts', 1, [{ column: 'id', from: 1, to: 10 }]),
    inserts('posts', 1, [1, 'new', 2]),
    deletes('posts', 10),
  );
  const { tables, rowOfEffect } = indexRun(aRun(events));
  const [moved = -1, inserted = -1, deleted = -1] = rowOfEffect;
  expect(deleted).toBe(moved);
  const posts = tables.find(({ name }) => name === 'posts');
  expect([moved, inserted].map((row) => [posts?.rows[row], posts?.seeded[row]])).toEqual([
    [[1, 'p1', 1], 1],
    [[1, 'new', 2], 0],
  ]);
});

test('rows go by all columns of their key, and by all they have where there is none', () => {
  const table = (name: string, key: readonly string[]): Table => ({
    name,
    columns: ['post_id', 'tag_id'].map((column) => ({ name: column, type: 'integer', nullable: false })),
    key,
    foreignKeys: [],
  });
  const rows: Row[] = [
    [1, 9],
    [1, 10],
  ];
  const gone: Effect = { by: 'client', operation: 'DELETE', table: 'loose', key: null, row: [1, 10] };
  const moved = updates('tagged', [1, 10], [{ column: 'tag_id', from: 10, to: 11 }], 'foreign-key');
  const run = aRun(committed(gone, moved, deletes('tagged', [1, 11])), undefined, {
    schema: { tables: [table('tagged', ['post_id', 'tag_id']), table('loose', [])], classes: [] },
    before: { tagged: rows, loose: rows },
  });
  expect(indexed(run, 'tagged').names).toEqual(['(1, 9)', '(1, 10)']);
  expect(indexed(run, 'loose').touched).toEqual([
    ['loose', '(1, 10)'],
    ['tagged', '(1, 10)'],
    ['tagged', '(1, 10)'],
  ]);
});

test('tables come in the order of the schema, then those that only the rows or the effects know', () => {
  const run = aRun(committed(deletes('elsewhere', 1)), undefined, { before: { ...aRun([]).before, more: [[1]] } });
  expect(indexRun(run).tables.map(({ name }) => name)).toEqual(['users', 'posts', 'more', 'elsewhere']);
});

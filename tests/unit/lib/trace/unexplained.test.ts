// Rows whose end the witness did not see coming. Each test tells what it saw and what is there in the end.
import { describe, expect, it } from 'vitest';
import type { Schema, Table } from '@/lib/trace/schema';
import type { Effect, Row, Tables, Trace } from '@/lib/trace/trace';
import { unexplainedRows } from '@/lib/trace/unexplained';
import { aRun, deletes, inserts, statement, transaction, updates } from '@/tests/unit/a-run';

const SEED = aRun([]).before;
const [POST_1, POST_2, POST_3, POST_4]: readonly Row[] = SEED.posts ?? [];

const committed = (...effects: Effect[]) => [
  transaction('begin'),
  statement('a statement', effects),
  transaction('commit'),
];
/** What is unexplained when these effects were committed and the posts are these in the end. */
const among = (posts: readonly (Row | undefined)[], ...effects: Effect[]) =>
  unexplainedRows(aRun(committed(...effects), { ...SEED, posts: posts.flatMap((row) => (row ? [row] : [])) }));
const retitled = (key: number, to: string) => updates('posts', key, [{ column: 'title', from: `p${key}`, to }]);

describe('what is told is explained', () => {
  it('when nothing happens', () => {
    expect(unexplainedRows(aRun([]))).toEqual([]);
  });

  it('when rows are deleted, by whomever', () => {
    expect(among([POST_3, POST_4], deletes('posts', 1), deletes('posts', 2, 'foreign-key'))).toEqual([]);
    expect(
      among([], ...[1, 2, 3, 4].map((key): Effect => ({ ...deletes('posts', key), operation: 'TRUNCATE' }))),
    ).toEqual([]);
  });

  it('when rows are changed, in several columns and several times', () => {
    const both = updates('posts', 1, [
      { column: 'title', from: 'p1', to: 'x' },
      { column: 'user_id', from: 1, to: 2 },
    ]);
    const again = updates('posts', 1, [{ column: 'title', from: 'x', to: 'y' }]);
    expect(among([[1, 'y', 2], POST_2, POST_3, POST_4], both, again, updates('posts', 2, []))).toEqual([]);
  });

  it('when rows are inserted, with or without a word on their values, and changed or deleted again', () => {
    const rows = [POST_1, POST_2, POST_3, POST_4];
    expect(among([...rows, [5, 'new', 2]], inserts('posts', 5, [5, 'new', 2]))).toEqual([]);
    expect(among([...rows, [5, 'new', 2]], inserts('posts', 5, null))).toEqual([]);
    expect(among([...rows, [5, 'x', 2]], inserts('posts', 5, [5, 'p5', 2]), retitled(5, 'x'))).toEqual([]);
    expect(among([...rows, [5, 'x', 2]], inserts('posts', 5, null), retitled(5, 'x'))).toEqual([]);
    expect(among(rows, inserts('posts', 5, [5, 'p5', 2]), deletes('posts', 5))).toEqual([]);
  });

  it('when a row is deleted and comes back otherwise', () => {
    const back = inserts('posts', 1, [1, 'back', 2]);
    expect(among([[1, 'back', 2], POST_2, POST_3, POST_4], deletes('posts', 1), back)).toEqual([]);
  });

  it('when a key changes, and the row is touched under its new one', () => {
    const moved = updates('posts', 1, [{ column: 'id', from: 1, to: 10 }]);
    const retitledThere = updates('posts', 10, [{ column: 'title', from: 'p1', to: 'x' }]);
    expect(among([POST_2, POST_3, POST_4, [10, 'x', 1]], moved, retitledThere)).toEqual([]);
    expect(among([POST_2, POST_3, POST_4], moved, deletes('posts', 10))).toEqual([]);
    const unknown = inserts('posts', 1, null);
    expect(among([POST_2, POST_3, POST_4, [10, 'z', 1]], deletes('posts', 1), unknown, moved)).toEqual([]);
  });

  it('when what was done is taken back, in whole or to a savepoint', () => {
    const effects = [deletes('posts', 1), retitled(2, 'x'), inserts('posts', 5, [5, 'p5', 1])];
    const all = statement('a statement', effects);
    expect(unexplainedRows(aRun([transaction('begin'), all, transaction('rollback')]))).toEqual([]);
    expect(unexplainedRows(aRun([transaction('begin'), all]))).toEqual([]);
    const savepoint = [transaction('savepoint', { name: 'a' }), all, transaction('rollback-to', { name: 'a' })];
    const events = [transaction('begin'), ...savepoint, statement('', [deletes('posts', 4)]), transaction('commit')];
    expect(unexplainedRows(aRun(events, { ...SEED, posts: (SEED.posts ?? []).slice(0, 3) }))).toEqual([]);
  });

  it('when PostgreSQL works a generated column out', () => {
    const run = aRun(committed(retitled(1, 'x')), { ...SEED, posts: [[1, 'x', 99], POST_2, POST_3, POST_4] as Row[] });
    const tables = run.schema.tables.map((table) => ({
      ...table,
      columns: table.columns.map((column) =>
        column.name === 'user_id' ? { ...column, generated: true as const } : column,
      ),
    }));
    expect(unexplainedRows({ ...run, schema: { ...run.schema, tables } })).toEqual([]);
  });
});

describe('what is not told is unexplained', () => {
  it('a row that is gone', () => {
    expect(among([POST_2, POST_3], deletes('posts', 1))).toEqual([{ table: 'posts', key: 4, was: POST_4, is: null }]);
  });

  it('a row that was not gone after all', () => {
    const rows = [POST_1, POST_2, POST_3, POST_4];
    expect(among(rows, deletes('posts', 1))).toEqual([{ table: 'posts', key: 1, was: POST_1, is: POST_1 }]);
  });

  it('a value that is another', () => {
    const odd: Row = [2, 'odd', 1];
    expect(among([POST_1, odd, POST_3, POST_4])).toEqual([{ table: 'posts', key: 2, was: POST_2, is: odd }]);
    // also where another column was seen to change, and where the change had another end
    const seen = updates('posts', 2, [{ column: 'user_id', from: 1, to: 2 }]);
    const both: Row = [2, 'odd', 2];
    expect(among([POST_1, both, POST_3, POST_4], seen)).toEqual([{ table: 'posts', key: 2, was: POST_2, is: both }]);
    expect(among([POST_1, odd, POST_3, POST_4], retitled(2, 'x'))).toHaveLength(1);
  });

  it('a row that appears, also one that was seen only when it was changed', () => {
    const five: Row = [5, 'five', 1];
    const rows = [POST_1, POST_2, POST_3, POST_4, five];
    const appeared = [{ table: 'posts', key: 5, was: null, is: five }];
    expect(among(rows)).toEqual(appeared);
    expect(among(rows, retitled(5, 'five'))).toEqual(appeared);
  });

  it('an inserted row that is otherwise, or not there', () => {
    const rows = [POST_1, POST_2, POST_3, POST_4];
    const inserted = inserts('posts', 5, [5, 'p5', 1]);
    const odd: Row = [5, 'odd', 1];
    expect(among([...rows, odd], inserted)).toEqual([{ table: 'posts', key: 5, was: null, is: odd }]);
    expect(among(rows, inserted)).toEqual([{ table: 'posts', key: 5, was: null, is: null }]);
    expect(among(rows, inserts('posts', 5, null))).toEqual([{ table: 'posts', key: 5, was: null, is: null }]);
  });

  it('a row that should have another key: one is missing there, and one is here', () => {
    const moved = updates('posts', 1, [{ column: 'id', from: 1, to: 10 }]);
    expect(among([POST_1, POST_2, POST_3, POST_4], moved)).toEqual([
      { table: 'posts', key: 10, was: POST_1, is: null },
      { table: 'posts', key: 1, was: POST_1, is: POST_1 },
    ]);
  });

  it('what was taken back and happened all the same', () => {
    const events = [transaction('begin'), statement('', [deletes('posts', 1)]), transaction('rollback')];
    const rows: Tables = { ...SEED, posts: (SEED.posts ?? []).slice(1) };
    expect(unexplainedRows(aRun(events, rows))).toEqual([{ table: 'posts', key: 1, was: POST_1, is: null }]);
  });
});

describe('rows of tables with other keys', () => {
  const table = (name: string, key: readonly string[]): Table => ({
    name,
    columns: ['post_id', 'tag_id'].map((column) => ({ name: column, type: 'integer', nullable: false })),
    key,
    foreignKeys: [],
  });
  const schema: Schema = { tables: [table('tagged', ['post_id', 'tag_id']), table('loose', [])], classes: [] };
  const rows: readonly Row[] = [
    [1, 7],
    [1, 8],
  ];
  const left = (after: Tables, ...effects: Effect[]) => {
    const run: Trace<null> = aRun(committed(...effects), after, { schema, before: { tagged: rows, loose: rows } });
    return unexplainedRows(run);
  };

  it('are told by all columns of the key, as a list', () => {
    expect(left({ tagged: [[1, 8]], loose: rows }, deletes('tagged', [1, 7]))).toEqual([]);
    expect(left({ tagged: [[1, 8]], loose: rows })).toEqual([{ table: 'tagged', key: [1, 7], was: [1, 7], is: null }]);
    expect(left({ tagged: rows, loose: rows }, inserts('tagged', [2, 7], null))).toEqual([
      { table: 'tagged', key: [2, 7], was: null, is: null },
    ]);
  });

  it('are the same row when one column of the key changes', () => {
    const moved = updates('tagged', [1, 7], [{ column: 'post_id', from: 1, to: 2 }], 'foreign-key');
    const after: readonly Row[] = [
      [1, 8],
      [2, 7],
    ];
    expect(left({ tagged: after, loose: rows }, moved)).toEqual([]);
    expect(left({ tagged: [[1, 8]], loose: rows }, moved, deletes('tagged', [2, 7]))).toEqual([]);
  });

  it('are told by all of the row where there is no key', () => {
    const gone: Effect = { by: 'client', operation: 'DELETE', table: 'loose', key: null, row: [1, 7] };
    const moved: Effect = { ...gone, operation: 'UPDATE', changes: [{ column: 'tag_id', from: 7, to: 9 }] };
    const after: readonly Row[] = [
      [1, 8],
      [1, 9],
    ];
    expect(left({ tagged: rows, loose: [[1, 8]] }, gone)).toEqual([]);
    expect(left({ tagged: rows, loose: after }, moved)).toEqual([]);
    expect(left({ tagged: rows, loose: after })).toEqual([
      { table: 'loose', key: [1, 7], was: [1, 7], is: null },
      { table: 'loose', key: [1, 9], was: null, is: [1, 9] },
    ]);
  });
});

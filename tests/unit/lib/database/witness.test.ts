import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import { effectsOf } from '@/lib/database/witness';
import { DEFAULT_SCENARIO, type Scenario } from '@/lib/scenario/scenario';
import type { Effect, Value } from '@/lib/trace/trace';

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

const DELETE_USER = 'DELETE FROM users WHERE users.id = $1::INTEGER';
const DELETE_POST = 'DELETE FROM posts WHERE posts.id = $1::INTEGER';
const UPDATE_POST = 'UPDATE posts SET user_id=$1::INTEGER WHERE posts.id = $2::INTEGER';

/** Effects as "client DELETE users(1)" or "foreign-key UPDATE posts(1) user_id 1→null". */
function short({ by, operation, table, key, changes = [] }: Effect): string {
  const changed = changes.map(({ column, from, to }) => ` ${column} ${from}→${to}`);
  return `${by} ${operation} ${table}(${key})${changed.join()}`;
}

function witnessed(settings: Partial<Scenario>, sql: string, ...parameters: Value[][]) {
  database.prepare({ ...DEFAULT_SCENARIO, ...settings });
  const { effects, error } = database.execute({ sql, parameters, many: parameters.length > 1 });
  return { effects: effects.map(short), statements: new Set(effects.map((it) => it.statement)), error };
}

test('W1: a cascade is the foreign key’s, the row that set it off is the client’s', () => {
  expect(witnessed({ onDelete: 'CASCADE' }, DELETE_USER, [1]).effects).toEqual([
    'client DELETE users(1)',
    'foreign-key DELETE posts(1)',
    'foreign-key DELETE posts(2)',
    'foreign-key DELETE posts(3)',
  ]);
});

test('W2: an effect of a foreign key carries the statement that the foreign key ran', () => {
  const where = 'WHERE $1 OPERATOR(pg_catalog.=) "user_id"';
  const statements = (settings: Partial<Scenario>) =>
    witnessed({ nullable: true, ...settings }, DELETE_USER, [1]).statements;
  expect(statements({ onDelete: 'CASCADE' })).toEqual(
    new Set([undefined, `DELETE FROM ONLY "public"."posts" ${where}`]),
  );
  expect(statements({ onDelete: 'SET NULL' })).toEqual(
    new Set([undefined, `UPDATE ONLY "public"."posts" SET "user_id" = NULL ${where}`]),
  );
  expect(statements({ onDelete: 'SET DEFAULT' })).toEqual(
    new Set([undefined, `UPDATE ONLY "public"."posts" SET "user_id" = DEFAULT ${where}`]),
  );
  expect(statements({ onDelete: 'CASCADE', shape: 'one-to-one' })).toEqual(
    new Set([undefined, `DELETE FROM ONLY "public"."profiles" ${where}`]),
  );
});

test('SET NULL and SET DEFAULT report the value before and after', () => {
  expect(witnessed({ onDelete: 'SET NULL', nullable: true, posts: 1 }, DELETE_USER, [1]).effects).toEqual([
    'client DELETE users(1)',
    'foreign-key UPDATE posts(1) user_id 1→null',
  ]);
  expect(witnessed({ onDelete: 'SET DEFAULT', posts: 1 }, DELETE_USER, [1]).effects).toEqual([
    'client DELETE users(1)',
    'foreign-key UPDATE posts(1) user_id 1→0',
  ]);
});

test('an executemany reports its rows set by set, each cascade behind the row that set it off', () => {
  expect(witnessed({ posts: 1 }, DELETE_USER, [2], [1]).effects).toEqual([
    'client DELETE users(2)',
    'foreign-key DELETE posts(2)',
    'foreign-key DELETE posts(3)',
    'client DELETE users(1)',
    'foreign-key DELETE posts(1)',
  ]);
  expect(witnessed({ nullable: true }, UPDATE_POST, [null, 1], [2, 3]).effects).toEqual([
    'client UPDATE posts(1) user_id 1→null',
    'client UPDATE posts(3) user_id 1→2',
  ]);
});

test('an INSERT is reported with its row, an UPDATE with every column that it changes, in their order', () => {
  database.prepare(DEFAULT_SCENARIO);
  const touched = (sql: string) => database.execute({ sql, parameters: [], many: false }).effects;
  expect(touched("INSERT INTO posts (id, title, user_id) VALUES (9, 'new', 2)")).toEqual([
    { by: 'client', operation: 'INSERT', table: 'posts', key: 9, row: [9, 'new', 2] },
  ]);
  expect(touched("UPDATE posts SET user_id=2, title='other', id=8 WHERE posts.id = 1")).toEqual([
    {
      ...{ by: 'client', operation: 'UPDATE', table: 'posts', key: 1 },
      changes: [
        { column: 'id', from: 1, to: 8 },
        { column: 'title', from: 'p1', to: 'other' },
        { column: 'user_id', from: 1, to: 2 },
      ],
    },
  ]);
  expect(touched("UPDATE users SET name='other' WHERE users.id = 1")).toEqual([
    {
      ...{ by: 'client', operation: 'UPDATE', table: 'users', key: 1 },
      changes: [{ column: 'name', from: 'ann', to: 'other' }],
    },
  ]);
  expect(touched('UPDATE users SET name=name')).toEqual(
    [2, 1].map((key) => ({ by: 'client', operation: 'UPDATE', table: 'users', key, changes: [] })), // as they now lie
  );
});

test('W5: what a failed statement had done is reported, though it was rolled back', () => {
  const refused = witnessed({ onDelete: 'SET NULL', nullable: false }, DELETE_USER, [1]);
  expect(refused.error?.sqlstate).toBe('23502');
  expect(refused.effects).toEqual(['client DELETE users(1)', 'foreign-key UPDATE posts(1) user_id 1→null']);
  expect(database.tables().users).toHaveLength(2);
});

test('W5: an executemany that fails half way reports the rows up to the failure and none after it', () => {
  const failed = witnessed({ onDelete: 'NO ACTION', posts: 0 }, DELETE_USER, [1], [2], [99]);
  expect(failed.error?.sqlstate).toBe('23503');
  expect(failed.effects).toEqual(['client DELETE users(1)', 'client DELETE users(2)']);
});

test('W4: the witness lets every row through', () => {
  witnessed({}, DELETE_POST, [1], [2], [3], [4], [5]);
  expect(database.tables().posts).toEqual([]);
  witnessed({ nullable: true }, UPDATE_POST, [null, 1]);
  expect(database.tables().posts?.[0]).toEqual([1, 'p1', null]);
});

test('making the tables ready is not witnessed', () => {
  expect(witnessed({}, 'SELECT 1', []).effects).toEqual([]);
});

test('a notice of someone else is no effect', () => {
  const message = '[2,{"by":"client","operation":"DELETE","table":"posts","key":1}]';
  const notice = { sqlstate: '00000', message, detail: null, where: null, constraint: null };
  const told = (report: typeof notice) =>
    effectsOf(
      { notices: [report], failed: false },
      () => undefined,
      () => 0,
    );
  expect(told(notice)).toEqual([]);
  // W3: deep in triggers of which the context says nothing, as those that are written in C
  expect(told({ ...notice, sqlstate: 'CL001' })).toEqual([
    { by: 'trigger', operation: 'DELETE', table: 'posts', key: 1 },
  ]);
});

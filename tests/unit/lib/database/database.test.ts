import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import { DEFAULT_SCENARIO, type Scenario } from '@/lib/scenario/scenario';
import { seedOf } from '@/lib/scenario/schema';
import type { Value } from '@/lib/trace/trace';

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

const DELETE_USER = 'DELETE FROM users WHERE users.id = $1::INTEGER';
const DELETE_POST = 'DELETE FROM posts WHERE posts.id = $1::INTEGER';

function prepare(settings: Partial<Scenario>): void {
  database.prepare({ ...DEFAULT_SCENARIO, ...settings });
}
function one(sql: string, ...parameters: Value[]) {
  return database.execute({ sql, parameters: [parameters], many: false });
}
function many(sql: string, parameters: Value[][]) {
  return database.execute({ sql, parameters, many: true });
}
test('the version is the one of the running server', () => {
  expect(database.version).toBe(one('SHOW server_version').rows[0]?.[0]);
});

describe('prepare', () => {
  test('gives exactly the seed after any number of other scenarios, sizes and unfinished transactions', () => {
    const sizes = [3, 0, 1500, 3, 2500, 1, 7_000, 3];
    for (const onDelete of ['CASCADE', 'SET DEFAULT', 'CASCADE', 'SET NULL'] as const) {
      for (const posts of sizes) {
        prepare({ onDelete, nullable: true, posts });
        expect(database.tables()).toEqual(seedOf({ ...DEFAULT_SCENARIO, onDelete, posts }));
        one('BEGIN');
        expect(one(DELETE_USER, 1).error).toBeNull();
        if (posts % 2 === 0) one('COMMIT');
      }
    }
  });

  test('keeps PostgreSQL’s log of changes small, however often it is called', () => {
    const megabytes: unknown[] = [];
    for (let time = 0; time < 800; time++) {
      prepare({ onDelete: time % 2 === 0 ? 'CASCADE' : 'SET NULL', nullable: true, posts: 40 + (time % 7) });
      one(DELETE_USER, 1);
      if (time % 20 === 0) megabytes.push(one('SELECT sum(size)::int / 1000000 FROM pg_ls_waldir()').rows[0]?.[0]);
    }
    expect(Math.max(...megabytes.map(Number))).toBeLessThan(40);
  });

  test('gives one profile to each user of a one-to-one scenario', () => {
    prepare({ shape: 'one-to-one', unique: true });
    expect(database.tables()).toEqual({
      users: [
        [1, 'ann'],
        [2, 'bob'],
      ],
      profiles: [
        [1, 'b1', 1],
        [2, 'b2', 2],
      ],
    });
  });

  test('rolls back a failed transaction that was left open', () => {
    prepare({ onDelete: 'RESTRICT' });
    one('BEGIN');
    expect(one(DELETE_USER, 1).error?.sqlstate).toBe('23001');
    expect(one('SELECT 1').error?.sqlstate).toBe('25P02');
    prepare({});
    expect(one('SELECT 1').rows).toEqual([[1]]);
  });

  test('leaves the rows of a cascade in the order in which they were inserted', () => {
    for (let run = 0; run < 400; run++) {
      const posts = [1, 3, 20, 60, 400][run % 5] ?? 0;
      const onDelete = run % 3 === 0 ? 'SET NULL' : 'CASCADE';
      prepare({ posts, onDelete, nullable: true, index: run % 7 !== 0 });
      const keys = one(DELETE_USER, 1).effects.map(({ key }) => key);
      expect(keys).toEqual([1, ...Array.from({ length: posts }, (_, i) => i + 1)]);
    }
  });
});

describe('execute', () => {
  test('counts rows, those of an executemany together', () => {
    prepare({});
    expect(one('SELECT posts.id FROM posts WHERE posts.user_id = $1::INTEGER', 1).rowcount).toBe(3);
    expect(one(DELETE_POST, 99).rowcount).toBe(0);
    expect(one('UPDATE posts SET user_id=$1::INTEGER WHERE posts.id = $2::INTEGER', 2, 1).rowcount).toBe(1);
    expect(one("INSERT INTO users (id, name) VALUES (9, 'new')").rowcount).toBe(1);
    expect(many(DELETE_POST, [[1], [2], [99]]).rowcount).toBe(2);
    expect(one('BEGIN').rowcount).toBeNull();
    expect(one('nonsense').rowcount).toBeNull();
    one('ROLLBACK');
  });

  test('returns numbers, texts and nulls in the order of the columns', () => {
    prepare({ nullable: true });
    one(
      'UPDATE posts SET user_id=$1::INTEGER, title=$2::VARCHAR WHERE posts.id = $3::INTEGER',
      null,
      'žluť "quoted"',
      2,
    );
    expect(
      one('SELECT posts.user_id, posts.title, posts.id FROM posts WHERE posts.id < 3 ORDER BY posts.id').rows,
    ).toEqual([
      [1, 'p1', 1],
      [null, 'žluť "quoted"', 2],
    ]);
  });

  test('keeps every field of an error', () => {
    prepare({ onDelete: null });
    expect(one(DELETE_USER, 1).error).toEqual({
      sqlstate: '23503',
      message:
        'update or delete on table "users" violates foreign key constraint "posts_user_id_fkey" on table "posts"',
      detail: 'Key (id)=(1) is still referenced from table "posts".',
      constraint: 'posts_user_id_fkey',
    });
    prepare({ onDelete: 'SET NULL' });
    expect(one(DELETE_USER, 1).error).toEqual({
      sqlstate: '23502',
      message: 'null value in column "user_id" of relation "posts" violates not-null constraint',
      detail: 'Failing row contains (1, p1, null).',
      constraint: null,
    });
    expect(one('SELECT nothing').error).toMatchObject({ sqlstate: '42703', detail: null, constraint: null });
  });

  test('an executemany runs every set, or none of them when one fails', () => {
    prepare({ onDelete: 'RESTRICT' });
    expect(many(DELETE_POST, [[1], [2], [3]]).error).toBeNull();
    expect(database.tables().posts?.map(([id]) => id)).toEqual([4, 5]);
    const failed = many(DELETE_USER, [[1], [2]]);
    expect(failed.error?.sqlstate).toBe('23001');
    expect(failed.rowcount).toBeNull();
    expect(database.tables().users?.map(([id]) => id)).toEqual([1, 2]);
  });

  test('an answer of many megabytes arrives whole', () => {
    prepare({ posts: 0 });
    const { rows } = one("SELECT i, repeat('x', 100) FROM generate_series(1, 50000) AS i");
    expect(rows).toHaveLength(50_000);
    expect(rows.at(-1)).toEqual([50_000, 'x'.repeat(100)]);
  });
});

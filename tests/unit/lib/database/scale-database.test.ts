import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScaleDatabase } from '@/lib/database/node-scale';
import type { ScaleDatabase } from '@/lib/database/scale-database';
import { calibrate, measure, measureAll } from '@/lib/engine/run/scale-run';
import type { RowCount } from '@/lib/scale/measurement';
import type { ScaleSettings } from '@/lib/scale/settings';
import { change } from '@/lib/scenario/change';
import { DEFAULT_SCENARIO, type Scenario } from '@/lib/scenario/scenario';

const LAB = { comments: 0, others: 2, sending: 'executemany', witness: true } as const;
const FOREIGN_KEY = change(DEFAULT_SCENARIO, { posts: 50 });
const ORM = change(FOREIGN_KEY, { passiveDeletes: false });

let database: ScaleDatabase;
beforeAll(async () => {
  database = await openScaleDatabase();
});
afterAll(() => database.close());

function countsOf(way: Scenario, lab: Partial<ScaleSettings> = {}): RowCount[] {
  return measure(database, { ...LAB, ...lab }, way).steps.flatMap(({ counts }) => counts);
}
const cascaded = (table: string, rows: number) => ({ table, operation: 'DELETE', by: 'foreign-key', rows });
const deleted = (table: string, rows: number) => ({ table, operation: 'DELETE', by: 'client', rows });

it('sends what is in the parameter sets, however long, empty, negative or foreign', () => {
  database.prepare({ scenario: FOREIGN_KEY, posts: 10, comments: 0, others: 0, triggers: false });
  const sets = [
    [101, 'ein Büchlein — “quoted” \u{1F4D5}', 1],
    [-102, 'x'.repeat(5000), 2],
    [103, '', 1],
    [104, null, 1],
  ];
  const sql = 'INSERT INTO posts (id, title, user_id) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER)';
  expect(database.send(sql, sets)).toMatchObject({ error: null, touched: 4 });
  const { rows } = database.send('SELECT id, title, user_id FROM posts WHERE abs(id) > 100 ORDER BY abs(id)', []);
  expect(rows).toEqual(sets);
});

describe('the witness', () => {
  it('tells the rows of the foreign key from those of the client', () => {
    expect(countsOf(FOREIGN_KEY)).toEqual([deleted('users', 1), cascaded('posts', 50)]);
    expect(countsOf(ORM)).toEqual([deleted('posts', 50), deleted('users', 1)]);
  });

  it('says when the foreign key set rows to NULL instead', () => {
    const way = change(FOREIGN_KEY, { onDelete: 'SET NULL', nullable: true });
    expect(countsOf(way)).toContainEqual({ table: 'posts', operation: 'UPDATE', by: 'foreign-key', rows: 50 });
  });

  it('follows a cascade to the second level, with a thousand queries behind one DELETE', () => {
    const way = change(FOREIGN_KEY, { posts: 1000 });
    expect(countsOf(way, { comments: 3 })).toEqual([
      deleted('users', 1),
      cascaded('posts', 1000),
      cascaded('comments', 3000),
    ]);
  });

  it('counts what the foreign key does below each of the ORM’s own deletes', () => {
    const way = change(FOREIGN_KEY, { loaded: 'loaded' });
    const counts = [deleted('posts', 50), cascaded('comments', 100), deleted('users', 1)];
    expect(countsOf(way, { comments: 2 })).toEqual(counts);
    expect(countsOf(way, { comments: 2, sending: 'one-by-one' })).toEqual(counts);
  });

  it('says with its triggers what PostgreSQL’s counters say, for every way of deleting', () => {
    for (const onDelete of ['CASCADE', 'SET NULL', 'SET DEFAULT', null] as const) {
      for (const passiveDeletes of [true, false]) {
        for (const loaded of ['no', 'partial', 'loaded'] as const) {
          for (const comments of [0, 2]) {
            const way = change(FOREIGN_KEY, { onDelete, passiveDeletes, loaded, nullable: true });
            expect(() => calibrate(database, { ...LAB, comments }, way)).not.toThrow();
          }
        }
      }
    }
  });

  it('is not there when it was switched off', () => {
    expect(countsOf(FOREIGN_KEY, { witness: false })).toEqual([deleted('users', 1)]);
  });
});

describe('a measurement', () => {
  it('counts statements, round trips and rows, in one message or one at a time', () => {
    expect(measure(database, LAB, ORM)).toMatchObject({ statements: 3, roundTrips: 4, rowsLoaded: 50, surviving: 2 });
    const single = measure(database, { ...LAB, sending: 'one-by-one' }, ORM);
    expect(single).toMatchObject({ statements: 52, roundTrips: 53, rowsLoaded: 50, surviving: 2 });
  });

  it('has its steps one after another on one clock, and the rows of a batch in the order of time', () => {
    const { steps, milliseconds } = measure(database, LAB, change(ORM, { posts: 3000 }));
    const [select, posts, user] = steps;
    expect(select?.to).toBeLessThanOrEqual(posts?.from ?? 0);
    expect(posts?.to).toBeLessThanOrEqual(user?.from ?? 0);
    expect(user?.to).toBeLessThanOrEqual(milliseconds);
    const times = (posts?.progress ?? []).filter((_, index) => index % 2 === 0);
    const rows = (posts?.progress ?? []).filter((_, index) => index % 2 === 1);
    expect(times.length).toBeGreaterThan(3);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(rows).toEqual([...rows].sort((a, b) => a - b));
    expect(rows.at(-1)).toBe(3000);
  });

  it('carries PostgreSQL’s refusal and leaves every row where it was', () => {
    const { error, surviving } = measure(database, LAB, change(FOREIGN_KEY, { onDelete: null }));
    expect(error?.sqlstate).toBe('23503');
    expect(surviving).toBe(52);
  });

  it('starts from the same rows every time, whatever the run before left', () => {
    const results = ['executemany', 'one-by-one', 'executemany'].map((sending) =>
      measure(database, { ...LAB, sending } as typeof LAB, change(ORM, { posts: 120 })),
    );
    for (const result of results) expect(result).toMatchObject({ rowsLoaded: 120, surviving: 2, error: null });
    expect(database.send('SELECT count(*) FROM posts', []).rows).toEqual([[2 + 2 * 120]]);
  });

  it('runs every size of every way as often as asked', () => {
    const settings = { ...LAB, ways: [ORM, FOREIGN_KEY], sizes: [10, 30], repetitions: 2 };
    const made = [...measureAll(database, settings)].map(({ size, way, repetition }) => [size, way, repetition]);
    expect(made).toEqual([10, 30].flatMap((size) => [0, 1].flatMap((way) => [0, 1].map((each) => [size, way, each]))));
  });
});

describe('PostgreSQL’s own account', () => {
  const explain = (index: boolean) =>
    database.explain(
      { scenario: { ...FOREIGN_KEY, index }, posts: 2000, comments: 0, others: 9, triggers: false },
      'DELETE FROM users WHERE users.id = 1',
    );

  it.each([
    [true, 'Index Scan'],
    [false, 'Seq Scan'],
  ])('with an index: %s, the foreign key’s query is an %s', (index, scan) => {
    const { triggers, queries, refused } = explain(index);
    expect(refused).toBeNull();
    expect(triggers).toMatchObject([{ constraint: 'posts_user_id_fkey', calls: 1 }]);
    expect(queries).toMatchObject([{ scan, times: 1 }]);
    expect(queries[0]?.sql).toBe('DELETE FROM ONLY "public"."posts" WHERE $1 OPERATOR(pg_catalog.=) "user_id"');
  });

  it('is rolled back', () => {
    explain(true);
    expect(database.countPosts(2002)).toBe(2002);
  });
});

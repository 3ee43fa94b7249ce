import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import { runScenario } from '@/lib/engine/run/run-scenario';
import { change } from '@/lib/scenario/change';
import { DEFAULT_SCENARIO, type Scenario } from '@/lib/scenario/scenario';
import { indexRun } from '@/lib/trace/run-index';
import { type Summary, summarise } from '@/lib/trace/summary';
import { aRun, deletes, inserts, statement, transaction, updates } from '@/tests/unit/a-run';

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

const summary = (settings: Partial<Scenario>) =>
  summarise(indexRun(runScenario(database, change(DEFAULT_SCENARIO, settings))));

const NOTHING = { deleted: 0, inserted: 0, nulled: 0, changed: 0 };
const NO_COST = { statements: 0, roundTrips: 0, rowsLoaded: 0 };
const NOBODY = { client: NOTHING, 'foreign-key': NOTHING, trigger: NOTHING };

function tableOf({ tables }: Summary, wanted: string) {
  const table = tables.find(({ name }) => name === wanted);
  if (!table) throw new Error(`no table ${wanted}`);
  return table;
}
const usersOf = (run: Summary) => tableOf(run, 'users');
const postsOf = (run: Summary) => tableOf(run, 'posts');

describe('the summary of a run', () => {
  it('counts one statement and two round trips when the foreign key does the work', () => {
    const run = summary({});
    expect(run).toMatchObject({
      costs: {
        before: { statements: 1, roundTrips: 2, rowsLoaded: 1 },
        operation: { statements: 1, roundTrips: 2, rowsLoaded: 0 },
      },
      outcome: 'committed',
    });
    expect([...run.verbs]).toEqual([['DELETE', 1]]);
    expect(postsOf(run).lasting).toEqual({ ...NOBODY, 'foreign-key': { ...NOTHING, deleted: 3 } });
    expect(usersOf(run).lasting.client.deleted).toBe(1);
    expect([usersOf(run).surviving, postsOf(run).surviving]).toEqual([1, 2]);
  });

  it('names the verb of a statement that begins on its second line', () => {
    const run = summarise(indexRun(aRun([statement('\nCREATE TABLE posts (\n\tid INTEGER\n)\n\n')])));
    expect([...run.verbs]).toEqual([['CREATE', 1]]);
  });

  it('counts no row where TRUNCATE reached a table that had none', () => {
    const truncates = (key: number | null) => ({ by: 'client', operation: 'TRUNCATE', table: 'posts', key }) as const;
    const counted = (keys: readonly (number | null)[]) =>
      postsOf(summarise(indexRun(aRun([statement('TRUNCATE posts', keys.map(truncates)), transaction('commit')]))));
    expect(counted([1, 2, null]).lasting.client.deleted).toBe(2);
    expect(counted([null]).lasting).toEqual(NOBODY);
  });

  it('counts an executemany once, and the rows that were loaded for it', () => {
    const run = summary({ passiveDeletes: false, posts: 40 });
    expect(run).toMatchObject({ costs: { operation: { statements: 3, roundTrips: 4, rowsLoaded: 40 } } });
    expect(postsOf(run).lasting).toEqual({ ...NOBODY, client: { ...NOTHING, deleted: 40 } });
  });

  it('leaves out what was loaded before the operation', () => {
    expect(summary({ loaded: 'loaded' })).toMatchObject({
      costs: { before: { statements: 2, rowsLoaded: 4 }, operation: { statements: 2, rowsLoaded: 0 } },
    });
  });

  it('takes the effects of a rolled-back transaction for attempts', () => {
    const run = summary({ onDelete: null });
    expect(run).toMatchObject({
      outcome: 'rolled-back',
      error: { sqlstate: '23503' },
      costs: { operation: { roundTrips: 2 } },
    });
    expect(run.refused?.sql).toMatch(/^DELETE FROM users/);
    expect(usersOf(run).lasting.client).toEqual(NOTHING);
    expect(usersOf(run).attempted.client).toEqual({ ...NOTHING, deleted: 1 });
    expect([usersOf(run).surviving, postsOf(run).surviving]).toEqual([usersOf(run).before, postsOf(run).before]);
  });

  it('tells a key that was set to NULL from one that was changed', () => {
    const setNull = summary({ onDelete: 'SET NULL', nullable: true });
    expect(postsOf(setNull).lasting['foreign-key']).toEqual({ ...NOTHING, nulled: 3 });
    expect(postsOf(setNull).unowned).toBe(3);
    const setDefault = summary({ onDelete: 'SET DEFAULT' });
    expect(postsOf(setDefault).lasting['foreign-key']).toEqual({ ...NOTHING, changed: 3 });
    expect(postsOf(setDefault).unowned).toBe(0);
  });

  it('counts objects that Python holds though their rows are gone', () => {
    expect(summary({ loaded: 'partial' }).stale).toEqual(new Map([['Post', 1]]));
    expect(summary({}).stale).toEqual(new Map());
  });

  it('counts nothing for a setting that is rejected', () => {
    expect(summary({ passiveDeletes: 'all' })).toMatchObject({
      outcome: 'unfinished',
      costs: { before: NO_COST, operation: NO_COST },
      error: { class: 'ArgumentError' },
    });
  });

  it('keeps what an earlier transaction committed apart from what a later one lost', () => {
    const run = aRun([
      transaction('begin'),
      statement('DELETE FROM posts', [deletes('posts', 1)]),
      transaction('commit'),
      transaction('begin'),
      statement('DELETE FROM posts', [deletes('posts', 2), deletes('posts', 3)]),
      transaction('rollback'),
    ]);
    const { lasting, attempted } = postsOf(summarise(indexRun(run)));
    expect(lasting.client.deleted).toBe(1);
    expect(attempted.client.deleted).toBe(2);
  });

  it('takes what a savepoint took back for attempts, and counts what another connection did apart', () => {
    const run = aRun([
      ...[transaction('begin'), statement('DELETE FROM posts', [deletes('posts', 1)])],
      ...[transaction('savepoint', { name: 'a' }), statement('DELETE FROM posts', [deletes('posts', 2)])],
      ...[transaction('rollback-to', { name: 'a' }), transaction('commit')],
    ]);
    const { lasting, attempted } = postsOf(summarise(indexRun(run)));
    expect([lasting.client.deleted, attempted.client.deleted]).toEqual([1, 1]);

    const other = { connection: 2 } as const;
    const beside = aRun([
      ...[transaction('begin'), transaction('begin', other), statement('', [deletes('posts', 1)], other)],
      transaction('commit', other),
    ]);
    const summary = summarise(indexRun(beside));
    expect([summary.outcome, summary.elsewhere.deleted, postsOf(summary).lasting.client.deleted]).toEqual([
      'unfinished',
      1,
      0,
    ]);
    expect(summary.costs).toEqual({ before: { ...NO_COST, roundTrips: 1 }, operation: NO_COST });
  });

  it('counts rows once for each who touched them, by what became of them', () => {
    const renamed = [{ column: 'title', from: 'p1', to: 'x' }];
    const run = aRun(
      [
        transaction('begin'),
        statement('UPDATE posts', [updates('posts', 1, renamed), updates('posts', 2, renamed)]),
        statement('UPDATE posts', [updates('posts', 1, [{ column: 'user_id', from: 1, to: null }], 'foreign-key')]),
        statement('UPDATE posts', [updates('posts', 1, [{ column: 'title', from: 'x', to: 'y' }])]),
        statement('DELETE FROM users', [deletes('users', 1), deletes('posts', 2, 'foreign-key')]),
        transaction('commit'),
        transaction('begin'),
        statement('DELETE FROM posts', [deletes('posts', 3), deletes('posts', 3), inserts('posts', 5, [5, 'p5', 2])]),
        transaction('rollback'),
      ],
      {
        users: [[2, 'bob']],
        posts: [
          [1, 'y', null],
          [3, 'p3', 1],
          [4, 'p4', 2],
        ],
      },
    );
    const summary = summarise(indexRun(run));
    expect(summary.removed).toEqual({ client: 1, 'foreign-key': 1, trigger: 0 });
    expect(summary.written).toEqual({ client: 2, 'foreign-key': 1, trigger: 0 });
    expect(summary.undone).toBe(2);
    expect(postsOf(summary)).toMatchObject({ before: 4, surviving: 3, unowned: 1 });
    expect(usersOf(summary)).toMatchObject({ before: 2, surviving: 1, unowned: 0 });
    expect(postsOf(summary).attempted.client).toEqual({ ...NOTHING, deleted: 2, inserted: 1 });
  });

  it('copes with more effects than a call takes arguments', () => {
    const effects = Array.from({ length: 200_000 }, (_, at) => deletes('posts', at + 1, 'foreign-key'));
    const run = aRun([transaction('begin'), statement('DELETE FROM users', effects), transaction('commit')]);
    expect(postsOf(summarise(indexRun(run))).lasting['foreign-key'].deleted).toBe(200_000);
  });
});

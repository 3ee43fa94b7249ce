// Somebody else's committed DELETE between the reading and the operation, as the trace tells it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import { runScenario } from '@/lib/engine/run/run-scenario';
import { change } from '@/lib/scenario/change';
import { DEFAULT_SCENARIO, type Scenario } from '@/lib/scenario/scenario';
import { indexRun } from '@/lib/trace/run-index';
import { summarise } from '@/lib/trace/summary';
import { verdictOf } from '@/lib/verdict/verdict';

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

const run = (settings: Partial<Scenario>) => runScenario(database, change(DEFAULT_SCENARIO, settings));

test('is a transaction of another connection, at the end of the setup', () => {
  const { events } = run({ gone: 'user-2', loaded: 'loaded' });
  const elsewhere = events.filter((event) => event.type !== 'session' && event.connection === 2);
  expect(elsewhere.map((event) => [event.at, event.type === 'statement' ? event.sql : event.type])).toEqual([
    ['setup', 'transaction'],
    ['setup', 'DELETE FROM posts WHERE user_id = 2'],
    ['setup', 'DELETE FROM users WHERE id = 2'],
    ['setup', 'transaction'],
  ]);
  const last = events.findLastIndex((event) => event.type === 'transaction' && event.connection === 2);
  expect(events.slice(0, last).every(({ at }) => at === 'setup')).toBe(true);
  expect(events.slice(last + 1).find((event) => event.type === 'statement')?.at).toBe('flush');
});

test('R7: what was taken is missed by the drivers that count, and by them alone', () => {
  const settings = { gone: 'post-2', loaded: 'loaded', operation: 'edit-posts' } as const;
  const silent = run(settings);
  expect(silent.error).toBeNull();
  expect(silent.rows.posts?.map(([id, title]) => [id, title])).toEqual([
    [1, 'changed'],
    [3, 'changed'],
    [4, 'p4'],
    [5, 'p5'],
  ]);
  const noticed = run({ ...settings, driver: 'psycopg' });
  expect(noticed.error).toMatchObject({
    class: 'StaleDataError',
    message: "UPDATE statement on table 'posts' expected to update 3 row(s); 2 were matched.",
  });
  expect(noticed.rows.posts?.map(([, title]) => title)).toEqual(['p1', 'p3', 'p4', 'p5']);
});

test('M1: the objects whose rows it took stay as they were, and are stale as long as the Session keeps them', () => {
  const stale = run({ gone: 'post-2', loaded: 'loaded', operation: 'edit-posts' }).events.filter(
    (event) => event.type === 'session' && event.action === 'stale',
  );
  // once when it happens, and once more after the Session believes to have written the row
  expect(stale.map((event) => [event.at, event.type === 'session' && event.objects[0]?.keys])).toEqual([
    ['setup', [2]],
    ['commit', [2]],
  ]);
});

test('is told of as another’s, not as what the Session did', () => {
  const index = indexRun(run({ gone: 'posts', operation: 'edit-post', loaded: 'loaded' }));
  const summary = summarise(index);
  expect(summary.elsewhere.deleted).toBe(3);
  expect(summary.removed).toEqual({ client: 0, 'foreign-key': 0, trigger: 0 });
  const [first] = verdictOf(index, index.trace.scenario).sentences;
  expect(first?.map(({ text }) => text).join('')).toBe('Another connection deleted 3 rows meanwhile.');
});

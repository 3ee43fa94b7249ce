// What is said of runs that have no settings.
import { expect, test } from 'vitest';
import { indexRun } from '@/lib/trace/run-index';
import type { Trace } from '@/lib/trace/trace';
import { verdictOf } from '@/lib/verdict/verdict';
import { aRun, deletes, statement, transaction, updates } from '@/tests/unit/a-run';

const said = (run: Trace<null>) =>
  verdictOf(indexRun(run), null).sentences.map((parts) => parts.map(({ text }) => text).join(''));

test('what another connection did is told by what it was, and is no statement of the Session', () => {
  const other = { connection: 2 } as const;
  const edit = updates('posts', 2, [{ column: 'title', from: 'p2', to: 'edited' }]);
  const run = aRun([
    ...[transaction('begin'), transaction('begin', other)],
    ...[statement('UPDATE posts', [edit], other), statement('DELETE FROM posts', [deletes('posts', 3)], other)],
    ...[transaction('commit', other), statement('DELETE FROM posts', [deletes('posts', 1)]), transaction('commit')],
  ]);
  expect(said(run)).toEqual([
    'Another connection deleted 1 row and changed 1 row meanwhile.',
    'The ORM deleted 1 row of posts, in 1 statement.',
  ]);
});

test('a statement that was refused is told of a run that went on', () => {
  const run = aRun([
    ...[transaction('begin'), statement('DELETE FROM posts', [deletes('posts', 1)])],
    ...[transaction('savepoint'), statement('DELETE FROM users', [deletes('users', 1)], { failed: true })],
    ...[transaction('rollback-to'), transaction('commit')],
  ]);
  expect(said(run)).toEqual([
    'The ORM deleted 1 row of posts, in 2 statements.',
    'PostgreSQL refused 1 statement, and the program went on.',
  ]);
});

test('a foreign key of two columns that sets one of them to NULL is told by that one', () => {
  const [users, posts] = aRun([]).schema.tables;
  if (!users || !posts) throw new Error('no tables');
  const [key] = posts.foreignKeys;
  if (!key) throw new Error('no foreign key');
  const tables = [
    users,
    { ...posts, foreignKeys: [{ ...key, columns: ['title', 'user_id'], onDeleteColumns: ['user_id'] }] },
  ];
  const effects = (by: 'client' | 'foreign-key') => updates('posts', 1, [{ column: 'user_id', from: 1, to: null }], by);
  const of = (by: 'client' | 'foreign-key') =>
    said(
      aRun([transaction('begin'), statement('DELETE', [effects(by)]), transaction('commit')], undefined, {
        schema: { tables, classes: [] },
      }),
    )[0];
  expect(of('foreign-key')).toBe('PostgreSQL’s foreign key set user_id to NULL on 1 row of posts.');
  expect(of('client')).toBe('The ORM set a column to NULL on 1 row of posts, in 1 statement.');
});

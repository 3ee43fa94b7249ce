// M1, of programs: whose rows Python has to read again, and what is said of those that are not what it holds.
import { expect, test } from 'vitest';
import { Suspects } from '@/lib/engine/run/suspects';
import type { Effect, TraceEvent } from '@/lib/trace/trace';
import { deletes, statement, transaction, updates } from '@/tests/unit/a-run';

const BEGIN = transaction('begin');
const COMMIT = transaction('commit');
const ELSEWHERE = { connection: 2 };
const effects = (...all: Effect[]) => statement('', all);
const gone = (...keys: number[]) => effects(...keys.map((key) => deletes('posts', key, 'foreign-key')));

/** Of all posts from 1 to 4, those whose rows were touched. */
function suspects(...events: TraceEvent[]): readonly unknown[] {
  const all = new Suspects(events, (table) => (table === 'posts' ? ['Post'] : undefined));
  return all.among([{ entity: 'Post', keys: [1, 2, 3, 4] }]).flatMap(({ keys }) => keys);
}

test('M1: whoever touched a row that Python holds, and had it committed, makes its object suspect', () => {
  const theirs = [transaction('begin', ELSEWHERE), statement('', [deletes('posts', 2)], ELSEWHERE)];
  const ours = [BEGIN, effects(updates('posts', 1, []), deletes('tags', 3), deletes('posts', 9)), COMMIT];
  expect(suspects(...ours)).toEqual([1]);
  expect(suspects(...theirs, transaction('commit', ELSEWHERE), ...ours)).toEqual([1, 2]);
  expect(suspects(...theirs, transaction('rollback', ELSEWHERE), ...ours)).toEqual([1]);
});

test('M1: what was taken back makes nothing suspect', () => {
  const [savepoint, back] = [transaction('savepoint', { name: 'a' }), transaction('rollback-to', { name: 'a' })];
  expect(suspects(BEGIN, gone(1), savepoint, gone(2), back, COMMIT)).toEqual([1]);
  expect(suspects(BEGIN, gone(1), transaction('rollback'), BEGIN, gone(3), COMMIT)).toEqual([3]);
});

test('M1: what has been asked about is not asked about again', () => {
  const events: TraceEvent[] = [BEGIN, gone(1), COMMIT];
  const all = new Suspects(events, () => ['Post']);
  const held = [{ entity: 'Post', keys: [1, 2] }];
  expect(all.among(held)).toEqual([{ entity: 'Post', keys: [1] }]);
  events.push(BEGIN, gone(2), COMMIT);
  expect(all.among(held)).toEqual([{ entity: 'Post', keys: [2] }]);
});

test('M1: it is said who did it, and of several objects together', () => {
  const trigger = { name: 'tidy', function: 'tidy_up' };
  const tidied = { ...updates('tags', [1, 9], [{ column: 'word', from: 'a', to: 'b' }], 'trigger'), trigger };
  const keys = [
    [1, 10],
    [1, 2],
  ] as const;
  const events = [BEGIN, effects(...keys.map((key) => deletes('tags', key, 'foreign-key')), tidied), COMMIT];
  const all = new Suspects(events, () => ['Tag']);
  all.among([{ entity: 'Tag', keys: [...keys, [1, 9]] }]);
  const found = [
    { entity: 'Tag', key: [1, 9], column: 'word' },
    { entity: 'Tag', key: [1, 9], column: 'other' },
    ...keys.map((key) => ({ entity: 'Tag', key, column: null })),
  ];
  const told = all.found(found, 'commit');
  expect(told.map(({ note, objects }) => [note, objects[0]?.keys])).toEqual([
    [
      'The foreign key deleted the rows of 2 Tag objects, which Python still holds as they were',
      [
        [1, 2],
        [1, 10],
      ],
    ],
    ['The trigger tidy changed the word of Tag (1, 9), which Python still holds as it was', [[1, 9]]],
    ['The database has another other of Tag (1, 9), which Python still holds as it was', [[1, 9]]],
  ]);
});

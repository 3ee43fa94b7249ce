import { expect, test } from 'vitest';
import { compareEndings, compareLines, differences, rulesOfSame, withoutLabels } from '@/lib/trace/engine-difference';
import type { TraceEvent } from '@/lib/trace/trace';
import { aRun, deletes, statement, transaction } from '@/tests/unit/a-run';

const DELETE_POSTS = statement('DELETE FROM posts', [deletes('posts', 1), deletes('posts', 2)], { at: 'flush' });
const DELETE_USER = statement('DELETE FROM users', [deletes('users', 1)]);
const lazy = (key: number) => statement('SELECT posts', [], { parameters: [[key]] });

function compared(ours: readonly TraceEvent[], theirs: readonly TraceEvent[]) {
  const traces = [aRun(ours), aRun(theirs)] as const;
  return { lines: compareLines(...traces), endings: compareEndings(...traces) };
}

test('the same lines with other times, rules and source lines are alike', () => {
  const ours = [transaction('begin'), DELETE_USER, transaction('commit')];
  const theirs = [
    transaction('begin'),
    { ...DELETE_USER, milliseconds: 9, rule: 'D1', line: 40 },
    transaction('commit'),
  ];
  expect(compared(ours, theirs)).toEqual({
    lines: [0, 1, 2].map((at) => ({ ours: at, theirs: at, differing: [] })),
    endings: [],
  });
});

test('a line that only one of them has stands alone, and the others stay beside each other', () => {
  const ours = [transaction('begin'), DELETE_USER, transaction('commit')];
  const theirs = [transaction('begin'), lazy(1), DELETE_POSTS, DELETE_USER, transaction('commit')];
  expect(compared(ours, theirs).lines.map(({ ours: one, theirs: other }) => [one, other])).toEqual([
    [0, 0],
    [null, 1],
    [null, 2],
    [1, 3],
    [2, 4],
  ]);
});

test('another statement at the same place stands beside it', () => {
  const ours = [transaction('begin'), DELETE_USER, transaction('commit')];
  const theirs = [transaction('begin'), DELETE_POSTS, lazy(1), transaction('commit')];
  expect(compared(ours, theirs).lines).toEqual([
    { ours: 0, theirs: 0, differing: [] },
    { ours: 1, theirs: 1, differing: ['statement'] },
    { ours: null, theirs: 2, differing: [] },
    { ours: 2, theirs: 3, differing: [] },
  ]);
});

test('a line is explained by the rule of the same line, by no other, and not where there is none', () => {
  const ours = [transaction('begin'), { ...DELETE_POSTS, rule: 'D1' }, { ...DELETE_USER, rule: 'D0' }, lazy(2)];
  const theirs = [transaction('begin'), lazy(1), { ...DELETE_POSTS, rowcount: -1 }, DELETE_USER, lazy(2)];
  const rules = rulesOfSame(compared(ours, theirs).lines, aRun(ours));
  expect([...rules]).toEqual([[3, 'D0']]);
});

test('what differs in a line is named', () => {
  const other = { ...DELETE_POSTS, at: 'call', parameters: [[2]], many: true, rowcount: -1 } as const;
  expect(compared([DELETE_POSTS], [other]).lines[0]?.differing).toEqual(['phase', 'kind', 'parameters', 'rowcount']);
  const byForeignKey = { ...DELETE_POSTS, effects: DELETE_POSTS.effects.toReversed() };
  expect(compared([DELETE_POSTS], [byForeignKey]).lines[0]?.differing).toEqual(['effects']);
});

test('lines in another order are a difference, but for lazy SELECTs inside one flush', () => {
  expect(differences(aRun([DELETE_USER, DELETE_POSTS]), aRun([DELETE_POSTS, DELETE_USER]))).toHaveLength(2);
  expect(differences(aRun([lazy(1), lazy(2)]), aRun([lazy(2), lazy(1)]))).toEqual([]); // F6
  const calls = [lazy(1), lazy(2)].map((line) => ({ ...line, at: 'call' as const }));
  expect(differences(aRun(calls), aRun(calls.toReversed()))).toHaveLength(2);
});

test('the ends of the runs are compared: error, warnings, objects in the Session, rows', () => {
  const run = aRun([DELETE_USER]);
  const error = { class: 'IntegrityError', sqlstate: '23503', message: 'refused', detail: null, constraint: null };
  const deleted: TraceEvent = {
    ...{ type: 'session', at: 'flush', action: 'flushed', note: '', rule: null, collections: [] },
    objects: [{ entity: 'User', keys: [1], state: 'deleted' }],
  };
  const other = {
    ...run,
    events: [DELETE_USER, deleted],
    error,
    warnings: [{ class: 'SAWarning', message: 'careful', at: 'call' as const }],
    rows: { ...run.rows, users: [[2, 'bob']] },
  };
  expect(compareEndings(run, other)).toEqual(['error', 'warnings', 'objects', 'rows']);
  expect(differences(run, other).map((line) => line.split(':')[0])).toEqual(['error', 'warnings', 'objects', 'rows']);
});

test('a SELECT can be read without the labels of its columns, and nothing else of it changes', () => {
  const one = statement('SELECT posts.id AS posts_id, posts_1.id AS id_1 \nFROM posts AS posts_1');
  const other = statement('SELECT posts.id, posts_1.id AS id_1 \nFROM posts AS posts_1');
  expect(differences(aRun([one]), aRun([other]))).toHaveLength(1);
  expect(differences(aRun([one]), aRun([other]), withoutLabels)).toEqual([]);
  const text = "UPDATE posts SET title='posts.id AS posts_id'";
  expect(withoutLabels(text)).toBe(text);
});

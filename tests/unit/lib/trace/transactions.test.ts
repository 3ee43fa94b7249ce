// Which effects last. `told` gives each run's effects as it names them: what lasts, and what each event takes back.
import { expect, test } from 'vitest';
import type { TraceEvent } from '@/lib/trace/trace';
import { settleEffects } from '@/lib/trace/transactions';
import { deletes, statement, transaction } from '@/tests/unit/a-run';

const remove = (...keys: number[]) =>
  statement(
    'DELETE FROM posts',
    keys.map((key) => deletes('posts', key)),
  );
const elsewhere = { connection: 2 } as const;

function told(events: readonly TraceEvent[]) {
  const { lasting, undone } = settleEffects(events);
  const keys = events.flatMap((event) => (event.type === 'statement' ? event.effects.map(({ key }) => key) : []));
  return {
    lasting: keys.filter((_, at) => lasting[at]),
    undone: [...undone].map(([at, effects]) => [at, [...effects].map((effect) => keys[effect])]),
  };
}

test('a COMMIT keeps what its transaction did, a ROLLBACK takes it back, the newest first', () => {
  const events = [
    ...[transaction('begin'), remove(1, 2), transaction('commit')],
    ...[transaction('begin'), remove(3), remove(4, 5), transaction('rollback')],
  ];
  expect(told(events)).toEqual({ lasting: [1, 2], undone: [[6, [5, 4, 3]]] });
});

test('a transaction that does not end keeps nothing', () => {
  expect(told([transaction('begin'), remove(1)])).toEqual({ lasting: [], undone: [] });
});

test('ROLLBACK TO takes back what came after the savepoint, however often, and the rest is committed', () => {
  const events = [
    ...[transaction('begin'), remove(1), transaction('savepoint', { name: 'a' }), remove(2)],
    ...[transaction('rollback-to', { name: 'a' }), remove(3), transaction('rollback-to', { name: 'a' })],
    ...[remove(4), transaction('commit')],
  ];
  expect(told(events)).toEqual({
    lasting: [1, 4],
    undone: [
      [4, [2]],
      [6, [3]],
    ],
  });
});

test('an outer savepoint takes inner ones back with it, whether they were released or not', () => {
  for (const inner of ['release', 'savepoint'] as const) {
    const events = [
      ...[transaction('begin'), transaction('savepoint', { name: 'a' }), remove(1)],
      ...[transaction('savepoint', { name: 'b' }), remove(2), transaction(inner, { name: 'b' }), remove(3)],
      ...[transaction('rollback-to', { name: 'a' }), transaction('commit')],
    ];
    expect(told(events)).toEqual({ lasting: [], undone: [[7, [3, 2, 1]]] });
  }
});

test('a name that is used twice is the newest savepoint, and after its release the one before', () => {
  const [savepoint, backTo] = [transaction('savepoint', { name: 'a' }), transaction('rollback-to', { name: 'a' })];
  const begin = [transaction('begin'), savepoint, remove(1), savepoint, remove(2)];
  expect(told([...begin, backTo, transaction('commit')])).toEqual({ lasting: [1], undone: [[5, [2]]] });
  const released = [...begin, transaction('release', { name: 'a' }), backTo, transaction('commit')];
  expect(told(released)).toEqual({ lasting: [], undone: [[6, [2, 1]]] });
});

test('connections end their transactions each by themselves', () => {
  const events = [
    ...[transaction('begin'), remove(1), transaction('begin', elsewhere), { ...remove(2), ...elsewhere }],
    ...[transaction('commit', elsewhere), remove(3), transaction('rollback')],
  ];
  expect(told(events)).toEqual({ lasting: [2], undone: [[6, [3, 1]]] });
});

test('a statement outside of a transaction commits by itself, unless it fails', () => {
  const failing = { ...remove(2), failed: true };
  expect(told([remove(1), failing, remove(3)])).toEqual({ lasting: [1, 3], undone: [[1, [2]]] });
  const events = [remove(1), transaction('begin'), remove(2), transaction('rollback'), remove(3)];
  expect(told(events)).toEqual({ lasting: [1, 3], undone: [[3, [2]]] });
});

test('a trace that begins inside of a transaction is told so by its end', () => {
  expect(told([remove(1), transaction('rollback')])).toEqual({ lasting: [], undone: [[1, [1]]] });
  expect(told([remove(1), transaction('commit')])).toEqual({ lasting: [1], undone: [] });
});

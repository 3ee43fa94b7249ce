// M1: what the Session still believes in after the foreign key has been at work.
import { expect, test } from 'vitest';
import { Staleness } from '@/lib/engine/run/staleness';
import type { Effect, Key, ObjectState, SessionEvent, TraceEvent } from '@/lib/trace/trace';
import { deletes, statement, transaction, updates } from '@/tests/unit/a-run';

const BEGIN = transaction('begin');
const COMMIT = transaction('commit');
const ROLLBACK = transaction('rollback', { at: 'flush' });

function posts(state: ObjectState, keys: number[], userId?: number | null): SessionEvent {
  const object = {
    entity: 'Post',
    keys,
    state,
    ...(userId === undefined ? {} : { foreignKeys: { user_id: userId } }),
  } as const;
  return { type: 'session', at: 'call', action: 'changed', note: '', rule: null, objects: [object], collections: [] };
}

const aStatement = (effects: Effect[], failed = false) => statement('', effects, { failed });

function deleted(by: Effect['by'], ...keys: number[]): Effect[] {
  return keys.map((key) => deletes('posts', key, by));
}

function updated(by: Effect['by'], key: number, to: number | null): Effect {
  return updates('posts', key, [{ column: 'user_id', from: 1, to }], by);
}

/** The stale objects after all events, as [keys, ...] by event. */
function staleAfter(...events: TraceEvent[]): (readonly Key[] | undefined)[] {
  const staleness = new Staleness();
  return events.flatMap((event) => staleness.after(event)).map(({ objects }) => objects[0]?.keys);
}

test('M1: persistent objects whose rows the foreign key deleted are stale after the commit', () => {
  const staleness = new Staleness();
  for (const event of [BEGIN, posts('persistent', [1, 2, 3], 1), aStatement(deleted('foreign-key', 3, 1))]) {
    expect(staleness.after(event)).toEqual([]);
  }
  expect(staleness.after(COMMIT)).toEqual([
    {
      type: 'session',
      at: 'commit',
      action: 'stale',
      note: expect.stringContaining('2 Post objects'),
      rule: 'M1',
      objects: [{ entity: 'Post', keys: [1, 3], state: 'stale' }],
      collections: [],
    },
  ]);
  expect(staleness.after(COMMIT)).toEqual([]);
});

test('M1: so are those whose user_id it changed, unless Python holds the new value', () => {
  const nulled = aStatement([updated('foreign-key', 1, null), updated('foreign-key', 2, null)]);
  expect(staleAfter(posts('persistent', [1], 1), posts('persistent', [2], null), nulled, COMMIT)).toEqual([[1]]);
});

test('M1: objects that Python does not hold, or knows to be gone, are not stale', () => {
  const gone = aStatement(deleted('foreign-key', 1, 2, 3));
  expect(staleAfter(posts('deleted', [1]), posts('expired', [2]), gone, COMMIT)).toEqual([]);
});

test('M1: an object whose row a statement of the client took without the Session hearing of it is stale', () => {
  expect(staleAfter(posts('persistent', [1]), aStatement(deleted('client', 1)), COMMIT)).toEqual([[1]]);
  expect(staleAfter(posts('persistent', [1]), aStatement(deleted('client', 1)), posts('deleted', [1]), COMMIT)).toEqual(
    [],
  );
});

test('M1: going back to a savepoint takes back what came after it, and nothing before it', () => {
  const savepoint = (action: 'savepoint' | 'rollback-to' | 'release') => transaction(action, { name: 'a' });
  const [first, second] = [1, 2].map((key) => aStatement(deleted('foreign-key', key)));
  if (!first || !second) throw new Error('two statements');
  const held = posts('persistent', [1, 2]);
  expect(staleAfter(held, first, savepoint('savepoint'), second, savepoint('rollback-to'), COMMIT)).toEqual([[1]]);
  expect(staleAfter(held, first, savepoint('savepoint'), second, savepoint('release'), COMMIT)).toEqual([[1, 2]]);
});

test('M1: what the client wrote itself makes nothing stale, also when it came after the foreign key', () => {
  const both = aStatement([updated('foreign-key', 1, null), updated('client', 1, 2)]);
  expect(staleAfter(posts('persistent', [1], 2), both, COMMIT)).toEqual([]);
});

test('M1: what was rolled back, or failed, makes nothing stale', () => {
  const gone = deleted('foreign-key', 1);
  expect(staleAfter(posts('persistent', [1]), aStatement(gone), ROLLBACK, BEGIN, COMMIT)).toEqual([]);
  expect(staleAfter(posts('persistent', [1]), aStatement(gone, true), COMMIT)).toEqual([]);
});

test('M1: what a trigger did behind the Session’s back makes stale too, and is said to be its', () => {
  const trigger = { name: 'tidy', function: 'tidy_up' };
  const tidied = aStatement([
    ...deleted('foreign-key', 1),
    ...deleted('trigger', 2, 3).map((effect) => ({ ...effect, trigger })),
    updated('trigger', 4, null),
  ]);
  const staleness = new Staleness();
  const events = [posts('persistent', [1, 2, 3, 4], 1), tidied, COMMIT].flatMap((event) => staleness.after(event));
  expect(events.map(({ note, objects }) => [note, objects[0]?.keys])).toEqual([
    ['The foreign key deleted the row of Post 1, which Python still holds as it was', [1]],
    ['The trigger tidy deleted the rows of 2 Post objects, which Python still holds as they were', [2, 3]],
    ['The trigger changed the user_id of Post 4, which Python still holds as it was', [4]],
  ]);
});

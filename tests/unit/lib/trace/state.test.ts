import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexRun, lastStepOf, positionAt } from '@/lib/trace/run-index';
import {
  changeOfColumn,
  effectOn,
  fateOf,
  objectStateOf,
  type RunState,
  refusingConstraint,
  stateAt,
  valuesOf,
} from '@/lib/trace/state';
import type { Change, Effect, ObjectChange, SessionEvent, TraceEvent } from '@/lib/trace/trace';
import { aRun, deletes, inserts, statement, transaction, updates } from '@/tests/unit/a-run';

const nulls = (key: number) => updates('posts', key, [{ column: 'user_id', from: 1, to: null }], 'foreign-key');

const anyEffect = fc.oneof(
  fc
    .tuple(fc.constantFrom('users', 'posts'), fc.integer({ min: 1, max: 2 }))
    .map(([table, key]) => deletes(table, key)),
  fc.integer({ min: 1, max: 4 }).map(nulls),
);
const anyStatement = fc
  .tuple(fc.array(anyEffect, { maxLength: 5 }), fc.boolean())
  .map(([effects, failed]) => statement('DELETE FROM users', effects, { failed }));
const anyEvents: fc.Arbitrary<TraceEvent[]> = fc
  .array(fc.tuple(fc.array(anyStatement, { maxLength: 3 }), fc.boolean()), { maxLength: 3 })
  .map((transactions) =>
    transactions.flatMap(([statements, commits]) => [
      transaction('begin'),
      ...statements,
      transaction(commits ? 'commit' : 'rollback'),
    ]),
  );

/** The effects that count at a step, told one by one: each step adds an effect, a rollback takes its transaction's. */
function effectsAt(events: readonly TraceEvent[], step: number): Map<string, Effect> {
  let kept: Effect[] = [];
  let open: Effect[] = [];
  let left = step;
  for (const event of events) {
    if (left-- <= 0) break;
    if (event.type === 'transaction') {
      if (event.action === 'commit') kept = [...kept, ...open];
      if (event.action !== 'begin') open = [];
    }
    if (event.type === 'statement') {
      const shown = event.effects.slice(0, Math.max(0, left));
      open = [...open, ...shown];
      left -= event.effects.length + (event.failed ? 1 : 0);
    }
  }
  return new Map([...kept, ...open].map((effect) => [`${effect.table}:${effect.key}`, effect]));
}

function lastEffects(events: readonly TraceEvent[], state: RunState): Map<string, Effect> {
  const index = indexRun(aRun(events));
  const found = new Map<string, Effect>();
  for (const { table, lastEffect } of state.tables) {
    lastEffect.forEach((effect, row) => {
      const seen = index.effects[effect];
      if (seen) found.set(`${table.name}:${table.rows[row]?.[0]}`, seen);
    });
  }
  return found;
}

describe('the state at a step', () => {
  it('is what telling the events one by one gives, at every step of any run', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const index = indexRun(aRun(events));
        for (let step = 0; step <= index.lastStep; step++) {
          expect(lastEffects(events, stateAt(index, step)), `step ${step}`).toEqual(effectsAt(events, step));
        }
      }),
    );
  });

  it('begins with every row and no transaction', () => {
    const index = indexRun(aRun([transaction('begin'), statement('DELETE FROM users', [deletes('users', 1)])]));
    const state = stateAt(index, 0);
    expect(state.transaction).toBe('none');
    expect(state.tables.map(({ table, present }) => [table.name, present])).toEqual([
      ['users', 2],
      ['posts', 4],
    ]);
  });

  it('shows a statement before its first row, then its rows one by one', () => {
    const effects = [deletes('users', 1), deletes('posts', 1, 'foreign-key'), deletes('posts', 2, 'foreign-key')];
    const index = indexRun(
      aRun([transaction('begin'), statement('DELETE FROM users', effects), transaction('commit')]),
    );
    const present = (step: number) => stateAt(index, step).tables.map((table) => table.present);
    expect(present(2)).toEqual([2, 4]);
    expect(present(3)).toEqual([1, 4]);
    expect(present(4)).toEqual([1, 3]);
    expect(present(5)).toEqual([1, 2]);
    expect(stateAt(index, 6).transaction).toBe('committed');
  });

  it('gives rows back when the transaction rolls back', () => {
    const refused = statement('DELETE FROM users', [deletes('users', 1)], { failed: true });
    const index = indexRun(aRun([transaction('begin'), refused, transaction('rollback')]));
    expect(stateAt(index, 3).transaction).toBe('open');
    expect(stateAt(index, 4).transaction).toBe('refused');
    const end = stateAt(index, index.lastStep);
    expect(end.transaction).toBe('rolled-back');
    expect(end.tables.map((table) => table.present)).toEqual([2, 4]);
  });

  it('names the constraint that refused from the refusal on, after the rollback too, until another transaction', () => {
    const refused = statement('DELETE FROM users', [], { failed: true });
    const inTransaction = (...events: TraceEvent[]) => [transaction('begin'), ...events, transaction('rollback')];
    const events = [...inTransaction(), ...inTransaction(refused), ...inTransaction(refused), ...inTransaction()];
    const error = { class: 'IntegrityError', message: '', sqlstate: '23503', detail: null, constraint: 'a_fkey' };
    const index = indexRun(aRun(events, undefined, { error }));
    const named = Array.from({ length: index.lastStep + 1 }, (_, step) =>
      refusingConstraint(index, stateAt(index, step)),
    );
    // Of the two refusals the run's error is that of the second, whose statement has steps 8 (sent) and 9 (refused).
    expect(named.flatMap((name, step) => (name === null ? [] : [[step, name]]))).toEqual([
      [9, 'a_fkey'],
      [10, 'a_fkey'],
    ]);
  });

  it('tells a changed row from a deleted one', () => {
    const index = indexRun(
      aRun([transaction('begin'), statement('DELETE FROM users', [deletes('users', 1), nulls(2)])]),
    );
    const [users, posts] = stateAt(index, index.lastStep).tables;
    expect([users && fateOf(index, users, 0), users && fateOf(index, users, 1)]).toEqual(['deleted', 'present']);
    expect([posts && fateOf(index, posts, 0), posts && fateOf(index, posts, 1)]).toEqual(['present', 'changed']);
  });

  it('clamps steps that are outside the run', () => {
    const index = indexRun(aRun([transaction('begin'), transaction('commit')]));
    expect(stateAt(index, -5)).toEqual(stateAt(index, 0));
    expect(stateAt(index, 99)).toEqual(stateAt(index, index.lastStep));
    expect(positionAt(index, 99)).toEqual({ type: 'event', event: 1 });
  });
});

describe('the transaction at a step', () => {
  const failing = statement('INSERT INTO posts', [], { failed: true });
  const savepoint = (action: 'savepoint' | 'rollback-to') => transaction(action, { name: 'a' });
  const transactions = (events: readonly TraceEvent[]) => {
    const index = indexRun(aRun(events));
    return events.map((_, at) => stateAt(index, lastStepOf(index, at)).transaction);
  };

  it('is open again when a refusal was taken back to a savepoint', () => {
    const events = [
      transaction('begin'),
      savepoint('savepoint'),
      failing,
      savepoint('rollback-to'),
      transaction('commit'),
    ];
    expect(transactions(events)).toEqual(['open', 'open', 'refused', 'open', 'committed']);
  });

  it('is that of the Session, whatever another connection does', () => {
    const other = { connection: 2 } as const;
    const events = [
      transaction('begin'),
      ...[transaction('begin', other), { ...failing, ...other }, transaction('rollback', other)],
      transaction('commit'),
    ];
    expect(transactions(events)).toEqual(['open', 'open', 'open', 'open', 'committed']);
  });

  it('of another connection keeps its rows when the Session goes back', () => {
    const other = { connection: 2 } as const;
    const index = indexRun(
      aRun([
        ...[transaction('begin'), statement('DELETE FROM posts', [deletes('posts', 1)])],
        ...[transaction('begin', other), statement('DELETE FROM posts', [deletes('posts', 4)], other)],
        ...[transaction('commit', other), transaction('rollback')],
      ]),
    );
    const [, posts] = stateAt(index, index.lastStep).tables;
    expect(posts && [0, 1, 2, 3].map((row) => fateOf(index, posts, row))).toEqual([
      'present',
      'present',
      'present',
      'deleted',
    ]);
  });
});

describe('the values of a row', () => {
  const rewrites = (key: number, from: string, to: string, ...more: Change[]) =>
    updates('posts', key, [{ column: 'title', from, to }, ...more]);
  const moves = (from: number | null, to: number | null): Change => ({ column: 'user_id', from, to });
  /** Of a post, by its place in the table, at the last step of each event. */
  const valuesAfter = (events: readonly TraceEvent[], row = 0) => {
    const index = indexRun(aRun(events));
    return events.map((_, at) => {
      const posts = stateAt(index, lastStepOf(index, at)).tables.find(({ table }) => table.name === 'posts');
      return posts && valuesOf(index, posts, row);
    });
  };

  it('are those of the seed until something touches it, and what an UPDATE wrote over them in any number of columns', () => {
    const events = [
      ...[transaction('begin'), statement('UPDATE posts', [rewrites(2, 'p2', 'other row')])],
      statement('UPDATE posts', [rewrites(1, 'p1', 'x', moves(1, null))]),
    ];
    expect(valuesAfter(events)).toEqual([
      [1, 'p1', 1],
      [1, 'p1', 1],
      [1, 'x', null],
    ]);
  });

  it('are of each column the newest, from whichever effect', () => {
    const events = [
      ...[
        transaction('begin'),
        statement('', [rewrites(1, 'p1', 'x', moves(1, 2))]),
        statement('', [rewrites(1, 'x', 'y')]),
      ],
      ...[
        statement('', [updates('posts', 1, [moves(2, null)], 'foreign-key')]),
        statement('', [updates('posts', 1, [])]),
      ],
      statement('', [deletes('posts', 1)]),
    ];
    expect(valuesAfter(events).slice(1)).toEqual([
      [1, 'x', 2],
      [1, 'y', 2],
      [1, 'y', null],
      [1, 'y', null],
      [1, 'y', null],
    ]);
  });

  it('forget what a ROLLBACK in between took back, and what a ROLLBACK TO did', () => {
    const events = [
      ...[transaction('begin'), statement('', [rewrites(1, 'p1', 'kept')]), transaction('commit')],
      ...[transaction('begin'), statement('', [rewrites(1, 'kept', 'lost', moves(1, 2))]), transaction('rollback')],
      ...[transaction('begin'), statement('', [updates('posts', 1, [moves(1, null)])])],
      ...[transaction('savepoint', { name: 'a' }), statement('', [rewrites(1, 'kept', 'lost')])],
      ...[transaction('rollback-to', { name: 'a' }), statement('', [updates('posts', 1, [])]), transaction('commit')],
    ];
    expect(valuesAfter(events)).toEqual([
      [1, 'p1', 1],
      [1, 'kept', 1],
      [1, 'kept', 1],
      [1, 'kept', 1],
      [1, 'lost', 2],
      [1, 'kept', 1],
      [1, 'kept', 1],
      [1, 'kept', null],
      [1, 'kept', null],
      [1, 'lost', null],
      [1, 'kept', null],
      [1, 'kept', null],
      [1, 'kept', null],
    ]);
    // Each effect came upon the one before it that held then.
    expect([...indexRun(aRun(events)).effectBefore]).toEqual([-1, 0, 0, 2, 2]);
  });

  it('begin anew with an INSERT, of a new row as of one that was deleted', () => {
    const anew = [
      ...[transaction('begin'), statement('', [rewrites(1, 'p1', 'x')]), statement('', [deletes('posts', 1)])],
      ...[statement('', [inserts('posts', 1, [1, 'back', 2])]), statement('', [updates('posts', 1, [moves(2, 1)])])],
    ];
    expect(valuesAfter(anew).slice(1)).toEqual([
      [1, 'x', 1],
      [1, 'x', 1],
      [1, 'back', 2],
      [1, 'back', 1],
    ]);
    const late = [transaction('begin'), statement('', [inserts('posts', 5, [5, 'p5', 2]), rewrites(5, 'p5', 'x')])];
    expect(valuesAfter(late, 4)).toEqual([
      [5, 'p5', 2],
      [5, 'x', 2],
    ]);
  });

  it('follow the row to another key, where later effects find it, and back', () => {
    const moved = updates('posts', 1, [{ column: 'id', from: 1, to: 10 }]);
    const events = [
      ...[transaction('begin'), statement('', [moved]), statement('', [rewrites(10, 'p1', 'x')])],
      ...[transaction('rollback'), statement('', [rewrites(1, 'p1', 'y')])],
    ];
    expect(valuesAfter(events)).toEqual([
      [1, 'p1', 1],
      [10, 'p1', 1],
      [10, 'x', 1],
      [1, 'p1', 1],
      [1, 'y', 1],
    ]);
    expect(indexRun(aRun(events)).tables[1]?.names).toEqual([1, 2, 3, 4]);
  });

  it('name what the last effect changed, column by column', () => {
    const index = indexRun(aRun([transaction('begin'), statement('', [rewrites(1, 'p1', 'x', moves(1, null))])]));
    const [, posts] = stateAt(index, index.lastStep).tables;
    const effect = posts ? effectOn(index, posts, 0) : null;
    expect(['id', 'title', 'user_id'].map((column) => changeOfColumn(effect, column))).toEqual([
      null,
      { column: 'title', from: 'p1', to: 'x' },
      moves(1, null),
    ]);
    expect(posts && effectOn(index, posts, 1)).toBeNull();
    expect(changeOfColumn(null, 'title')).toBeNull();
  });
});

describe('the Session', () => {
  const said = (state: ObjectChange['state'], loaded?: boolean): SessionEvent => ({
    type: 'session',
    at: 'call',
    action: 'changed',
    note: '',
    rule: null,
    objects: [{ entity: 'User', keys: [1], state }],
    collections:
      loaded === undefined ? [] : [{ owner: 'User', key: 1, attribute: 'posts', loaded, members: loaded ? [1] : [] }],
  });
  const knows = (...events: readonly TraceEvent[]) => {
    const index = indexRun(aRun(events));
    const { entities, collections } = stateAt(index, index.lastStep);
    const posts = collections.get('User:1.posts');
    const [user] = entities;
    return [user && objectStateOf(index, user, 0), posts?.expired ? 'expired' : posts?.loaded];
  };
  const [begin, commit, rollback] = [transaction('begin'), transaction('commit'), transaction('rollback')];

  it('has no object any more that was deleted, once that is committed', () => {
    expect(knows(begin, said('deleted'))).toEqual(['deleted', undefined]);
    expect(knows(begin, said('deleted'), commit)).toEqual(['gone', undefined]);
    expect(knows(begin, said('deleted'), commit, begin)).toEqual(['gone', undefined]);
    expect(knows(begin, said('deleted'), transaction('commit', { connection: 2 }))).toEqual(['deleted', undefined]);
    expect(knows(begin, said('deleted'), rollback, said('persistent'))).toEqual(['persistent', undefined]);
    expect(knows(begin, said('deleted'), commit, said('pending'))).toEqual(['pending', undefined]);
  });

  it('loads anew what belongs to an object that has expired', () => {
    expect(knows(begin, said('persistent', true), rollback)).toEqual(['persistent', true]);
    expect(knows(begin, said('persistent', true), rollback, said('expired'))).toEqual(['expired', 'expired']);
    expect(knows(begin, said('persistent', false), rollback, said('expired'))).toEqual(['expired', false]);
    expect(knows(begin, said('persistent', true), rollback, said('expired'), said('persistent', true))).toEqual([
      'persistent',
      true,
    ]);
  });
});

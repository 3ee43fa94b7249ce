import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import { runScenario } from '@/lib/engine/run/run-scenario';
import { change } from '@/lib/scenario/change';
import { THREE_WAYS } from '@/lib/scenario/compare-url';
import { DEFAULT_SCENARIO, type Scenario } from '@/lib/scenario/scenario';
import { differenceOf } from '@/lib/trace/difference';
import { indexRun } from '@/lib/trace/run-index';

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

const compare = (scenarios: readonly Scenario[]) => {
  const indexes = scenarios.map((scenario) => indexRun(runScenario(database, scenario)));
  return { indexes, difference: differenceOf(indexes) };
};
const ways = (...settings: Partial<Scenario>[]) => settings.map((each) => change(DEFAULT_SCENARIO, each));

describe('the difference of runs', () => {
  it('finds one final effect in the three ways, by other hands, and that the first and the last do the same', () => {
    const { indexes, difference } = compare(THREE_WAYS);
    expect(difference.effects).toEqual([[0, 1, 2]]);
    expect(difference.conducts).toEqual([[0, 2], [1]]);
    expect(difference.rows).toEqual([]);
    expect(difference.hands).toEqual([{ of: 'posts', keys: [1, 2, 3], each: ['client', 'foreign-key', 'client'] }]);
    expect(difference.objects).toEqual([{ of: 'Post', keys: [1, 2, 3], each: ['deleted', null, 'deleted'] }]);
    const marked = difference.messages.map((messages, run) =>
      [...messages].map(([at, without]) => {
        const event = indexes[run]?.events[at];
        return [event?.type === 'statement' ? event.sql.split(' ', 1)[0] : event?.type, without];
      }),
    );
    const posts = [
      ['SELECT', [1]],
      ['DELETE', [1]],
    ];
    expect(marked).toEqual([posts, [], posts]);
  });

  it('finds the ways apart as soon as an orphan is made', () => {
    const { difference } = compare(
      THREE_WAYS.map((way) => change(way, { operation: 'remove-post', loaded: 'loaded', nullable: true })),
    );
    expect(difference.effects).toEqual([[0, 1], [2]]);
    const changed = { type: 'changed', values: [{ column: 'user_id', to: null }] };
    expect(difference.rows).toEqual([{ of: 'posts', keys: [1], each: [changed, changed, { type: 'gone' }] }]);
  });

  it('tells a refusal from a success: other rows, another error, COMMIT here and ROLLBACK there', () => {
    const { indexes, difference } = compare(ways({}, { onDelete: null }));
    expect(difference.effects).toEqual([[0], [1]]);
    expect(difference.rows.map(({ of, keys, each }) => [of, keys, each.map(({ type }) => type)])).toEqual([
      ['users', [1], ['gone', 'kept']],
      ['posts', [1, 2, 3], ['gone', 'kept']],
    ]);
    expect(difference.hands).toEqual([]);
    const ends = difference.messages.map((messages, run) =>
      [...messages.keys()].map((at) => indexes[run]?.events[at]).filter((event) => event?.type === 'transaction'),
    );
    expect(ends.map((events) => events.map(({ action }) => action))).toEqual([['commit'], ['rollback']]);
  });

  it('does not call two refusals the same effect when they are refused for other reasons', () => {
    const { difference } = compare(
      ways({ onDelete: null }, { onDelete: null, passiveDeletes: false, cascade: 'save-update, merge' }),
    );
    expect(difference.rows).toEqual([]);
    expect(difference.effects).toEqual([[0], [1]]);
  });

  it('compares inserted rows too', () => {
    const { difference } = compare(
      ways(
        { shape: 'one-to-one', operation: 'replace-profile', nullable: true },
        { shape: 'one-to-one', operation: 'replace-profile', nullable: true, cascade: 'all', passiveDeletes: false },
      ),
    );
    expect(difference.effects).toEqual([[0], [1]]);
    expect(difference.rows.map(({ of, each }) => [of, each.map(({ type }) => type)])).toEqual([
      ['profiles', ['gone', 'changed']],
    ]);
  });

  it('is none between two runs of one scenario, though the time that they took differs', () => {
    for (const operation of ['delete-user', 'clear-posts', 'bulk-delete'] as const) {
      const { difference } = compare(ways({ operation }, { operation }));
      expect(difference).toEqual({
        effects: [[0, 1]],
        conducts: [[0, 1]],
        messages: [new Map(), new Map()],
        rows: [],
        hands: [],
        objects: [],
      });
    }
  });

  it('keeps rows that differ in the same way together, ten thousand of them', () => {
    const { difference } = compare(THREE_WAYS.map((way) => change(way, { posts: 10_000 })));
    expect(difference.hands.map(({ keys }) => keys.length)).toEqual([10_000]);
    expect(difference.effects).toEqual([[0, 1, 2]]);
  });
});

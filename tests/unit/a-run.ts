// A builder of runs for tests of what only reads them: events from shorthand, rows from the effects.
import type { Effect, StatementEvent, Tables, Trace, TraceEvent } from '@/lib/trace/trace';

const SEED: Tables = {
  users: [
    [1, 'ann'],
    [2, 'bob'],
  ],
  posts: [
    [1, 'p1', 1],
    [2, 'p2', 1],
    [3, 'p3', 1],
    [4, 'p4', 2],
  ],
};

export const transaction = (action: 'begin' | 'commit' | 'rollback'): TraceEvent => ({
  type: 'transaction',
  at: action === 'begin' ? 'setup' : 'commit',
  action,
});

export function statement(
  sql: string,
  effects: readonly Effect[] = [],
  more: Partial<StatementEvent> = {},
): StatementEvent {
  return {
    type: 'statement',
    at: 'flush',
    sql,
    parameters: [[1]],
    many: false,
    rowcount: effects.length,
    milliseconds: 1,
    rule: null,
    effects,
    failed: false,
    ...more,
  };
}

export const deletes = (table: string, key: number, by: Effect['by'] = 'client'): Effect => ({
  by,
  operation: 'DELETE',
  table,
  key,
});

/** A run of these events on two users and their posts; `rows` are what is left. */
export function aRun(events: readonly TraceEvent[], rows: Tables = SEED): Trace<null> {
  return {
    before: SEED,
    trace: {
      engine: { name: 'model', version: '2.0.52', postgres: '18.6' },
      scenario: null,
      events,
      warnings: [],
      error: null,
      rows,
    },
  };
}

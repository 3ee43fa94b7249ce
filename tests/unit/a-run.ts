// A builder of runs for tests of what only reads them: events from shorthand, around two users and their posts.
import { DEFAULT_SCENARIO } from '@/lib/scenario/scenario';
import { schemaOf } from '@/lib/scenario/schema';
import {
  type Change,
  type Effect,
  FORMAT,
  type Key,
  type Row,
  type StatementEvent,
  type Tables,
  type Trace,
  type TraceEvent,
  type TransactionEvent,
} from '@/lib/trace/trace';

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

/** `more` may name a savepoint or another connection. */
export const transaction = (
  action: TransactionEvent['action'],
  more: Partial<TransactionEvent> = {},
): TransactionEvent => ({
  type: 'transaction',
  at: action === 'begin' ? 'setup' : 'commit',
  action,
  ...more,
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

export const deletes = (table: string, key: Key, by: Effect['by'] = 'client'): Effect => ({
  by,
  operation: 'DELETE',
  table,
  key,
});

export const updates = (table: string, key: Key, changes: readonly Change[], by: Effect['by'] = 'client'): Effect => ({
  by,
  operation: 'UPDATE',
  table,
  key,
  changes,
});

/** Without a row it does not say what it wrote. */
export const inserts = (table: string, key: Key, row: Row | null, by: Effect['by'] = 'client'): Effect => ({
  by,
  operation: 'INSERT',
  table,
  key,
  ...(row && { row }),
});

/** A run of these events; `rows` are what is left. */
export function aRun(events: readonly TraceEvent[], rows: Tables = SEED, more: Partial<Trace<null>> = {}): Trace<null> {
  return {
    format: FORMAT,
    engine: { name: 'model', version: '2.0.52', postgres: '18.6' },
    scenario: null,
    schema: schemaOf(DEFAULT_SCENARIO),
    before: SEED,
    events,
    warnings: [],
    error: null,
    rows,
    unexplained: [],
    missing: [],
    ...more,
  };
}

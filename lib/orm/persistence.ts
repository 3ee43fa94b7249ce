// The statements of a flush: one per table and kind, its rows by primary key, several of them as one executemany
// (orm/persistence.py, 2.0.52; F1, F2, F4).

import type { RuleNumber } from '@/lib/rules/rules';
import type { Entity } from '@/lib/scenario/shape';
import type { FlushSession } from './flush-session';
import type { InstanceState } from './instance-state';
import * as notes from './notes';
import { exception, PythonError } from './python-error';
import type { Steps } from './request';
import { deleteByKey, insertChild, updateUserId } from './statement-text';

type RuleOf = (state: InstanceState) => RuleNumber;

/** UPDATE for the children whose user_id really differs from what the database holds. */
export function* emitUpdates(session: FlushSession, states: readonly InstanceState[], ruleOf: RuleOf): Steps {
  const changed = byPrimaryKey(
    states.filter(
      ({ hasIdentity, userId, committedUserId }) =>
        hasIdentity && committedUserId !== undefined && committedUserId !== userId,
    ),
  );
  if (changed.length === 0) return;
  const { rowcount } = yield* session.execute({
    at: 'flush',
    rule: batchRule(changed, ruleOf),
    sql: updateUserId(session.mapping),
    parameters: changed.map(({ userId, id }) => [userId, id]),
  });
  // F4: asyncpg has no count for an executemany, so only a single row is verified
  if (changed.length > 1 || rowcount === 1) return;
  const { table } = session.mapping.names;
  const message = `UPDATE statement on table '${table}' expected to update 1 row(s); ${rowcount} were matched.`;
  const error = exception('StaleDataError', message);
  yield notes.refused('flush', error);
  throw new PythonError(error);
}

/** INSERT for pending children, in the order in which they were added. */
export function* emitInserts(session: FlushSession, states: readonly InstanceState[], ruleOf: RuleOf): Steps {
  const added = states.filter(({ hasIdentity }) => !hasIdentity);
  if (added.length === 0) return;
  yield* session.execute({
    at: 'flush',
    rule: batchRule(added, ruleOf),
    sql: insertChild(session.mapping),
    parameters: added.map(({ id, text, userId }) => [id, text, userId]),
  });
}

export function* emitDeletes(
  session: FlushSession,
  entity: Entity,
  states: readonly InstanceState[],
  ruleOf: RuleOf,
): Steps {
  const deleted = byPrimaryKey(states.filter((state) => state.entity === entity));
  if (deleted.length === 0) return;
  const table = entity === 'User' ? 'users' : session.mapping.names.table;
  const { rowcount } = yield* session.execute({
    at: 'flush',
    rule: batchRule(deleted, (state) => deleteRule(session, state, ruleOf(state))),
    sql: deleteByKey(table),
    parameters: deleted.map(({ id }) => [id]),
  });
  if (deleted.length > 1 || rowcount === 1) return;
  const message = `DELETE statement on table '${table}' expected to delete 1 row(s); ${rowcount} were matched.  Please set confirm_deleted_rows=False within the mapper configuration to prevent this warning.`;
  yield { type: 'warning', warning: { class: 'SAWarning', message, at: 'flush' } }; // F4
}

/** Why nothing was done about the children of a user that goes, where that is so. */
function deleteRule(session: FlushSession, state: InstanceState, rule: RuleNumber): RuleNumber {
  const { passiveDeletes, cascade } = session.mapping.children;
  if (state.entity !== 'User' || rule !== 'D0') return rule;
  if (passiveDeletes === 'all') return 'D6';
  if (!passiveDeletes || session.isLoaded(state)) return rule;
  return cascade.delete ? 'D2' : 'D5';
}

/** One statement has one rule: that of the first row which has more of a reason than having been asked for. */
function batchRule(states: readonly InstanceState[], ruleOf: RuleOf): RuleNumber {
  for (const state of states) {
    const rule = ruleOf(state);
    if (rule !== 'D0') return rule;
  }
  return 'D0';
}

function byPrimaryKey(states: InstanceState[]): InstanceState[] {
  return states.sort((a, b) => a.id - b.id);
}

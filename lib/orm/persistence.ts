// The statements of a flush: one per table and kind, its rows by primary key, several of them as one executemany, and
// the row counts that are verified (orm/persistence.py, 2.0.52; F1, F2, F4, R7, R8).

import type { RuleNumber } from '@/lib/rules/rules';
import type { Entity } from '@/lib/scenario/shape';
import type { Value } from '@/lib/trace/trace';
import type { FlushSession } from './flush-session';
import type { InstanceState } from './instance-state';
import * as notes from './notes';
import { exception, PythonError } from './python-error';
import type { Statement, Steps } from './request';
import { deleteEntity, insertChild, updateChild } from './statement-text';

type RuleOf = (state: InstanceState) => RuleNumber;

/** A child that has to be written, with the values of its columns that differ from what the database holds. */
interface Written {
  readonly state: InstanceState;
  readonly changed: ReadonlyMap<string, Value>;
}

/** UPDATE for the children of which a column really differs from what the database holds. */
export function* emitUpdates(session: FlushSession, states: readonly InstanceState[], ruleOf: RuleOf): Steps {
  const { mapping, driver } = session;
  const changed = byPrimaryKey(states.filter(({ hasIdentity }) => hasIdentity))
    .map((state): Written => ({ state, changed: state.changedColumns(mapping.names.column) }))
    .filter((written) => written.changed.size > 0);
  for (const batch of withSameColumns(changed)) {
    const members = batch.map(({ state }) => state);
    const text = updateChild(mapping, [...(batch[0]?.changed.keys() ?? [])]);
    const parameters = batch.map(({ state: { id, version }, changed }) => [
      ...changed.values(),
      ...(mapping.versioned ? [version + 1, id, version] : [id]),
    ]);
    // R8: versioned rows go one by one, whatever the driver counts
    const matched = yield* send(session, { ...text, parameters, rule: batchRule(members, ruleOf) }, mapping.versioned);
    if (mapping.versioned) for (const state of members) state.version += 1;
    const isCounted = mapping.versioned || driver.countsMany || batch.length === 1;
    if (!isCounted || matched === batch.length) continue;
    const expected = `expected to update ${batch.length} row(s); ${matched} were matched.`;
    const rule = mapping.versioned ? 'R8' : batch.length > 1 ? 'R7' : 'F4';
    yield* raiseStale(`UPDATE statement on table '${mapping.names.table}' ${expected}`, rule);
  }
}

/** Neighbours of which the same columns are written, which is what one executemany can do. */
function withSameColumns(written: readonly Written[]): Written[][] {
  const batches: Written[][] = [];
  const columnsOf = (each: Written | undefined) => each && [...each.changed.keys()].join();
  for (const each of written) {
    const batch = batches.at(-1);
    if (batch && columnsOf(batch[0]) === columnsOf(each)) batch.push(each);
    else batches.push([each]);
  }
  return batches;
}

/** INSERT for pending children, in the order in which they were added. */
export function* emitInserts(session: FlushSession, states: readonly InstanceState[], ruleOf: RuleOf): Steps {
  const { versioned } = session.mapping;
  const added = states.filter(({ hasIdentity }) => !hasIdentity);
  if (added.length === 0) return;
  yield* session.execute({
    at: 'flush',
    rule: batchRule(added, ruleOf),
    ...insertChild(session.mapping),
    parameters: added.map(({ id, text, userId, version }) => [id, text, userId, ...(versioned ? [version] : [])]),
  });
}

export function* emitDeletes(
  session: FlushSession,
  entity: Entity,
  states: readonly InstanceState[],
  ruleOf: RuleOf,
): Steps {
  const { mapping, driver } = session;
  const deleted = byPrimaryKey(states.filter((state) => state.entity === entity));
  if (deleted.length === 0) return;
  const statement = {
    ...deleteEntity(entity, mapping),
    rule: batchRule(deleted, (state) => deleteRule(session, state, ruleOf(state))),
    parameters: deleted.map(({ id, version }) => (mapping.versioned ? [id, version] : [id])),
  };
  // R8: where an executemany has no count, versioned rows go one by one; what was counted of several is not looked at
  const matched = yield* send(session, statement, mapping.versioned && !driver.countsMany);
  const isCounted = mapping.confirmsDeletedRows && (driver.countsMany || deleted.length === 1);
  if (!isCounted || matched === deleted.length) return;
  const table = entity === 'User' ? 'users' : mapping.names.table;
  const message = `DELETE statement on table '${table}' expected to delete ${deleted.length} row(s); ${matched} were matched.  Please set confirm_deleted_rows=False within the mapper configuration to prevent this warning.`;
  if (mapping.versioned) yield* raiseStale(message, 'R8');
  else yield { type: 'warning', warning: { class: 'SAWarning', message, at: 'flush' } }; // F4, R7
}

/** Sends the sets together or one by one; gives the rows that were matched, null where that is not known. */
function* send(
  session: FlushSession,
  { parameters, ...statement }: Omit<Statement, 'at'>,
  oneByOne: boolean,
): Steps<number | null> {
  let matched: number | null = 0;
  for (const sets of oneByOne ? parameters.map((set) => [set]) : [parameters]) {
    const { rowcount } = yield* session.execute({ ...statement, at: 'flush', parameters: sets });
    matched = rowcount === null || matched === null ? null : matched + rowcount;
  }
  return matched;
}

function* raiseStale(message: string, rule: RuleNumber): Steps {
  const error = exception('StaleDataError', message);
  yield notes.refused('flush', error, rule);
  throw new PythonError(error);
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

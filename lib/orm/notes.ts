// What the Session has just learned or decided, as events of the trace with a sentence for a reader. Objects of a
// class that enter a state together are one object change, so that 10,000 posts stay small.
import type { RuleNumber } from '@/lib/rules/rules';
import type { At, CollectionChange, ObjectChange, ObjectState, SessionEvent, TraceError } from '@/lib/trace/trace';
import type { InstanceState } from './instance-state';
import type { Mapping, Relationship } from './mapping';
import type { Steps, WarningRequest } from './request';

type States = readonly InstanceState[];

export function gotten(at: At, state: InstanceState): SessionEvent {
  return event(at, 'loaded', 'L1', `The Session loads ${called([state])}`, changes([state], 'persistent'));
}

export function selectInLoaded(at: At, { children }: Mapping, user: InstanceState, loaded: States): SessionEvent {
  const note = `selectinload fills user${user.id}.${children.key} with ${called(loaded)}`;
  return event(at, 'loaded', 'T5', note, changes(loaded, 'persistent'), [childrenOf(user, children)]);
}

const LOAD_REASONS: Readonly<Partial<Record<RuleNumber, string>>> = {
  D1: 'the delete cascade has to reach each child, so delete() loads',
  D4: 'the flush has to set each child’s foreign key to NULL, so it loads',
  O1: 'the change needs the collection, so it loads',
  L2: 'reading the attribute loads',
};

export function lazilyLoaded(
  at: At,
  rule: RuleNumber,
  { children }: Mapping,
  user: InstanceState,
  loaded: States,
): SessionEvent {
  const name = `user${user.id}.${children.key}`;
  const note = `${name} is not loaded; ${LOAD_REASONS[rule] ?? 'it loads'} ${called(loaded)}`;
  return event(at, 'loaded', rule, note, changes(loaded, 'persistent'), [childrenOf(user, children)]);
}

export function replacedLoaded(
  { children }: Mapping,
  user: InstanceState,
  original: InstanceState | undefined,
): SessionEvent {
  const found = original ? [original] : [];
  const note = `user${user.id}.${children.key} was replaced without having been loaded; the flush loads ${called(found)}`;
  return event('flush', 'loaded', 'S1', note, changes(found, 'persistent'));
}

export function notLoaded(at: At, { children }: Mapping, user: InstanceState): SessionEvent {
  const { key, cascade, passiveDeletes } = children;
  const flag = passiveDeletes === 'all' ? 'passive_deletes="all"' : 'passive_deletes=True';
  const rule = passiveDeletes === 'all' ? 'D6' : cascade.delete ? 'D2' : 'D5';
  const note = `user${user.id}.${key} stays unloaded: ${flag} leaves what is in it to the database`;
  return event(at, 'not-loaded', rule, note, [], [childrenOf(user, children)]);
}

export function marked(at: At, rule: RuleNumber, state: InstanceState, cascaded: States): SessionEvent {
  const also = cascaded.length > 0 ? `, and by the delete cascade ${called(cascaded)}` : '';
  const note = `delete() marks ${called([state])} for deletion${also}`;
  return event(at, 'marked-deleted', rule, note, changes([state, ...cascaded], 'marked-deleted'));
}

export function emptied(user: InstanceState, removed: States, children: Relationship): SessionEvent {
  const note = `user${user.id}.${children.key} is emptied: ${called(removed)} taken out`;
  return event('call', 'changed', 'O1', note, [], [childrenOf(user, children)]);
}

export function removed(user: InstanceState, child: InstanceState, children: Relationship): SessionEvent {
  const note = `${called([child])} is taken out of user${user.id}.${children.key}, which sets its user to None`;
  return event('call', 'changed', 'O1', note, [], [childrenOf(user, children), userOf(child)]);
}

export function appended(user: InstanceState, child: InstanceState, children: Relationship): SessionEvent {
  const note = `${called([child])} is appended to user${user.id}.${children.key}, which takes it from its old user`;
  return event('call', 'changed', 'O4', note, [], [childrenOf(user, children), userOf(child)]);
}

export function userSet(rule: RuleNumber, child: InstanceState, user: InstanceState | null): SessionEvent {
  const value = user ? `user ${user.id}` : 'None';
  return event('call', 'changed', rule, `${called([child])} gets ${value} as its user`, [], [userOf(child)]);
}

export function userIdSet(child: InstanceState): SessionEvent {
  const note = `The user_id of ${called([child])} is set to ${child.userId ?? 'None'}; no relationship hears of it`;
  return event('call', 'changed', 'O3', note, changes([child], 'persistent'));
}

export function textSet(child: InstanceState, column: string): SessionEvent {
  const note = `The ${column} of ${called([child])} is set to “${child.text}”`;
  return event('call', 'changed', null, note, changes([child], 'persistent'));
}

/** `isPending`: whether the save-update cascade has brought the new profile into the Session. */
export function profileSet(user: InstanceState, children: Relationship, isPending: boolean): SessionEvent {
  const { related } = user;
  const left = related && !isPending ? '; no save-update cascade brings it into the Session' : '';
  const note = `user${user.id}.${children.key} is set to ${related ? `the new ${called([related])}` : 'None'}${left}`;
  const objects = related && isPending ? changes([related], 'pending') : [];
  return event('call', 'changed', 'S1', note, objects, [childrenOf(user, children)]);
}

/** None when nothing is orphaned. */
export function orphaned(states: States, rule: RuleNumber): SessionEvent[] {
  if (states.length === 0) return [];
  const [verb, object] = states.length === 1 ? ['has', 'it'] : ['have', 'them'];
  const note = `${capital(called(states))} ${verb} no parent any more: delete-orphan makes the flush delete ${object}`;
  return [event('flush', 'orphaned', rule, note, changes(states, 'orphan'))];
}

export function flushed(deleted: States, saved: States): SessionEvent {
  const said = [
    deleted.length > 0 ? `${called(deleted)} deleted` : '',
    saved.length > 0 ? `${called(saved)} in step with the database` : '',
  ];
  const note = `Flushed: ${said.filter((part) => part !== '').join(', ')}`;
  return event('flush', 'flushed', null, note, [...changes(deleted, 'deleted'), ...changes(saved, 'persistent')]);
}

export function synchronized(user: InstanceState): SessionEvent {
  const note = `The statement’s WHERE, evaluated in Python, matches ${called([user])}: the Session counts it as deleted`;
  return event('call', 'flushed', 'B1', note, changes([user], 'deleted'));
}

/** `rule` where it is no SQLSTATE that tells it. */
export function refused(at: At, error: TraceError, rule: RuleNumber | null = null): SessionEvent {
  const code = error.sqlstate ? ` (SQLSTATE ${error.sqlstate})` : '';
  return event(
    at,
    'raised',
    RULE_OF_SQLSTATE[error.sqlstate ?? ''] ?? rule,
    `${error.class}${code}: ${error.message}`,
    [],
  );
}

const RULE_OF_SQLSTATE: Readonly<Record<string, RuleNumber>> = {
  '23503': 'K2',
  '23001': 'K2',
  '23502': 'K3',
  '23505': 'S1',
};

export function rolledBack(at: At, persistent: States, transient: States): SessionEvent[] {
  const rule = at === 'flush' ? 'F5' : null;
  const note = 'After the rollback every object is expired: its attributes are read again when next asked for';
  const events = [event(at, 'expired', rule, note, keysOnly(persistent, 'expired'))];
  if (transient.length === 0) return events;
  const left = `${capital(called(transient))} never reached the database and is in no Session any more`;
  return [...events, event(at, 'detached', rule, left, keysOnly(transient, 'detached'))];
}

export function notInSession(state: InstanceState, operation: string, { owner, key }: Relationship): WarningRequest {
  const message = `Object of type <${state.entity}> not in session, ${operation} operation along '${owner}.${key}' will not proceed`;
  return { type: 'warning', warning: { class: 'SAWarning', message, at: 'flush' } };
}

/** orm/session.py `_autoflush` marks what warns inside of it (util/langhelpers.py `tag_method_for_warnings`). */
const FROM_AUTOFLUSH =
  " (This warning originated from the Session 'autoflush' process, which was invoked automatically in response to a user-initiated operation. Consider using ``no_autoflush`` context manager if this warning happened while initializing objects.)";

/** The same steps, with that added to their warnings. */
export function* fromAutoflush(steps: Steps): Steps {
  let step = steps.next();
  while (!step.done) {
    const request = step.value;
    const { warning } = request.type === 'warning' ? request : { warning: null };
    const tagged = warning && { ...warning, message: warning.message + FROM_AUTOFLUSH };
    step = steps.next(yield tagged ? { type: 'warning', warning: tagged } : request);
  }
}

function event(
  at: At,
  action: SessionEvent['action'],
  rule: RuleNumber | null,
  note: string,
  objects: readonly ObjectChange[],
  collections: readonly CollectionChange[] = [],
): SessionEvent {
  return { type: 'session', at, action, note, rule, objects, collections };
}

/** "user 1", "the 3 posts", "user 1 and the 3 posts". */
function called(states: States): string {
  const words = grouped(states, ({ entity }) => entity).map(([first, members]) => {
    const word = first.entity.toLowerCase();
    return members.length === 1 ? `${word} ${first.id}` : `the ${members.length} ${word}s`;
  });
  return words.length > 0 ? words.join(' and ') : 'nothing';
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** The objects grouped by class and foreign key. */
function changes(states: States, state: ObjectState): ObjectChange[] {
  return grouped(states, ({ entity }) => entity).flatMap(([{ entity }, members]) =>
    grouped(members, ({ userId }) => userId).map(([{ userId }, group]) => {
      const keys = group.map(({ id }) => id);
      return entity === 'User' ? { entity, keys, state } : { entity, keys, state, foreignKeys: { user_id: userId } };
    }),
  );
}

/** For states in which Python no longer holds the columns. */
function keysOnly(states: States, state: ObjectState): ObjectChange[] {
  return grouped(states, ({ entity }) => entity).map(([{ entity }, members]) => {
    return { entity, keys: members.map(({ id }) => id), state };
  });
}

/** The groups that share a value, each with its first member, in order of appearance. */
function grouped<Value>(states: States, keyOf: (state: InstanceState) => Value): [InstanceState, InstanceState[]][] {
  const groups = new Map<Value, [InstanceState, InstanceState[]]>();
  for (const state of states) {
    const value = keyOf(state);
    const group = groups.get(value);
    if (group) group[1].push(state);
    else groups.set(value, [state, [state]]);
  }
  return [...groups.values()];
}

/** A user's posts or profile as Python holds them. */
function childrenOf(user: InstanceState, { key, uselist }: Relationship): CollectionChange {
  const members = user.members ?? (user.related ? [user.related] : []);
  const loaded = (uselist ? user.members : user.related) !== undefined;
  return { owner: 'User', key: user.id, attribute: key, loaded, members: members.map(({ id }) => id) };
}

/** `child.user` as Python holds it. */
function userOf({ entity, id, related }: InstanceState): CollectionChange {
  const members = related ? [related.id] : [];
  return { owner: entity, key: id, attribute: 'user', loaded: related !== undefined, members };
}

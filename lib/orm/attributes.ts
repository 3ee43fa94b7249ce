// Instrumented relationship attributes: setting, appending and removing, with the event that keeps the other side
// in step (orm/attributes.py and orm/unitofwork.py track_cascade_events, 2.0.52). Nothing in here sends SQL.
import { type InstanceState, isObject, type Missing, NO_VALUE, PASSIVE_NO_RESULT } from './instance-state';
import type { Mapping, Relationship } from './mapping';

/** The part of the Session that attribute events reach. */
export interface AttributeSession {
  readonly mapping: Mapping;
  lookup(entity: InstanceState['entity'], id: number): InstanceState | undefined;
  contains(state: InstanceState): boolean;
  /** Makes a transient object pending. */
  add(state: InstanceState): void;
  /** Puts the object among the dirty ones. */
  modified(state: InstanceState): void;
}

/** The attribute and kind of change at which a chain of events began; the chain stops where it would begin again. */
interface Initiator {
  readonly relationship: Relationship;
  readonly operation: 'append' | 'remove' | 'replace';
}

/** A scalar attribute without SQL: what is loaded, what the identity map has for the foreign key, or why neither. */
function passiveScalar(
  session: AttributeSession,
  state: InstanceState,
  { direction }: Relationship,
): InstanceState | null | Missing {
  if (state.related !== undefined) return state.related;
  if (!state.hasIdentity) return NO_VALUE;
  if (direction === 'one-to-many') return PASSIVE_NO_RESULT;
  const key = state.committedUserId === undefined ? state.userId : state.committedUserId;
  const found = key === null ? null : session.lookup('User', key);
  if (found === undefined) return PASSIVE_NO_RESULT; // O2: the old parent is not in the Session
  state.related = found;
  state.committedRelated = undefined;
  return found;
}

/** `state.attribute = value`; the old value is looked for in memory only. */
export function setScalar(
  session: AttributeSession,
  state: InstanceState,
  relationship: Relationship,
  value: InstanceState | null,
  initiator: Initiator = { relationship, operation: 'replace' },
): void {
  replaceScalar(session, state, relationship, value, initiator, passiveScalar(session, state, relationship));
}

function replaceScalar(
  session: AttributeSession,
  state: InstanceState,
  relationship: Relationship,
  value: InstanceState | null,
  initiator: Initiator,
  old: InstanceState | null | Missing,
): void {
  const { mapping } = session;
  const tracksParent = relationship === mapping.children;
  const other = otherSide(mapping, relationship);
  const replaced = isObject(old) && old !== value ? old : null;
  if (replaced && tracksParent) setHasParent(replaced, state, false);
  if (value && value !== old) cascadeSaveUpdate(session, state, relationship, value, initiator);
  if (replaced && !isAt(initiator, other, other.uselist ? 'remove' : 'replace')) {
    popFrom(session, replaced, other, state, { relationship, operation: 'replace' });
  }
  if (value && value !== old && !isAt(initiator, other, other.uselist ? 'append' : 'replace')) {
    if (other.uselist) appendTo(session, value, other, state, initiator);
    else setScalar(session, value, other, state, initiator);
  }
  if (state.committedRelated === undefined) state.committedRelated = old;
  session.modified(state);
  if (value && tracksParent) setHasParent(value, state, true);
  state.related = value;
}

/** `owner.collection.append(child)`, on a loaded collection or, coming from the other side, on an unloaded one. */
export function appendTo(
  session: AttributeSession,
  owner: InstanceState,
  relationship: Relationship,
  child: InstanceState,
  initiator: Initiator = { relationship, operation: 'append' },
): void {
  const other = otherSide(session.mapping, relationship);
  cascadeSaveUpdate(session, owner, relationship, child, initiator);
  if (!isAt(initiator, other, 'replace')) setScalar(session, child, other, owner, initiator);
  collectionModified(session, owner);
  setHasParent(child, owner, true);
  if (owner.members) owner.members.push(child);
  else if (!pendingOf(owner).removed.delete(child)) pendingOf(owner).added.add(child);
}

/**
 * The event of removing from a collection: it fires before the list is touched, so also for a child that is not in it.
 */
export function fireRemove(
  session: AttributeSession,
  owner: InstanceState,
  relationship: Relationship,
  child: InstanceState,
  initiator: Initiator = { relationship, operation: 'remove' },
): void {
  const other = otherSide(session.mapping, relationship);
  setHasParent(child, owner, false);
  if (!isAt(initiator, other, 'remove') && !isAt(initiator, other, 'replace')) {
    popFrom(session, child, other, owner, initiator);
  }
  collectionModified(session, owner);
}

/** `child.user_id = userId`: the column alone, no relationship hears of it (O3). */
export function setUserId(session: AttributeSession, child: InstanceState, userId: number | null): void {
  if (child.committedUserId === undefined) child.committedUserId = child.userId;
  child.userId = userId;
  session.modified(child);
}

/** `child.title = text` */
export function setText(session: AttributeSession, child: InstanceState, text: string): void {
  child.committedText ??= child.text;
  child.text = text;
  session.modified(child);
}

/** Takes `value` out of the other side's attribute if it is there; says nothing if it is not. */
function popFrom(
  session: AttributeSession,
  state: InstanceState,
  relationship: Relationship,
  value: InstanceState,
  initiator: Initiator,
): void {
  if (!relationship.uselist) {
    const old = passiveScalar(session, state, relationship);
    if (old === value || old === PASSIVE_NO_RESULT) replaceScalar(session, state, relationship, null, initiator, old);
    return;
  }
  fireRemove(session, state, relationship, value, initiator);
  if (state.members) {
    const index = state.members.indexOf(value);
    if (index >= 0) state.members.splice(index, 1);
  } else if (!pendingOf(state).added.delete(value)) pendingOf(state).removed.add(value);
}

/** The save-update cascade on attribute events: the new member joins the owner's Session. */
function cascadeSaveUpdate(
  session: AttributeSession,
  owner: InstanceState,
  relationship: Relationship,
  member: InstanceState,
  initiator: Initiator,
): void {
  if (!relationship.cascade.saveUpdate || initiator.relationship !== relationship) return;
  if (session.contains(owner) && !session.contains(member)) session.add(member);
}

/** Who holds the child. A removal from an earlier parent does not undo an append to a later one (O4). */
function setHasParent(child: InstanceState, parent: InstanceState, value: boolean): void {
  if (value) child.parent = parent;
  else if (!child.parent || child.parent === parent) child.parent = false;
}

function collectionModified(session: AttributeSession, owner: InstanceState): void {
  owner.committedMembers ??= owner.members ? [...owner.members] : NO_VALUE;
  session.modified(owner);
}

function pendingOf(owner: InstanceState) {
  owner.pending ??= { added: new Set(), removed: new Set() };
  return owner.pending;
}

function otherSide({ children, parent }: Mapping, relationship: Relationship): Relationship {
  return relationship === children ? parent : children;
}

function isAt(initiator: Initiator, relationship: Relationship, operation: Initiator['operation']): boolean {
  return initiator.relationship === relationship && initiator.operation === operation;
}

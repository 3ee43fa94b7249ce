// What the Session knows of one object: its identity, its foreign key, its relationship attribute and what both
// were when last in step with the database (orm/state.py InstanceState, 2.0.52).
import type { Entity } from '@/lib/scenario/shape';
import type { Value } from '@/lib/trace/trace';

/** The attribute was never set, and there is nothing to load. */
export const NO_VALUE = Symbol('NO_VALUE');
/** The attribute is not loaded, and this access may not send SQL. */
export const PASSIVE_NO_RESULT = Symbol('PASSIVE_NO_RESULT');

export type Missing = typeof NO_VALUE | typeof PASSIVE_NO_RESULT;

export function isObject(value: InstanceState | null | Missing): value is InstanceState {
  return value !== null && value !== NO_VALUE && value !== PASSIVE_NO_RESULT;
}

export class InstanceState {
  readonly entity: Entity;
  readonly id: number;
  /** The text column as Python holds it, and as it was if that has changed. */
  text: string;
  committedText: string | undefined;
  /** What is in the version column, where the mapper has one. */
  version: number;
  /** Whether it has an identity key: a row stands behind it, or did until its DELETE. */
  hasIdentity: boolean;
  /** Its DELETE was flushed. */
  deleted = false;

  /** A child's user_id as Python holds it, and as it was if that has changed. */
  userId: number | null;
  committedUserId: number | null | undefined;

  /** A loaded collection; undefined while it is not loaded. */
  members: InstanceState[] | undefined;
  /** The collection as it was, if it has changed; NO_VALUE when it changed without being loaded. */
  committedMembers: readonly InstanceState[] | typeof NO_VALUE | undefined;
  /** Changes to a collection that is not loaded, made through the other side. */
  pending: { readonly added: Set<InstanceState>; readonly removed: Set<InstanceState> } | undefined;

  /** A loaded scalar relationship attribute; undefined while it is not loaded. */
  related: InstanceState | null | undefined;
  /** The scalar attribute as it was, if it has changed. */
  committedRelated: InstanceState | null | Missing | undefined;

  /** The parent that holds it in its posts or profile; false once removed, undefined if no event ever said (O2). */
  parent: InstanceState | false | undefined;

  constructor(entity: Entity, id: number, text: string, userId: number | null, hasIdentity: boolean, version = 1) {
    this.entity = entity;
    this.id = id;
    this.text = text;
    this.committedText = undefined;
    this.version = version;
    this.userId = userId;
    this.hasIdentity = hasIdentity;
    this.committedUserId = undefined;
    this.members = undefined;
    this.committedMembers = undefined;
    this.pending = undefined;
    this.related = undefined;
    this.committedRelated = undefined;
    this.parent = undefined;
  }

  /** The columns that differ from what the database holds, in the order of the table; `text` is the text column's name. */
  changedColumns(text: string): ReadonlyMap<string, Value> {
    const changed = new Map<string, Value>();
    if (this.committedText !== undefined && this.committedText !== this.text) changed.set(text, this.text);
    if (this.committedUserId !== undefined && this.committedUserId !== this.userId) changed.set('user_id', this.userId);
    return changed;
  }

  /** Everything as it is now is what the database holds. */
  commitAll(): void {
    this.committedText = undefined;
    this.committedUserId = undefined;
    this.committedMembers = undefined;
    this.committedRelated = undefined;
    this.pending = undefined;
  }
}

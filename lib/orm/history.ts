// What changed in a relationship attribute since the last flush (orm/attributes.py History, 2.0.52). Pure reading:
// a state in, its added, unchanged and deleted members out.
import { type InstanceState, isObject, type Missing, NO_VALUE } from './instance-state';

/** What happened to a relationship attribute since the last flush; null is a member where `None` was set. */
export interface History {
  readonly added: readonly (InstanceState | null)[];
  readonly unchanged: readonly (InstanceState | null)[];
  readonly deleted: readonly (InstanceState | null)[];
}

const HISTORY_BLANK: History = { added: [], unchanged: [], deleted: [] };

/** The history of a collection, in the order of its lists; what is not loaded has none. */
export function collectionHistory({ members, committedMembers }: InstanceState): History {
  if (!members) return HISTORY_BLANK;
  if (committedMembers === undefined) return { added: [], unchanged: members, deleted: [] };
  if (committedMembers === NO_VALUE) return { added: members, unchanged: [], deleted: [] };
  const before = new Set(committedMembers);
  const now = new Set(members);
  return {
    added: members.filter((member) => !before.has(member)),
    unchanged: members.filter((member) => before.has(member)),
    deleted: committedMembers.filter((member) => !now.has(member)),
  };
}

/** The history of a scalar attribute; `original` stands in for a value that was not loaded when it was replaced. */
export function scalarHistory(
  { related, committedRelated }: InstanceState,
  original: InstanceState | null | Missing | undefined = committedRelated,
): History {
  if (related === undefined) return HISTORY_BLANK;
  if (original === undefined || original === related) return { added: [], unchanged: [related], deleted: [] };
  return { added: [related], unchanged: [], deleted: isObject(original) ? [original] : [] };
}

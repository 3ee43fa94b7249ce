// The operation of a scenario, step by step as the Python in the source panel says it.
import type { Operation, Scenario } from '@/lib/scenario/scenario';
import type { RuleId } from '@/lib/trace/trace';
import { appendTo, fireRemove, setScalar, setUserId } from './attributes';
import { InstanceState } from './instance-state';
import * as notes from './notes';
import { exception, PythonError } from './python-error';
import type { Steps } from './request';
import type { Session } from './session';
import type { Held } from './setup';
import { deleteByKey } from './statement-text';

/** The rule that the changes of an operation are flushed under. */
const CHANGE_RULES: Partial<Record<Operation, RuleId>> = {
  'remove-post': 'O1',
  'clear-posts': 'O1',
  'assign-empty': 'O1',
  'set-user-none': 'O2',
  'set-user-id-none': 'O3',
  'set-user-id-2': 'O3',
  'move-append': 'O4',
  'move-set': 'O4',
  'set-profile-none': 'S1',
  'replace-profile': 'S1',
};

export function* operate(session: Session, { operation }: Scenario, held: Held): Steps {
  const { children, parent, names } = session.mapping;
  session.changeRule = CHANGE_RULES[operation] ?? session.changeRule;
  switch (operation) {
    case 'delete-user':
      yield* session.delete(the(held.user1));
      break;
    case 'delete-two-users':
      yield* session.delete(the(held.user1));
      yield* session.delete(the(held.user2));
      break;
    case 'delete-two-users-reversed':
      yield* session.delete(the(held.user2));
      yield* session.delete(the(held.user1));
      break;
    case 'delete-post-then-user':
      yield* session.delete(the(held.child1));
      yield* session.delete(the(held.user1));
      break;
    case 'delete-post':
    case 'delete-profile':
      yield* session.delete(the(held.child1));
      break;
    case 'remove-post':
      yield* removePost(session, the(held.user1), held.child1);
      break;
    case 'clear-posts':
    case 'assign-empty': {
      const user = the(held.user1);
      yield* session.load(user, 'call', 'O1');
      const removed = user.members ?? [];
      for (const post of removed) fireRemove(session, user, children, post);
      user.members = [];
      yield notes.emptied(user, removed, children);
      break;
    }
    case 'set-user-none':
    case 'move-set': {
      const child = the(held.child1);
      const user = operation === 'move-set' ? the(held.user2) : null;
      setScalar(session, child, parent, user);
      yield notes.userSet(session.changeRule, child, user);
      break;
    }
    case 'set-user-id-none':
    case 'set-user-id-2': {
      const child = the(held.child1);
      setUserId(session, child, operation === 'set-user-id-2' ? 2 : null);
      yield notes.userIdSet(child);
      break;
    }
    case 'move-append': {
      const [user, post] = [the(held.user2), the(held.child1)];
      yield* session.load(user, 'call', 'L2');
      appendTo(session, user, children, post);
      yield notes.appended(user, post, children);
      break;
    }
    case 'set-profile-none': {
      const user = the(held.user1);
      setScalar(session, user, children, null);
      yield notes.profileSet(user, children, false);
      break;
    }
    case 'replace-profile': {
      const user = the(held.user1);
      const profile = new InstanceState(names.entity, 9, 'new', null, false);
      setScalar(session, user, children, profile);
      yield notes.profileSet(user, children, session.contains(profile));
      break;
    }
    case 'bulk-delete':
      yield* bulkDelete(session);
      break;
    case 'raw-delete':
      yield* session.execute({ at: 'call', rule: 'B2', sql: 'DELETE FROM users WHERE id = 1', parameters: [[]] });
  }
}

/** `user.posts.remove(post)`; without a post in hand, `user.posts.remove(user.posts[0])`. */
function* removePost(session: Session, user: InstanceState, held: InstanceState | null | undefined): Steps {
  const { children } = session.mapping;
  yield* session.load(user, 'call', 'O1');
  const members = user.members ?? [];
  const post = held === undefined ? members[0] : the(held);
  if (!post) yield* raise('IndexError', 'list index out of range');
  else {
    fireRemove(session, user, children, post);
    const index = members.indexOf(post);
    if (index < 0) yield* raise('ValueError', 'list.remove(x): x not in list');
    members.splice(index, 1);
    yield notes.removed(user, post, children);
  }
}

/** `delete(User).where(User.id == 1)`: Session.execute autoflushes nothing here, and "auto" evaluates in Python which
 *  of the loaded users the statement took (orm/bulk_persistence.py `_do_post_synchronize_evaluate`). B1 */
function* bulkDelete(session: Session): Steps {
  yield* session.execute({ at: 'call', rule: 'B1', sql: deleteByKey('users'), parameters: [[1]] });
  const user = session.lookup('User', 1);
  if (!user) return;
  session.forget(user);
  yield notes.synchronized(user);
}

function* raise(name: string, message: string): Steps {
  const error = exception(name, message);
  yield notes.refused('call', error);
  throw new PythonError(error);
}

/** Every scenario seeds the rows that its operation speaks of. */
function the(state: InstanceState | null | undefined): InstanceState {
  if (!state) throw new Error('The seed lacks a row that the operation speaks of');
  return state;
}

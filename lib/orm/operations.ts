// The operation of a scenario, step by step as the Python in lib/scenario/operations.ts says it; one record for each.

import type { RuleNumber } from '@/lib/rules/rules';
import type { Operation, Scenario } from '@/lib/scenario/scenario';
import { appendTo, fireRemove, setScalar, setText, setUserId } from './attributes';
import { InstanceState } from './instance-state';
import * as notes from './notes';
import { exception, PythonError } from './python-error';
import type { Steps } from './request';
import type { Session } from './session';
import type { Held } from './setup';
import { DELETE_USER_IN_BULK } from './statement-text';

interface ModelOperation {
  /** The rule that its changes are flushed under; null where it changes no attribute. */
  readonly changeRule: RuleNumber | null;
  readonly run: (session: Session, held: Held) => Steps;
}

const OPERATIONS: Readonly<Record<Operation, ModelOperation>> = {
  'delete-user': {
    changeRule: null,
    *run(session, { user }) {
      yield* session.delete(the(user));
    },
  },
  'delete-two-users': {
    changeRule: null,
    *run(session, { user, user2 }) {
      yield* session.delete(the(user));
      yield* session.delete(the(user2));
    },
  },
  'delete-two-users-reversed': {
    changeRule: null,
    *run(session, { user, user2 }) {
      yield* session.delete(the(user2));
      yield* session.delete(the(user));
    },
  },
  'delete-post-then-user': {
    changeRule: null,
    *run(session, { user, child }) {
      yield* session.delete(the(child));
      yield* session.delete(the(user));
    },
  },
  'delete-post': { changeRule: null, run: deleteChild },
  'delete-posts': {
    changeRule: null,
    *run(session, { child, child2, child3 }) {
      for (const each of [child3, child, child2]) {
        if (!each) yield* raise('UnmappedInstanceError', "Class 'builtins.NoneType' is not mapped");
        yield* session.delete(the(each));
      }
    },
  },
  'remove-post': { changeRule: 'O1', run: removePost },
  'clear-posts': { changeRule: 'O1', run: emptyPosts },
  'assign-empty': { changeRule: 'O1', run: emptyPosts },
  'set-user-none': {
    changeRule: 'O2',
    *run(session, { child }) {
      yield* setUser(session, the(child), null);
    },
  },
  'set-user-id-none': {
    changeRule: 'O3',
    *run(session, { child }) {
      setUserId(session, the(child), null);
      yield notes.userIdSet(the(child));
    },
  },
  'set-user-id-2': {
    changeRule: 'O3',
    *run(session, { child }) {
      setUserId(session, the(child), 2);
      yield notes.userIdSet(the(child));
    },
  },
  'move-append': {
    changeRule: 'O4',
    *run(session, { child, user2 }) {
      const { children } = session.mapping;
      const [user, post] = [the(user2), the(child)];
      yield* session.load(user, 'call', 'L2');
      appendTo(session, user, children, post);
      yield notes.appended(user, post, children);
    },
  },
  'move-set': {
    changeRule: 'O4',
    *run(session, { child, user2 }) {
      yield* setUser(session, the(child), the(user2));
    },
  },
  'edit-post': {
    changeRule: 'F2',
    *run(session, { child }) {
      yield* edit(session, child, { title: 'changed' });
    },
  },
  'edit-posts': {
    changeRule: 'F2',
    *run(session, { child, child2, child3 }) {
      for (const each of [child3, child, child2]) yield* edit(session, each, { title: 'changed' });
    },
  },
  'edit-differently': {
    changeRule: 'F2',
    *run(session, { child, child2, child3 }) {
      yield* edit(session, child, { title: 'changed' });
      yield* edit(session, child2, { userId: 2 });
      yield* edit(session, child3, { title: 'changed too' });
    },
  },
  'bulk-delete': { changeRule: null, run: bulkDelete },
  'raw-delete': {
    changeRule: null,
    *run(session) {
      if (session.series.flushesBeforeText) yield* session.flush('B2'); // V6
      const text = { sql: 'DELETE FROM users WHERE id = 1', names: [], parameters: [[]] };
      yield* session.execute({ at: 'call', rule: 'B2', ...text });
    },
  },
  'delete-profile': { changeRule: null, run: deleteChild },
  'set-profile-none': {
    changeRule: 'S1',
    *run(session, { user }) {
      yield* setProfile(session, the(user), null);
    },
  },
  'replace-profile': {
    changeRule: 'S1',
    *run(session, { user }) {
      const { entity } = session.mapping.names;
      yield* setProfile(session, the(user), new InstanceState(entity, 9, 'new', null, false));
    },
  },
};

export function* operate(session: Session, { operation }: Scenario, held: Held): Steps {
  const { changeRule, run } = OPERATIONS[operation];
  if (changeRule) session.changeRule = changeRule;
  yield* run(session, held);
}

function* deleteChild(session: Session, { child }: Held): Steps {
  yield* session.delete(the(child));
}

/** `post.title = title`, `post.user_id = userId`; the exception in the words of Python 3.13 and later. */
function* edit(
  session: Session,
  post: InstanceState | null | undefined,
  values: { readonly title: string } | { readonly userId: number },
): Steps {
  const attribute = 'title' in values ? 'title' : 'user_id';
  if (!post) {
    yield* raise(
      'AttributeError',
      `'NoneType' object has no attribute '${attribute}' and no __dict__ for setting new attributes`,
    );
    return;
  }
  if ('title' in values) {
    setText(session, post, values.title);
    yield notes.textSet(post, attribute);
  } else {
    setUserId(session, post, values.userId);
    yield notes.userIdSet(post);
  }
}

/** `user.posts.remove(post)`; without a post in hand, `user.posts.remove(user.posts[0])`. */
function* removePost(session: Session, held: Held): Steps {
  const { children } = session.mapping;
  const user = the(held.user);
  yield* session.load(user, 'call', 'O1');
  const members = user.members ?? [];
  const post = held.child === undefined ? members[0] : the(held.child);
  if (!post) yield* raise('IndexError', 'list index out of range');
  else {
    fireRemove(session, user, children, post);
    const index = members.indexOf(post);
    if (index < 0) yield* raise('ValueError', 'list.remove(x): x not in list');
    members.splice(index, 1);
    yield notes.removed(user, post, children);
  }
}

/** `user.posts.clear()` and `user.posts = []` */
function* emptyPosts(session: Session, held: Held): Steps {
  const { children } = session.mapping;
  const user = the(held.user);
  yield* session.load(user, 'call', 'O1');
  const removed = user.members ?? [];
  for (const post of removed) fireRemove(session, user, children, post);
  user.members = [];
  yield notes.emptied(user, removed, children);
}

/** `child.user = user` */
function* setUser(session: Session, child: InstanceState, user: InstanceState | null): Steps {
  setScalar(session, child, session.mapping.parent, user);
  yield notes.userSet(session.changeRule, child, user);
}

/** `user.profile = profile` */
function* setProfile(session: Session, user: InstanceState, profile: InstanceState | null): Steps {
  const { children } = session.mapping;
  setScalar(session, user, children, profile);
  yield notes.profileSet(user, children, profile !== null && session.contains(profile));
}

/** `delete(User).where(User.id == 1)`: Session.execute autoflushes nothing here, and "auto" evaluates in Python which
 *  of the loaded users the statement took (orm/bulk_persistence.py `_do_post_synchronize_evaluate`). B1 */
function* bulkDelete(session: Session): Steps {
  yield* session.execute({ at: 'call', rule: 'B1', ...DELETE_USER_IN_BULK, parameters: [[1]] });
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

// What a scenario may ask of the Session, one record for each operation: its program in Python, and the facts by which
// the rest of the site tells it from the others. What the model does for it stands in lib/orm/operations.ts.
import type { Shape } from './shape';

/** What a program holds in variables: users 1 and 2, the first post or the profile of user 1, and posts 2 and 3. */
export type Variable = 'user' | 'user2' | 'child' | 'child2' | 'child3';

/** The child that a variable holds, by its key; undefined for a user's. */
export const CHILD_KEYS: Readonly<Partial<Record<Variable, number>>> = { child: 1, child2: 2, child3: 3 };

/** What becomes of whom, in one word. */
export type Deed =
  | 'deletes-user'
  | 'deletes-child'
  /** The child leaves the attribute of its user. */
  | 'takes-child'
  /** So does a child in whose place another one is put. */
  | 'replaces-child'
  /** The child's own attribute is set to None, or its foreign key without it. */
  | 'clears-user'
  | 'clears-user-id'
  | 'moves-child'
  /** Columns of children that are not their foreign key. */
  | 'edits-child';

interface OperationRecord {
  readonly shapes: readonly Shape[];
  /** The variables that its lines name, in the order in which they are fetched. */
  readonly speaksOf: readonly Variable[];
  /** The first line is the one that a reader picks an operation by. */
  readonly lines: readonly [string, ...string[]];
  /** Both, for a Session that has loaded nothing, where fetching what the lines name would be loading. */
  readonly unloaded?: Pick<OperationRecord, 'speaksOf' | 'lines'>;
  /** Reads a collection of User: without it loaded, an AsyncSession allows that inside run_sync only. */
  readonly readsCollection: boolean;
  readonly does: Deed;
  /** The unit of work, the ORM around it with a bulk statement, or the text that was handed to it. */
  readonly sentBy: 'flush' | 'bulk' | 'text';
}

/** In the order in which they are offered. */
const RECORDS = {
  'delete-user': {
    shapes: ['one-to-many', 'one-to-one'],
    speaksOf: ['user'],
    lines: ['await session.delete(user)'],
    readsCollection: false,
    does: 'deletes-user',
    sentBy: 'flush',
  },
  'delete-two-users': {
    shapes: ['one-to-many'],
    speaksOf: ['user', 'user2'],
    lines: ['await session.delete(user)', 'await session.delete(user2)'],
    readsCollection: false,
    does: 'deletes-user',
    sentBy: 'flush',
  },
  'delete-two-users-reversed': {
    shapes: ['one-to-many'],
    speaksOf: ['user', 'user2'],
    lines: ['await session.delete(user2)', 'await session.delete(user)'],
    readsCollection: false,
    does: 'deletes-user',
    sentBy: 'flush',
  },
  'delete-post-then-user': {
    shapes: ['one-to-many'],
    speaksOf: ['child', 'user'],
    lines: ['await session.delete(post)', 'await session.delete(user)'],
    readsCollection: false,
    does: 'deletes-user',
    sentBy: 'flush',
  },
  'delete-post': {
    shapes: ['one-to-many'],
    speaksOf: ['child'],
    lines: ['await session.delete(post)'],
    readsCollection: false,
    does: 'deletes-child',
    sentBy: 'flush',
  },
  'delete-posts': {
    shapes: ['one-to-many'],
    speaksOf: ['child', 'child2', 'child3'],
    lines: ['for each in (post3, post, post2):', '    await session.delete(each)'],
    readsCollection: false,
    does: 'deletes-child',
    sentBy: 'flush',
  },
  'remove-post': {
    shapes: ['one-to-many'],
    speaksOf: ['user', 'child'],
    lines: ['user.posts.remove(post)'],
    // Without the post in hand, the first of the collection is the one: fetching it would be "partial".
    unloaded: { speaksOf: ['user'], lines: ['user.posts.remove(user.posts[0])'] },
    readsCollection: true,
    does: 'takes-child',
    sentBy: 'flush',
  },
  'clear-posts': {
    shapes: ['one-to-many'],
    speaksOf: ['user'],
    lines: ['user.posts.clear()'],
    readsCollection: true,
    does: 'takes-child',
    sentBy: 'flush',
  },
  'assign-empty': {
    shapes: ['one-to-many'],
    speaksOf: ['user'],
    lines: ['user.posts = []'],
    readsCollection: true,
    does: 'takes-child',
    sentBy: 'flush',
  },
  'set-user-none': {
    shapes: ['one-to-many'],
    speaksOf: ['child'],
    lines: ['post.user = None'],
    readsCollection: false,
    does: 'clears-user',
    sentBy: 'flush',
  },
  'set-user-id-none': {
    shapes: ['one-to-many'],
    speaksOf: ['child'],
    lines: ['post.user_id = None'],
    readsCollection: false,
    does: 'clears-user-id',
    sentBy: 'flush',
  },
  'set-user-id-2': {
    shapes: ['one-to-many'],
    speaksOf: ['child'],
    lines: ['post.user_id = 2'],
    readsCollection: false,
    does: 'moves-child',
    sentBy: 'flush',
  },
  'move-append': {
    shapes: ['one-to-many'],
    speaksOf: ['child', 'user2'],
    lines: ['user2.posts.append(post)'],
    readsCollection: true,
    does: 'moves-child',
    sentBy: 'flush',
  },
  'move-set': {
    shapes: ['one-to-many'],
    speaksOf: ['child', 'user2'],
    lines: ['post.user = user2'],
    readsCollection: false,
    does: 'moves-child',
    sentBy: 'flush',
  },
  'edit-post': {
    shapes: ['one-to-many'],
    speaksOf: ['child'],
    lines: ['post.title = "changed"'],
    readsCollection: false,
    does: 'edits-child',
    sentBy: 'flush',
  },
  'edit-posts': {
    shapes: ['one-to-many'],
    speaksOf: ['child', 'child2', 'child3'],
    lines: ['for each in (post3, post, post2):', '    each.title = "changed"'],
    readsCollection: false,
    does: 'edits-child',
    sentBy: 'flush',
  },
  'edit-differently': {
    shapes: ['one-to-many'],
    speaksOf: ['child', 'child2', 'child3'],
    lines: ['post.title = "changed"', 'post2.user_id = 2', 'post3.title = "changed too"'],
    readsCollection: false,
    does: 'edits-child',
    sentBy: 'flush',
  },
  'bulk-delete': {
    shapes: ['one-to-many'],
    speaksOf: ['user'],
    lines: ['await session.execute(', '    delete(User).where(User.id == 1)', ')'],
    readsCollection: false,
    does: 'deletes-user',
    sentBy: 'bulk',
  },
  'raw-delete': {
    shapes: ['one-to-many'],
    speaksOf: ['user'],
    lines: ['await session.execute(', '    text("DELETE FROM users WHERE id = 1")', ')'],
    readsCollection: false,
    does: 'deletes-user',
    sentBy: 'text',
  },
  'delete-profile': {
    shapes: ['one-to-one'],
    speaksOf: ['child'],
    lines: ['await session.delete(profile)'],
    readsCollection: false,
    does: 'deletes-child',
    sentBy: 'flush',
  },
  'set-profile-none': {
    shapes: ['one-to-one'],
    speaksOf: ['user'],
    lines: ['user.profile = None'],
    readsCollection: false,
    does: 'takes-child',
    sentBy: 'flush',
  },
  'replace-profile': {
    shapes: ['one-to-one'],
    speaksOf: ['user'],
    lines: ['user.profile = Profile(id=9, bio="new")'],
    readsCollection: false,
    does: 'replaces-child',
    sentBy: 'flush',
  },
} satisfies Readonly<Record<string, OperationRecord>>;

export type Operation = keyof typeof RECORDS;

export const OPERATIONS: Readonly<Record<Operation, OperationRecord>> = RECORDS;

/** All of them, in the order in which they are offered. */
export const OPERATION_NAMES = Object.keys(RECORDS) as readonly Operation[];

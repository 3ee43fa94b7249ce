// What a scenario asks of SQLAlchemy, as lines of Python: fetching the objects, then the operation. The same
// lines stand in the source panel and in the script, so that what is read is what runs.
import type { Operation, Scenario } from './scenario';
import { NAMES } from './shape';

type Fetched = 'user' | 'user2' | 'child';

interface Recipe {
  /** What is fetched, in order, while the collection is not loaded. */
  readonly fetch: readonly Fetched[];
  /** The first line is the one that a reader picks an operation by. */
  readonly lines: readonly string[];
  /** Reads a collection of User: without it loaded, an AsyncSession allows that inside run_sync only. */
  readonly reads?: true;
}

const RECIPES: Readonly<Record<Operation, Recipe>> = {
  'delete-user': { fetch: ['user'], lines: ['await session.delete(user)'] },
  'delete-two-users': {
    fetch: ['user', 'user2'],
    lines: ['await session.delete(user)', 'await session.delete(user2)'],
  },
  'delete-two-users-reversed': {
    fetch: ['user', 'user2'],
    lines: ['await session.delete(user2)', 'await session.delete(user)'],
  },
  'delete-post-then-user': {
    fetch: ['child', 'user'],
    lines: ['await session.delete(post)', 'await session.delete(user)'],
  },
  'delete-post': { fetch: ['child'], lines: ['await session.delete(post)'] },
  'remove-post': { fetch: ['user'], lines: ['user.posts.remove(post)'], reads: true },
  'clear-posts': { fetch: ['user'], lines: ['user.posts.clear()'], reads: true },
  'assign-empty': { fetch: ['user'], lines: ['user.posts = []'], reads: true },
  'set-user-none': { fetch: ['child'], lines: ['post.user = None'] },
  'set-user-id-none': { fetch: ['child'], lines: ['post.user_id = None'] },
  'set-user-id-2': { fetch: ['child'], lines: ['post.user_id = 2'] },
  'move-append': { fetch: ['child', 'user2'], lines: ['user2.posts.append(post)'], reads: true },
  'move-set': { fetch: ['child', 'user2'], lines: ['post.user = user2'] },
  'bulk-delete': {
    fetch: ['user'],
    lines: ['await session.execute(', '    delete(User).where(User.id == 1)', ')'],
  },
  'raw-delete': {
    fetch: ['user'],
    lines: ['await session.execute(', '    text("DELETE FROM users WHERE id = 1")', ')'],
  },
  'delete-profile': { fetch: ['child'], lines: ['await session.delete(profile)'] },
  'set-profile-none': { fetch: ['user'], lines: ['user.profile = None'] },
  'replace-profile': { fetch: ['user'], lines: ['user.profile = Profile(id=9, bio="new")'] },
};

export interface PythonOperation {
  /** Statements that bring the objects into the Session. */
  readonly prepare: readonly string[];
  readonly lines: readonly string[];
  /** The lines load a collection and have to run inside run_sync. */
  readonly loads: boolean;
}

/** How a user is fetched: the name it gets, its key, and the attribute to load along with it or null. */
export type FetchUser = (name: string, key: number, attribute: string | null) => readonly string[];

/** The way that a reader knows best. */
const getUser: FetchUser = (name, key, attribute) =>
  attribute === null
    ? [`${name} = await session.get(User, ${key})`]
    : [`${name} = await session.get(User, ${key}, options=[`, `    selectinload(User.${attribute}),`, '])'];

/** The way whose SQL is that of the trace, without labels on the columns. */
export const selectUser: FetchUser = (name, key, attribute) => [
  `${name} = await session.scalar(`,
  `    select(User).where(User.id == ${key})${attribute === null ? '' : `.options(selectinload(User.${attribute}))`}`,
  ')',
];

/** The operation of a scenario with `user`, `user2`, `post` and `profile` as names. */
export function pythonOperation({ shape, operation, loaded }: Scenario, fetchUser = getUser): PythonOperation {
  const { entity, attribute, one } = NAMES[shape];
  const { fetch, lines, reads } = RECIPES[operation];
  const loads = reads === true && loaded !== 'loaded';

  const get: Record<Fetched, readonly string[]> = {
    user: fetchUser('user', 1, null),
    user2: fetchUser('user2', 2, null),
    child: [`${one} = await session.get(${entity}, 1)`],
  };

  switch (loaded) {
    case 'no': {
      // Without the post in hand, the first of the collection is the one: fetching it would be "partial".
      const first = operation === 'remove-post' ? ['user.posts.remove(user.posts[0])'] : lines;
      return { prepare: fetch.flatMap((each) => get[each]), lines: first, loads };
    }
    case 'partial': {
      const order = new Set<Fetched>(['user', ...fetch, 'child']);
      return { prepare: [...order].flatMap((each) => get[each]), lines, loads };
    }
    case 'loaded':
      return {
        prepare: [
          ...fetchUser('user', 1, attribute),
          ...(fetch.includes('user2') ? fetchUser('user2', 2, attribute) : []),
          // No statement goes out for it: it is in the identity map.
          ...(fetch.includes('child') || operation === 'remove-post' ? get.child : []),
        ],
        lines,
        loads,
      };
  }
}

/** What an operation is called where there is room for one line, for example in a list of choices. */
export function operationTitle(operation: Operation): string {
  const text = RECIPES[operation].lines.map((line) => line.replace('await ', '').trim()).join('; ');
  return text.replace('session.execute(; ', '').replace('; )', '');
}

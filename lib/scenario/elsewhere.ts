// What another connection deletes, and commits, after the objects were read and before the operation. The Session does
// not hear of it.
export const GONE = ['nothing', 'post-1', 'post-2', 'posts', 'user-1', 'user-2', 'all'] as const;
export type Gone = (typeof GONE)[number];

/** The statements of its transaction, in order: a user's posts go before the user. */
export const GONE_STATEMENTS: Readonly<Record<Gone, readonly string[]>> = {
  nothing: [],
  'post-1': ['DELETE FROM posts WHERE id = 1'],
  'post-2': ['DELETE FROM posts WHERE id = 2'],
  posts: ['DELETE FROM posts WHERE user_id = 1'],
  'user-1': ['DELETE FROM posts WHERE user_id = 1', 'DELETE FROM users WHERE id = 1'],
  'user-2': ['DELETE FROM posts WHERE user_id = 2', 'DELETE FROM users WHERE id = 2'],
  all: ['DELETE FROM posts', 'DELETE FROM users'],
};

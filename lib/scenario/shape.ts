// The names that a shape goes by: the classes and attributes in Python, the tables and columns in PostgreSQL.
export const SHAPES = ['one-to-many', 'one-to-one'] as const;
export type Shape = (typeof SHAPES)[number];

/** The classes of scenarios; User is the parent in every shape. */
export type Entity = 'User' | 'Post' | 'Profile';

export interface Names {
  /** The child's class, table and text column. */
  readonly entity: Exclude<Entity, 'User'>;
  readonly table: 'posts' | 'profiles';
  readonly column: 'title' | 'bio';
  /** The attribute on User. */
  readonly attribute: 'posts' | 'profile';
  /** One child as a Python variable, and as a word in a sentence. */
  readonly one: 'post' | 'profile';
  readonly many: 'posts' | 'profiles';
}

export const NAMES: Readonly<Record<Shape, Names>> = {
  'one-to-many': {
    entity: 'Post',
    table: 'posts',
    column: 'title',
    attribute: 'posts',
    one: 'post',
    many: 'posts',
  },
  'one-to-one': {
    entity: 'Profile',
    table: 'profiles',
    column: 'bio',
    attribute: 'profile',
    one: 'profile',
    many: 'profiles',
  },
};

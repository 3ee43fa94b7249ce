// The names of the tables and columns that scenarios use.
import type { Shape } from './scenario';

/** A table's columns in order; the first is its primary key. Empty for a table that no scenario has. */
export function columnsOf(table: string): readonly string[] {
  switch (table) {
    case 'users':
      return ['id', 'name'];
    case 'posts':
      return ['id', 'title', 'user_id'];
    case 'profiles':
      return ['id', 'bio', 'user_id'];
    default:
      return [];
  }
}

/** What a shape calls the child's table, its class and the attribute on User. */
export function childOf(shape: Shape): {
  readonly table: 'posts' | 'profiles';
  readonly entity: 'Post' | 'Profile';
  readonly attribute: 'posts' | 'profile';
} {
  return shape === 'one-to-many'
    ? { table: 'posts', entity: 'Post', attribute: 'posts' }
    : { table: 'profiles', entity: 'Profile', attribute: 'profile' };
}

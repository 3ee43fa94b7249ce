// The goal in the address: ?goal=keep-the-posts, beside the settings.
const KEY = 'goal';

/** Its name; null for none. */
export const goalIn = (search: string): string | null => new URLSearchParams(search).get(KEY);

/** A query with a goal added to it; as it was for none. */
export function withGoal(query: string, goal: string | null): string {
  if (goal === null) return query;
  return `${query === '' ? '?' : `${query}&`}${KEY}=${encodeURIComponent(goal)}`;
}

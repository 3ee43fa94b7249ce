// Changing one setting of a scenario so that the result is a scenario again: an operation that the new
// shape does not have gives way, and user 1 has the post that the operation is about.
import { CHILD_KEYS, OPERATIONS, type Operation } from './operations';
import { DEFAULT_SCENARIO, isOperationOf, MAX_POSTS, type Scenario } from './scenario';

/** The most posts that the explorer shows row by row. */
export const EXPLORER_POSTS = 10_000;

/** Of user 1's posts the last one that it speaks of. */
function lastPost(operation: Operation): number {
  if (!isOperationOf('one-to-many', operation)) return 0;
  return Math.max(0, ...OPERATIONS[operation].speaksOf.map((variable) => CHILD_KEYS[variable] ?? 0));
}

/** The fewest posts with which the operation, or the preparation, has the posts of user 1 that it speaks of. */
export function fewestPosts({ operation, loaded }: Pick<Scenario, 'operation' | 'loaded'>): number {
  return Math.max(lastPost(operation), loaded === 'partial' ? 1 : 0);
}

/** The scenario with some settings changed, and those that no longer fit brought back into line. */
export function change(scenario: Scenario, settings: Partial<Scenario>): Scenario {
  const next = { ...scenario, ...settings };
  const operation = isOperationOf(next.shape, next.operation) ? next.operation : DEFAULT_SCENARIO.operation;
  const posts = Math.max(fewestPosts({ ...next, operation }), Math.min(next.posts, MAX_POSTS));
  const gone = next.shape === 'one-to-many' ? next.gone : DEFAULT_SCENARIO.gone;
  return { ...next, operation, unique: next.shape === 'one-to-one' && next.unique, posts, gone };
}

/** Whether two scenarios ask for the same run. */
export function sameScenario(one: Scenario, other: Scenario): boolean {
  return (Object.keys(one) as (keyof Scenario)[]).every((field) => one[field] === other[field]);
}

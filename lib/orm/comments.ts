// The second level: posts with comments, whose relationship has the flags of User.posts (S2). Sans-IO like the model
// it wraps: whenever that deletes posts, their comments are loaded, one SELECT for each post, and deleted before.
import type { Scenario } from '@/lib/scenario/scenario';
import { configureMapping } from './mapping';
import type { ModelRun, Reply, StatementRequest } from './request';
import { SERIES_FACTS, type SeriesFacts } from './series';

const DELETE_POSTS = 'DELETE FROM posts WHERE posts.id = $1::INTEGER';
const DELETE_COMMENTS = 'DELETE FROM comments WHERE comments.id = $1::INTEGER';

/** The lazy load of post.comments (T1, V1). */
function selectComments({ labelsColumns }: SeriesFacts): string {
  const columns = ['id', 'body', 'post_id'].map(
    (column) => `comments.${column}${labelsColumns ? ` AS comments_${column}` : ''}`,
  );
  return `SELECT ${columns.join(', ')} \nFROM comments \nWHERE $1::INTEGER = comments.post_id`;
}

/** The same run with comments below the posts; none of them is loaded before the operation. */
export function* withComments(scenario: Scenario, run: ModelRun): ModelRun {
  const { result } = configureMapping(scenario);
  const cascades = 'children' in result && result.children.cascade.delete && !result.children.passiveDeletes;
  let step = run.next();
  while (!step.done) {
    const request = step.value;
    if (cascades && request.type === 'statement' && request.sql === DELETE_POSTS)
      yield* deleteComments(request, SERIES_FACTS[scenario.sqlalchemy]);
    step = run.next(yield request);
  }
  return step.value;
}

function* deleteComments(
  { at, parameters: posts }: StatementRequest,
  series: SeriesFacts,
): Generator<StatementRequest, void, Reply> {
  const ids: number[] = [];
  for (const post of posts) {
    const select = {
      type: 'statement',
      at,
      sql: selectComments(series),
      names: ['param_1'],
      parameters: [post],
      many: false,
      rule: 'S2',
    } as const;
    const { rows } = yield select;
    for (const [id] of rows) ids.push(Number(id));
  }
  if (ids.length === 0) return;
  const parameters = ids.sort((a, b) => a - b).map((id) => [id]);
  const statement = { sql: DELETE_COMMENTS, names: ['id'], parameters, many: ids.length > 1, rule: 'S2' } as const;
  yield { type: 'statement', at, ...statement };
}

// The second level: posts with comments, whose relationship has the flags of User.posts (S2). Sans-IO like the model
// it wraps: whenever that deletes posts, their comments are loaded, one SELECT for each post, and deleted before.
import type { Scenario } from '@/lib/scenario/scenario';
import { configureMapping } from './mapping';
import type { ModelRun, Reply, StatementRequest } from './request';
import { deleteByKey } from './statement-text';

/** As SQLAlchemy 2.0.52 compiles the lazy load of post.comments (T1). */
const SELECT_COMMENTS =
  'SELECT comments.id AS comments_id, comments.body AS comments_body, comments.post_id AS comments_post_id \nFROM comments \nWHERE $1::INTEGER = comments.post_id';

/** The same run with comments below the posts; none of them is loaded before the operation. */
export function* withComments(scenario: Scenario, run: ModelRun): ModelRun {
  const { result } = configureMapping(scenario);
  const cascades = 'children' in result && result.children.cascade.delete && !result.children.passiveDeletes;
  let step = run.next();
  while (!step.done) {
    const request = step.value;
    if (cascades && request.type === 'statement' && request.sql === deleteByKey('posts'))
      yield* deleteComments(request);
    step = run.next(yield request);
  }
  return step.value;
}

function* deleteComments({ at, parameters: posts }: StatementRequest): Generator<StatementRequest, void, Reply> {
  const ids: number[] = [];
  for (const post of posts) {
    const select = {
      type: 'statement',
      at,
      sql: SELECT_COMMENTS,
      parameters: [post],
      many: false,
      rule: 'S2',
    } as const;
    const { rows } = yield select;
    for (const [id] of rows) ids.push(Number(id));
  }
  if (ids.length === 0) return;
  const parameters = ids.sort((a, b) => a - b).map((id) => [id]);
  yield { type: 'statement', at, sql: deleteByKey('comments'), parameters, many: ids.length > 1, rule: 'S2' };
}

// The second level against SQLAlchemy 2.0.52 with asyncpg: three posts of user 1, two comments on each (S2).
import { expect, it } from 'vitest';
import { withComments } from '@/lib/orm/comments';
import { runModel } from '@/lib/orm/model';
import type { Reply, StatementRequest } from '@/lib/orm/request';
import { DEFAULT_SCENARIO, type Scenario } from '@/lib/scenario/scenario';
import type { Value } from '@/lib/trace/trace';
import recorded from './comments.recorded.json';

/** Answers as a database with that seed does, so far as the model asks. */
function answer({ sql, parameters: [set], many }: StatementRequest): Reply {
  const posts = [1, 2, 3].map((id) => [id, `p${id}`, 1]);
  const rows = (): Value[][] => {
    if (sql.includes('FROM users') && sql.startsWith('SELECT')) return [[1, 'ann']];
    if (sql.includes('FROM posts') && sql.startsWith('SELECT posts.id')) return posts;
    if (sql.includes('FROM posts') && sql.startsWith('SELECT posts.user_id'))
      return posts.map(([id = 0, title = '', user = 0]) => [user, id, title]);
    const post = Number(set?.[0]);
    if (sql.includes('FROM comments') && sql.startsWith('SELECT'))
      return [2 * post - 1, 2 * post].map((id) => [id, 'c', post]);
    return [];
  };
  return { rows: rows(), rowcount: many ? null : 1, error: null };
}

it.each(recorded)('S2: $operation, passive_deletes=$passiveDeletes, posts $loaded', (cell) => {
  const scenario = { ...DEFAULT_SCENARIO, sqlalchemy: '2.0', ...cell, statements: undefined } as Scenario;
  const run = withComments(scenario, runModel(scenario));
  const statements: unknown[] = [];
  let step = run.next();
  while (!step.done) {
    const request = step.value;
    if (request.type === 'statement' && request.at !== 'setup') {
      statements.push([request.sql, request.parameters, request.many]);
    }
    step = run.next(request.type === 'statement' ? answer(request) : { rows: [], rowcount: null, error: null });
  }
  expect(statements).toEqual(cell.statements);
});

// The Session driven by hand through programs that no scenario has, against what SQLAlchemy 2.0.52 sends for them.
import { expect, test } from 'vitest';
import { setScalar } from '@/lib/orm/attributes';
import { DRIVER_FACTS } from '@/lib/orm/drivers';
import type { InstanceState } from '@/lib/orm/instance-state';
import { configureMapping } from '@/lib/orm/mapping';
import { NOTHING, type Reply, type StatementRequest, type Steps } from '@/lib/orm/request';
import { SERIES_FACTS } from '@/lib/orm/series';
import { Session } from '@/lib/orm/session';
import { DEFAULT_SCENARIO, type Scenario } from '@/lib/scenario/scenario';

function openSession(settings: Partial<Scenario>): Session {
  const { result } = configureMapping({ ...DEFAULT_SCENARIO, ...settings });
  if ('error' in result) throw new Error(result.error.message);
  return new Session(result, { series: SERIES_FACTS['2.1'], driver: DRIVER_FACTS.asyncpg });
}

/** What the program sends to a database where user 1 has posts 1 to 3 and user 2 has 4 and 5, without the loading. */
function sent(program: Steps): string[] {
  const log: string[] = [];
  let step = program.next();
  while (!step.done) {
    const request = step.value;
    if (request.type === 'statement' && !request.sql.startsWith('SELECT')) {
      log.push(`${request.sql.split(' WHERE')[0]} ${JSON.stringify(request.parameters)}`);
    }
    step = program.next(request.type === 'statement' ? seeded(request) : NOTHING);
  }
  return log;
}

function seeded({ sql, many, parameters }: StatementRequest): Reply {
  const key = Number(parameters[0]?.[0]);
  const posts = key === 1 ? [1, 2, 3] : [4, 5];
  if (sql.startsWith('SELECT users')) return { ...NOTHING, rows: [[key, 'name']] };
  if (sql.includes(' IN (')) return { ...NOTHING, rows: posts.map((id) => [key, id, `p${id}`]) };
  if (sql.endsWith('= posts.user_id')) return { ...NOTHING, rows: posts.map((id) => [id, `p${id}`, key]) };
  if (sql.startsWith('SELECT')) return { ...NOTHING, rows: [[key, `p${key}`, 1]] };
  return { ...NOTHING, rowcount: many ? null : parameters.length };
}

/** `delete(user1)`, then `post1.user = user2`. */
function* deleteThenMove(session: Session, loaded: boolean): Steps {
  const get = (id: number) => (loaded ? session.getWithChildren(id) : session.get('User', id));
  const user1 = (yield* get(1)) as InstanceState;
  const post1 = (yield* session.get('Post', 1)) as InstanceState;
  const user2 = (yield* get(2)) as InstanceState;
  yield* session.delete(user1);
  setScalar(session, post1, session.mapping.parent, user2);
  yield* session.commit();
}

for (const loaded of [true, false]) {
  const words = loaded ? 'loaded' : 'unloaded';
  test(`O4: a post of a ${words} collection that is moved after the delete cascade marked it goes in a second flush`, () => {
    for (const cascade of ['all', 'all, delete-orphan']) {
      expect(sent(deleteThenMove(openSession({ cascade, passiveDeletes: false }), loaded))).toEqual([
        'UPDATE posts SET user_id=$1::INTEGER [[2,1]]',
        'DELETE FROM posts [[2],[3]]',
        'DELETE FROM users [[1]]',
        'DELETE FROM posts [[1]]',
      ]);
    }
  });

  test(`O4: without the delete cascade a post moved out of a ${words} collection keeps its new user`, () => {
    const session = openSession({ cascade: 'save-update, merge', passiveDeletes: false });
    expect(sent(deleteThenMove(session, loaded))).toEqual([
      'UPDATE posts SET user_id=$1::INTEGER [[2,1],[null,2],[null,3]]',
      'DELETE FROM users [[1]]',
    ]);
    expect(session.lookup('User', 2)?.members?.map(({ id }) => id)).toEqual(loaded ? [4, 5, 1] : undefined);
  });
}

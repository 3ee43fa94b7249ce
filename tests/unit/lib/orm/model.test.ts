// The model fed with replies by hand: what it does where PGlite never answers so, and how much it says.
import { expect, test } from 'vitest';
import { runModel } from '@/lib/orm/model';
import { NOTHING, type Reply, type Request, type StatementRequest } from '@/lib/orm/request';
import { DEFAULT_SCENARIO, OPERATIONS_OF, type Scenario, SHAPES } from '@/lib/scenario/scenario';
import type { TraceError } from '@/lib/trace/trace';

type Answer = (request: StatementRequest) => Partial<Reply> | undefined;

/** Runs the model on a database that holds user 1 with its posts and is answered for otherwise by `answer`. */
function drive(settings: Partial<Scenario>, answer: Answer = () => undefined) {
  const scenario = { ...DEFAULT_SCENARIO, ...settings };
  const requests: Request[] = [];
  const run = runModel(scenario);
  let step = run.next();
  while (!step.done) {
    requests.push(step.value);
    const { value } = step;
    const reply = value.type === 'statement' ? { ...seeded(value, scenario.posts), ...answer(value) } : NOTHING;
    step = run.next(reply);
  }
  const error: TraceError | null = step.value;
  return { requests, error };
}

function seeded({ sql, many, parameters }: StatementRequest, posts: number): Reply {
  const ids = Array.from({ length: posts }, (_, index) => index + 1);
  if (sql.startsWith('SELECT users')) return { ...NOTHING, rows: [[parameters[0]?.[0] ?? null, 'ann']], rowcount: 1 };
  if (sql.includes(' IN (')) return { ...NOTHING, rows: ids.map((id) => [1, id, `p${id}`]), rowcount: posts };
  if (sql.endsWith('= posts.user_id')) return { ...NOTHING, rows: ids.map((id) => [id, `p${id}`, 1]), rowcount: posts };
  if (sql.startsWith('SELECT')) return { ...NOTHING, rows: [[1, 'p1', 1]], rowcount: 1 };
  return { ...NOTHING, rowcount: many ? null : 1 };
}

const transactions = (requests: readonly Request[]) =>
  requests.flatMap((request) => (request.type === 'transaction' ? [`${request.action} ${request.at}`] : []));
const statements = (requests: readonly Request[]) => requests.filter((request) => request.type === 'statement');
const warnings = (requests: readonly Request[]) =>
  requests.flatMap((request) => (request.type === 'warning' ? [request.warning.message] : []));

test('F4: a single UPDATE that matches no row raises StaleDataError and rolls back inside the flush', () => {
  const { requests, error } = drive({ operation: 'set-user-id-none' }, ({ sql }) =>
    sql.startsWith('UPDATE') ? { rowcount: 0 } : undefined,
  );
  expect(error).toEqual({
    class: 'StaleDataError',
    sqlstate: null,
    message: "UPDATE statement on table 'posts' expected to update 1 row(s); 0 were matched.",
    detail: null,
    constraint: null,
  });
  expect(transactions(requests)).toEqual(['begin setup', 'rollback flush']);
});

test('F4: a single DELETE that matches no row is a warning, an executemany is not verified', () => {
  const missing: Answer = ({ sql, many }) =>
    sql.startsWith('DELETE FROM posts') && !many ? { rowcount: 0 } : undefined;
  const single = drive({ operation: 'delete-post' }, missing);
  expect(warnings(single.requests)).toEqual([
    "DELETE statement on table 'posts' expected to delete 1 row(s); 0 were matched.  Please set confirm_deleted_rows=False within the mapper configuration to prevent this warning.",
  ]);
  expect(transactions(single.requests)).toEqual(['begin setup', 'commit commit']);
  expect(warnings(drive({ passiveDeletes: false }, missing).requests)).toEqual([]);
});

test('F5: a refused statement of an autoflush takes the whole transaction with it', () => {
  const refused = { sqlstate: '23503', message: 'refused', detail: null, constraint: 'posts_user_id_fkey' };
  const { requests, error } = drive({ passiveDeletes: false, operation: 'delete-two-users' }, ({ sql }) =>
    sql.startsWith('DELETE FROM users') ? { rowcount: null, error: refused } : undefined,
  );
  expect(error).toEqual({ class: 'IntegrityError', ...refused });
  expect(transactions(requests)).toEqual(['begin setup', 'rollback flush']);
  expect(statements(requests).at(-1)?.rule).toBe('D7');
});

test('the class of the exception follows the class of the SQLSTATE', () => {
  const classOf = (sqlstate: string) =>
    drive({ operation: 'raw-delete' }, ({ sql }) =>
      sql.startsWith('DELETE') ? { error: { sqlstate, message: '', detail: null, constraint: null } } : undefined,
    ).error?.class;
  expect(['23001', '42P01', 'XX000', '40001'].map(classOf)).toEqual([
    'IntegrityError',
    'ProgrammingError',
    'InternalError',
    'DBAPIError',
  ]);
});

test('C3: a refused setting asks for nothing at all', () => {
  expect(drive({ cascade: 'all, orphan' }).requests).toEqual([]);
});

test('every operation asks for something of its own after what it loads, and commits it', () => {
  for (const shape of SHAPES) {
    for (const operation of OPERATIONS_OF[shape]) {
      const { requests, error } = drive({ shape, operation });
      const own = requests.filter((request) => 'at' in request && request.at === 'call');
      expect(own, `${shape} ${operation}`).not.toEqual([]);
      expect(error, `${shape} ${operation}`).toBeNull();
      expect(transactions(requests).at(-1)).toBe('commit commit');
    }
  }
});

test('10,000 posts are a handful of requests, with the posts of one state in one change', () => {
  const kinds = (posts: number) =>
    drive({ passiveDeletes: false, posts }).requests.map((request) =>
      request.type === 'session' ? `${request.action} ${request.objects.length}` : request.type,
    );
  expect(kinds(10_000)).toEqual(kinds(2));
});

// Every program of the catalogue on SQLAlchemy itself, held against what its lesson says.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runProgram } from '@/lib/engine/run/run-program';
import { PROGRAM_IDS, type ProgramId } from '@/lib/programs/programs';
import { nameOf } from '@/lib/trace/key';
import { targetOf } from '@/lib/trace/narration';
import { indexRun } from '@/lib/trace/run-index';
import type { StatementEvent, Trace } from '@/lib/trace/trace';
import type { Series } from '@/lib/versions';
import { describeLive } from './live';

const TEXTS = new URL('../../lib/programs/python/', import.meta.url);

const ACTORS = { client: 'ORM', 'foreign-key': 'FK', trigger: 'trigger' } as const;

/** A run in short: its statements after the setup, its row effects as "ORM posts 1", what it ended with. */
function shortOf({ events, error, rows }: Trace<null>) {
  const statements = events.filter(
    (event): event is StatementEvent => event.type === 'statement' && event.at !== 'setup',
  );
  return {
    statements,
    sent: statements.map(({ sql }) => `${sql.split(' ', 1)[0]} ${targetOf(sql)}`),
    effects: statements.flatMap(({ effects }) =>
      effects.map(({ by, table, key }) => `${ACTORS[by]} ${table} ${nameOf(key ?? [])}`),
    ),
    ended: error && (error.sqlstate ?? error.class),
    rows,
  };
}

const keysOf = (rows: readonly (readonly unknown[])[] | undefined) => rows?.map(([key]) => key);
const POSTS_BEFORE = [
  [1, 'p1', 1],
  [2, 'p2', 1],
  [3, 'p3', 2],
];

function warningsOf(id: ProgramId, series: Series): readonly string[] {
  if (id === 'association-object') return ['SAWarning'];
  // 2.1 says of lazy="noload" that it will go.
  return id === 'lazy-noload' && series === '2.1' ? ['SADeprecationWarning'] : [];
}

const textOf = (id: ProgramId) => readFileSync(new URL(`${id}.py`, TEXTS), 'utf8');

await describeLive('The catalogue of programs', ({ series, database, python }) => {
  const runs = new Map<ProgramId, Trace<null>>();
  const run = (id: ProgramId): Trace<null> => {
    const known = runs.get(id) ?? runProgram(database, python, { source: textOf(id), filename: `${id}.py` });
    runs.set(id, known);
    return known;
  };
  /** The programs that a test holds against their lessons. */
  const held = new Set<ProgramId>();
  const short = (id: ProgramId) => {
    held.add(id);
    return shortOf(run(id));
  };

  test.each(PROGRAM_IDS)('%s has tables, rows and classes to draw, and an operation', (id) => {
    const { schema, before, error, events, warnings } = run(id);
    expect(schema.tables.map(({ name }) => name)).toEqual(Object.keys(before));
    expect(schema.classes.length).toBeGreaterThan(0);
    expect(error !== null || events.some(({ at }) => at !== 'setup')).toBe(true);
    expect([...indexRun(run(id)).rowOfEffect]).not.toContain(-1);
    expect(warnings.map((warning) => warning.class)).toEqual(warningsOf(id, series));
  });

  test('S2: three levels go bottom-up, one executemany for each table, one SELECT for each parent', () => {
    const { statements, sent, effects, ended, rows } = short('three-levels');
    expect(sent).toEqual([
      'SELECT posts',
      'SELECT comments',
      'SELECT comments',
      'DELETE comments',
      'DELETE posts',
      'DELETE users',
    ]);
    expect(statements.filter(({ many }) => many).map(({ parameters }) => parameters.length)).toEqual([3, 2]);
    expect(effects).toEqual([
      'ORM comments 1',
      'ORM comments 2',
      'ORM comments 3',
      'ORM posts 1',
      'ORM posts 2',
      'ORM users 1',
    ]);
    expect(ended).toBeNull();
    expect([keysOf(rows.users), keysOf(rows.posts), keysOf(rows.comments)]).toEqual([[2], [3], [4]]);
  });

  test('S2: passive_deletes on the first level alone keeps the cascade of the second from beginning', () => {
    const { sent, effects, ended, rows } = short('three-levels-first-passive');
    expect(sent).toEqual(['DELETE users']);
    expect(effects).toEqual(['ORM users 1', 'FK posts 1', 'FK posts 2']);
    expect(ended).toBe('23503');
    expect(rows).toEqual(run('three-levels-first-passive').before);
  });

  test('W3: below the first level the foreign key still acts at the depth 2, by statements of its own', () => {
    const { sent, effects, statements, rows } = short('three-levels-passive');
    expect(sent).toEqual(['DELETE users']);
    expect(effects).toEqual([
      'ORM users 1',
      'FK posts 1',
      'FK posts 2',
      'FK comments 1',
      'FK comments 2',
      'FK comments 3',
    ]);
    const own = new Set(statements[0]?.effects.flatMap(({ statement }) => statement ?? []));
    expect([...own]).toEqual([
      expect.stringMatching(/^DELETE FROM ONLY "public"\."posts"/),
      expect.stringMatching(/^DELETE FROM ONLY "public"\."comments"/),
    ]);
    expect(rows).toEqual(short('three-levels').rows);
  });

  test('S3: a tree is loaded with one SELECT for each node and deleted with one executemany for each depth', () => {
    const { statements, sent, rows } = short('tree');
    expect(sent).toEqual([...Array(6).fill('SELECT nodes'), ...Array(3).fill('DELETE nodes')]);
    expect(statements.slice(6).map(({ parameters }) => parameters)).toEqual(
      [[4, 5, 6], [2, 3], [1]].map((keys) => keys.map((id) => ({ id }))), // psycopg has names
    );
    expect(rows).toEqual({ nodes: [] });
  });

  test('S4: association rows are deleted by the ORM without any cascade, or by the foreign key with passive_deletes', () => {
    expect(short('many-to-many')).toMatchObject({
      sent: ['SELECT tags', 'DELETE post_tags', 'DELETE posts'],
      effects: ['ORM post_tags (1, 1)', 'ORM post_tags (1, 2)', 'ORM posts 1'],
      ended: null,
    });
    expect(short('many-to-many-passive')).toMatchObject({
      sent: ['DELETE posts'],
      effects: ['ORM posts 1', 'FK post_tags (1, 1)', 'FK post_tags (1, 2)'],
      ended: null,
    });
    for (const id of ['many-to-many', 'many-to-many-passive'] as const) {
      expect(short(id).rows.tags, id).toHaveLength(2);
      expect(short(id).rows.post_tags, id).toEqual([[2, 1]]);
    }
  });

  test('S4: cascade="all" deletes shared tags; without the way back only the foreign key knows of a tag’s rows', () => {
    const all = short('many-to-many-all');
    expect(all.ended).toBeNull();
    expect(all.rows).toEqual({ posts: [[2, 'p2']], tags: [], post_tags: [] });
    expect(all.effects.every((effect) => effect.startsWith('ORM'))).toBe(true);
    const oneWay = short('many-to-many-one-way');
    expect(oneWay).toMatchObject({ sent: ['DELETE tags'], ended: '23503' });
    expect(oneWay.rows).toEqual(run('many-to-many-one-way').before);
  });

  test('S5: without a relationship one DELETE is all; a cascade on Post.user deletes the user and nulls her posts', () => {
    expect(short('no-relationship')).toMatchObject({
      sent: ['DELETE users'],
      effects: ['ORM users 1', 'FK posts 1', 'FK posts 2'],
    });
    const wrong = short('wrong-side');
    expect(wrong.sent).toEqual(['SELECT users', 'SELECT posts', 'UPDATE posts', 'DELETE posts', 'DELETE users']);
    expect(wrong.rows).toEqual({
      users: [[2, 'bob']],
      posts: [
        [2, 'p2', null],
        [3, 'p3', 2],
      ],
    });
  });

  test('S5: the settings in backref() are those of the side that it makes', () => {
    const { sent, effects } = short('backref');
    expect(sent).toEqual(['DELETE users']);
    expect(effects).toEqual(['ORM users 1', 'FK posts 1', 'FK posts 2']);
    const sides = run('backref').schema.classes.flatMap(({ name, relationships }) =>
      relationships.map(({ attribute, passiveDeletes, cascade }) => [name, attribute, passiveDeletes, cascade.length]),
    );
    expect(sides).toEqual([
      ['Post', 'user', false, 2],
      ['User', 'posts', true, 6],
    ]);
  });

  test('S6: raise lets the cascade load, noload hides, write_only refuses, dynamic selects twice', () => {
    expect(short('lazy-raise').sent).toEqual(['SELECT posts', 'DELETE posts', 'DELETE users']);
    expect(short('lazy-noload')).toMatchObject({
      sent: ['DELETE users'],
      effects: ['ORM users 1', 'FK posts 1', 'FK posts 2'],
    });
    expect(short('lazy-write-only')).toMatchObject({ sent: [], ended: 'InvalidRequestError' });
    expect(run('lazy-write-only').error?.message).toContain('configure passive_deletes=True');
    expect(run('lazy-write-only').events).toContainEqual(expect.objectContaining({ action: 'raised' }));
    const dynamic = short('lazy-dynamic');
    expect(dynamic.sent).toEqual(['SELECT posts', 'SELECT posts', 'DELETE posts', 'DELETE users']);
    expect(dynamic.statements.slice(0, 2).map(({ at }) => at)).toEqual(['call', 'flush']);
    expect(dynamic.statements[0]?.sql).toBe(dynamic.statements[1]?.sql);
  });

  test('O5: the program loads in delete(), raises MissingGreenlet where it cannot wait, and keeps what it committed', () => {
    const { sent, ended, rows } = short('async-lazy-load');
    expect(sent).toEqual(['SELECT posts', 'DELETE posts', 'DELETE users']);
    expect(ended).toBe('MissingGreenlet');
    const { line = 0 } = run('async-lazy-load').error ?? {};
    expect(textOf('async-lazy-load').split('\n')[line - 1]).toContain('bob.posts.clear()');
    expect(rows).toEqual({ users: [[2, 'bob']], posts: [[3, 'p3', 2]] });
  });

  test('V18: the error of the program names the function that could not wait', () => {
    expect(run('async-lazy-load').error?.message).toMatch(
      /^greenlet_spawn has not been called; can't call await_(only)?\(\) here/,
    );
  });

  test('O6: the post that never had a user is inserted with NULL', () => {
    const { sent, rows } = short('never-had-a-parent');
    expect(sent).toEqual(['INSERT posts']);
    expect(rows.posts?.at(-1)).toEqual([9, "nobody's", null]);
  });

  test('C4: delete-orphan on Post.user is refused before anything is sent', () => {
    const { sent, ended } = short('orphan-on-the-many-side');
    expect([sent, ended]).toEqual([[], 'ArgumentError']);
    expect(run('orphan-on-the-many-side').error?.message).toContain('single_parent=True');
  });

  test('C5: passive_deletes on Post.user leaves the posts to the ORM', () => {
    const { sent, effects } = short('passive-on-the-many-side');
    expect(sent).toEqual(['SELECT posts', 'DELETE posts', 'DELETE users']);
    expect(effects).toEqual(['ORM posts 1', 'ORM posts 2', 'ORM users 1']);
  });

  test('K4: the deferred constraint lets the DELETE pass and refuses the COMMIT, which rolls back', () => {
    const { statements, ended, rows } = short('deferred-constraint');
    expect(statements.map(({ sql, failed }) => [sql.split(' ', 1)[0], failed])).toEqual([
      ['DELETE', false],
      ['COMMIT', true],
    ]);
    const ends = run('deferred-constraint').events.filter((event) => event.type === 'transaction');
    expect(ends.at(-1)).toMatchObject({ action: 'rollback', at: 'commit' });
    expect(ended).toBe('23503');
    expect(rows.posts).toEqual(POSTS_BEFORE);
    expect(rows.users).toHaveLength(2);
  });

  test('W4: the trigger that returns NULL keeps two posts of a user who is gone', () => {
    const { effects, ended, rows } = short('swallowing-trigger');
    expect([effects, ended]).toEqual([['ORM users 1'], null]);
    expect(rows).toEqual({ users: [[2, 'bob']], posts: POSTS_BEFORE });
  });

  test('P1: an object of a joined subclass is deleted by a DELETE for each of its tables, the subclass first', () => {
    expect(short('joined-inheritance')).toMatchObject({
      sent: ['DELETE engineers', 'DELETE employees'],
      effects: ['ORM engineers 1', 'ORM employees 1'],
      ended: null,
    });
    const into = short('foreign-key-into-subclass');
    expect(into).toMatchObject({ sent: ['DELETE engineers', 'DELETE employees'], ended: null });
    expect(into.effects).toEqual(['ORM engineers 1', 'FK tasks 1', 'FK tasks 2', 'ORM employees 1']);
    expect(into.statements[0]?.effects).toHaveLength(3);
    expect(textOf('foreign-key-into-subclass')).toContain('session.get_one(Employee, 1)');
  });

  test('P2: with passive_deletes of the mapper the foreign key takes the row of the subclass', () => {
    const { sent, effects, ended, rows } = short('joined-passive-deletes');
    expect([sent, effects, ended]).toEqual([['DELETE employees'], ['ORM employees 1', 'FK engineers 1'], null]);
    expect(rows).toEqual(short('joined-inheritance').rows);
  });

  test('P3: the foreign key of the subclass refuses what that of the company does to employees', () => {
    const { sent, effects, ended, rows } = short('joined-under-a-parent');
    expect(sent).toEqual(['DELETE companies']);
    expect(effects).toEqual(['ORM companies 1', 'FK employees 1', 'FK employees 2']);
    expect(ended).toBe('23503');
    expect(run('joined-under-a-parent').error?.constraint).toBe('engineers_id_fkey');
    expect(rows).toEqual(run('joined-under-a-parent').before);
  });

  test('P4: a bulk delete of a subclass leaves the row of its base', () => {
    const { sent, effects, ended, rows } = short('joined-bulk-delete');
    expect([sent, effects, ended]).toEqual([['DELETE engineers'], ['ORM engineers 2'], null]);
    expect(rows.employees).toContainEqual([2, 'bob', 'engineer']);
    expect(keysOf(rows.engineers)).toEqual([1]);
  });

  test('P5: rows that point at each other have no order, and post_update sets one of the two to NULL first', () => {
    const cycle = short('cycle');
    expect(cycle.sent).toEqual(['SELECT photos', 'DELETE photos']);
    expect(cycle.effects).toEqual(['ORM photos 2']);
    expect(cycle.ended).toBe('CircularDependencyError');
    expect(cycle.rows).toEqual(run('cycle').before);
    const updated = short('cycle-post-update');
    expect(updated.sent).toEqual(['SELECT photos', 'UPDATE albums', 'DELETE photos', 'DELETE albums']);
    expect(updated.statements[1]?.effects[0]?.changes).toEqual([{ column: 'cover_id', from: 1, to: null }]);
    expect(updated.statements[2]).toMatchObject({ many: true, rowcount: 2 });
    expect(updated.rows).toEqual({ albums: [], photos: [] });
  });

  test('P6: an association object that is secondary, too, is deleted twice, unless the many-to-many is viewonly', () => {
    const { sent, statements, effects, ended, rows } = short('association-object');
    expect(sent).toEqual([
      'SELECT memberships',
      'SELECT groups',
      'DELETE memberships',
      'DELETE memberships',
      'DELETE users',
    ]);
    const [, , first, second] = statements;
    expect([second?.sql, second?.parameters]).toEqual([first?.sql, first?.parameters]);
    expect([first, second]).toMatchObject([
      { many: true, rowcount: 2 },
      { many: true, rowcount: 0, effects: [] },
    ]);
    expect(effects).toEqual(['ORM memberships (1, 1)', 'ORM memberships (1, 2)', 'ORM users 1']);
    expect(ended).toBeNull();
    const [warning, ...others] = run('association-object').warnings;
    expect(others).toEqual([]);
    expect(warning).toMatchObject({
      at: 'flush',
      message: expect.stringMatching(/^DELETE statement on table 'memberships' expected to delete 2 row\(s\); 0 were/),
    });
    const viewonly = short('association-object-viewonly');
    expect(viewonly.sent).toEqual(['SELECT memberships', 'DELETE memberships', 'DELETE users']);
    expect(viewonly.effects).toEqual(effects);
    expect(viewonly.rows).toEqual(rows);
  });

  test('P6: overlaps silences a warning of the configuration', () => {
    const text = textOf('association-object').replace(', overlaps="memberships"', '');
    const { warnings } = runProgram(database, python, { source: text, filename: 'association-object.py' });
    expect(warnings[0]?.message).toMatch(/^relationship 'User\.groups' will copy column/);
  });

  test('P7: a pair that is there twice raises StaleDataError, where the driver counts', () => {
    const { sent, statements, effects, ended, rows } = short('duplicate-association');
    expect(sent).toEqual(['SELECT tags', 'DELETE post_tags']);
    expect(statements[1]).toMatchObject({ many: true, rowcount: 3 });
    expect(statements[1]?.parameters).toHaveLength(2);
    expect(effects.toSorted()).toEqual(['ORM post_tags 1', 'ORM post_tags 2', 'ORM post_tags 3']);
    expect(ended).toBe('StaleDataError');
    expect(rows).toEqual(run('duplicate-association').before);
    const text = textOf('duplicate-association');
    const uncounted = runProgram(database, python, {
      source: text,
      filename: 'duplicate-association.py',
      driver: 'asyncpg',
    });
    expect([uncounted.error, uncounted.warnings]).toEqual([null, []]);
    expect(uncounted.rows).toMatchObject({ posts: [], post_tags: [] });
  });

  test('P8: SET NULL (author_id) leaves the other column of the foreign key alone', () => {
    const { sent, statements, effects, ended, rows } = short('composite-set-null');
    expect([sent, ended]).toEqual([['DELETE authors'], null]);
    expect(effects).toEqual(['ORM authors (7, 1)', 'FK posts (7, 1)', 'FK posts (7, 2)']);
    const changed = statements[0]?.effects.flatMap(({ changes = [] }) => changes.map(({ column }) => column));
    expect(changed).toEqual(['author_id', 'author_id']);
    expect(rows.posts).toEqual([
      [7, 1, null],
      [7, 2, null],
      [8, 1, 1],
    ]);
  });

  test('P9: the ORM raises AssertionError instead of setting a primary key to NULL', () => {
    const { sent, ended, rows } = short('composite-blank-out');
    expect([sent, ended]).toEqual([['SELECT posts'], 'AssertionError']);
    expect(run('composite-blank-out').error?.message).toContain(
      "Dependency rule on column 'authors.tenant_id' tried to blank-out primary key column 'posts.tenant_id'",
    );
    expect(rows).toEqual(run('composite-blank-out').before);
  });

  test('P10: a primary key that changes is one UPDATE, which ON UPDATE CASCADE carries on', () => {
    const { sent, effects, rows } = short('natural-key');
    expect(sent).toEqual(['UPDATE countries']);
    expect(effects).toEqual(['ORM countries BUR', 'FK cities Mandalay', 'FK cities Yangon']);
    expect(rows.cities).toEqual([
      ['Lyon', 'FRA'],
      ['Mandalay', 'MMR'],
      ['Yangon', 'MMR'],
    ]);
  });

  test('P11: a refused delete takes back its savepoint alone', () => {
    const { statements, effects, ended, rows } = short('savepoint-per-delete');
    expect(statements.map(({ failed }) => failed)).toEqual([false, true, false]);
    expect(effects).toEqual(['ORM customers 1', 'ORM customers 2', 'ORM customers 3']);
    const { events } = run('savepoint-per-delete');
    expect(events.flatMap((event) => (event.type === 'transaction' ? [event.action] : []))).toEqual([
      'begin',
      ...['savepoint', 'release'],
      ...['savepoint', 'rollback-to'],
      ...['savepoint', 'release'],
      'commit',
    ]);
    expect(ended).toBeNull();
    expect(events).toContainEqual(
      expect.objectContaining({ action: 'caught', error: expect.objectContaining({ sqlstate: '23503' }) }),
    );
    expect(rows).toEqual({ customers: [[2, 'bob']], invoices: [[1, 2]] });
  });

  test('R8: a version that another connection has raised is missed by the DELETE', () => {
    const { sent, statements, effects, ended, rows } = short('version-id');
    expect(sent).toEqual(['SELECT posts', 'UPDATE posts', 'DELETE posts']);
    expect(statements.map(({ connection }) => connection)).toEqual([2, 2, undefined]);
    const [, , deleted] = statements;
    expect(deleted?.sql).toMatch(/WHERE posts\.id = .+ AND posts\.version = /);
    expect(deleted).toMatchObject({ many: true, rowcount: 1 });
    expect(deleted?.parameters).toHaveLength(2);
    expect(effects).toEqual(['ORM posts 2', 'ORM posts 1']);
    expect(ended).toBe('StaleDataError');
    expect(rows).toEqual({
      posts: [
        [1, 'p1', 1],
        [2, 'new', 2],
      ],
    });
  });

  test('P12: a trigger fires for what the foreign key removes, and the Session hears nothing of it', () => {
    const { sent, effects, ended, rows } = short('audit-trigger');
    expect([sent, ended]).toEqual([['DELETE users'], null]);
    expect(effects.slice(0, 3)).toEqual(['ORM users 1', 'FK posts 1', 'FK posts 2']);
    expect(effects.slice(3)).toEqual(['trigger deleted_posts 1', 'trigger deleted_posts 2']);
    expect(rows.deleted_posts).toEqual([
      [1, 'p1'],
      [2, 'p2'],
    ]);
    const met = run('audit-trigger').events.flatMap((event) => (event.type === 'session' ? event.objects : []));
    expect(new Set(met.map(({ entity }) => entity))).toEqual(new Set(['User']));
  });

  test('P13: before_flush takes ann back, and not what the cascade has marked', () => {
    const { sent, effects, ended, rows } = short('soft-delete');
    expect(sent).toEqual(['SELECT posts', 'UPDATE users', 'DELETE posts']);
    expect(effects).toEqual(['ORM users 1', 'ORM posts 1', 'ORM posts 2']);
    expect(ended).toBeNull();
    expect(rows.users?.[0]).toEqual([1, 'ann', '2026-01-01']);
    expect(keysOf(rows.posts)).toEqual([3]);
    const actions = run('soft-delete').events.flatMap((event) => (event.type === 'session' ? [event.action] : []));
    expect(actions.indexOf('marked-deleted')).toBeLessThan(actions.indexOf('un-marked'));
  });

  test('every program of the catalogue is held against its lesson', () => {
    expect(PROGRAM_IDS.filter((id) => !held.has(id))).toEqual([]);
  });
});

// Every program of the catalogue on SQLAlchemy itself, held against what its lesson says.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runProgram } from '@/lib/engine/run/run-program';
import { PROGRAM_IDS, type ProgramId } from '@/lib/programs/programs';
import { nameOf } from '@/lib/trace/key';
import { targetOf } from '@/lib/trace/narration';
import { indexRun } from '@/lib/trace/run-index';
import type { StatementEvent, Trace } from '@/lib/trace/trace';
import { describeLive } from './live';

const TEXTS = new URL('../../lib/programs/python/', import.meta.url);

/** A run in short: its statements after the setup, its row effects as "ORM posts 1", what it ended with. */
function shortOf({ events, error, rows }: Trace<null>) {
  const statements = events.filter(
    (event): event is StatementEvent => event.type === 'statement' && event.at !== 'setup',
  );
  return {
    statements,
    sent: statements.map(({ sql }) => `${sql.split(' ', 1)[0]} ${targetOf(sql)}`),
    effects: statements.flatMap(({ effects }) =>
      effects.map(({ by, table, key }) => `${by === 'client' ? 'ORM' : 'FK'} ${table} ${nameOf(key ?? [])}`),
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

const textOf = (id: ProgramId) => readFileSync(new URL(`${id}.py`, TEXTS), 'utf8');

await describeLive('The catalogue of programs', ({ series, database, python }) => {
  const runs = new Map<ProgramId, Trace<null>>();
  const run = (id: ProgramId): Trace<null> => {
    const known = runs.get(id) ?? runProgram(database, python, textOf(id), `${id}.py`);
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
    // 2.1 says of lazy="noload" that it will go.
    const expected = id === 'lazy-noload' && series === '2.1' ? ['SADeprecationWarning'] : [];
    expect(warnings.map((warning) => warning.class)).toEqual(expected);
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

  test('every program of the catalogue is held against its lesson', () => {
    expect(PROGRAM_IDS.filter((id) => !held.has(id))).toEqual([]);
  });
});

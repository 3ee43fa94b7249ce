// Rules that one run cannot show, or that the recording does not hold, on the model and PGlite.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import { runScenario } from '@/lib/engine/run/run-scenario';
import { RULES } from '@/lib/rules/rules';
import { DEFAULT_SCENARIO, type Scenario } from '@/lib/scenario/scenario';
import type { SessionEvent, StatementEvent } from '@/lib/trace/trace';

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

function run(settings: Partial<Scenario>) {
  const { events, error, warnings, before, rows } = runScenario(database, { ...DEFAULT_SCENARIO, ...settings });
  const statements = events.filter((event): event is StatementEvent => event.type === 'statement');
  const session = events.filter((event): event is SessionEvent => event.type === 'session');
  return { statements, session, error, warnings, rows, before };
}

const RULES_OF_STATEMENTS = /^(L|D|O|B|S|T5)/;
for (const { id, scenario } of RULES) {
  if (!scenario || !RULES_OF_STATEMENTS.test(id)) continue;
  test(`${id}: its own settings send a statement under its number`, () => {
    expect(run(scenario).statements.map(({ rule }) => rule)).toContain(id);
  });
}

test('F1: ten posts are one executemany, one post a plain execute, no post no statement', () => {
  const deletes = (posts: number) =>
    run({ passiveDeletes: false, posts }).statements.filter(({ sql }) => sql.startsWith('DELETE FROM posts'));
  expect(deletes(10).map(({ many, parameters }) => [many, parameters.length])).toEqual([[true, 10]]);
  expect(deletes(1).map(({ many, parameters, rowcount }) => [many, parameters, rowcount])).toEqual([[false, [[1]], 1]]);
  expect(deletes(0)).toEqual([]);
});

test('O1: removing a post that is not in the collection raises ValueError and rolls back', () => {
  const { error, rows, before, statements } = run({ operation: 'remove-post', loaded: 'loaded', posts: 0 });
  expect(error).toMatchObject({ class: 'ValueError', message: 'list.remove(x): x not in list', sqlstate: null });
  expect(statements.every(({ sql }) => sql.startsWith('SELECT'))).toBe(true);
  expect(rows).toEqual(before);
});

test('O4: appending a post to the collection that it is in already sends nothing', () => {
  const { statements, error } = run({ operation: 'move-append', posts: 0 });
  expect(error).toBeNull();
  expect(statements.every(({ sql }) => sql.startsWith('SELECT'))).toBe(true);
});

test('K1: RESTRICT does not stop the delete cascade', () => {
  const { error, rows } = run({ onDelete: 'RESTRICT', passiveDeletes: false });
  expect(error).toBeNull();
  expect(rows.posts).toEqual([
    [4, 'p4', 2],
    [5, 'p5', 2],
  ]);
});

test('M1: a post that the foreign key deleted is stale in Python, one that the ORM deleted is not', () => {
  const stale = (settings: Partial<Scenario>) =>
    run(settings).session.flatMap(({ action, objects }) => (action === 'stale' ? objects : []));
  expect(stale({ loaded: 'partial' })).toEqual([{ entity: 'Post', keys: [1], state: 'stale' }]);
  expect(stale({ loaded: 'loaded' })).toEqual([]);
});

test('M2: under passive_deletes=True only two kinds of configuration do not depend on what was loaded', () => {
  const cascades = [
    'save-update, merge',
    'all',
    'all, delete',
    'all, delete-orphan',
    'save-update, merge, delete',
    'save-update, merge, delete-orphan',
  ];
  const actions = [null, 'CASCADE', 'SET NULL', 'RESTRICT', 'NO ACTION', 'SET DEFAULT'] as const;
  const independent = new Set<string>();
  for (const cascade of cascades) {
    for (const onDelete of actions) {
      for (const nullable of [true, false]) {
        const outcome = (loaded: Scenario['loaded']) => {
          const { rows, error } = run({ cascade, onDelete, nullable, loaded });
          return JSON.stringify([rows, error?.sqlstate]);
        };
        if (outcome('no') !== outcome('loaded')) continue;
        const deletes = cascade.includes('all') || cascade.endsWith('delete');
        independent.add(`${deletes ? 'delete' : 'no delete'}, ${onDelete}`);
      }
    }
  }
  expect(independent).toEqual(new Set(['delete, CASCADE', 'no delete, SET NULL']));
});

test('W2: a foreign key’s effect carries its own statement, a client’s effect none', () => {
  const effects = run({}).statements.flatMap((statement) => statement.effects);
  const by = (actor: string) => effects.filter((effect) => effect.by === actor);
  expect(by('client').map(({ statement }) => statement)).toEqual([undefined]);
  expect(by('foreign-key')).toHaveLength(3);
  for (const { statement } of by('foreign-key')) expect(statement).toContain('DELETE FROM ONLY "public"."posts"');
});

test('S1: a new profile that no cascade brings into the Session is left out with a warning', () => {
  const { warnings, rows, statements } = run({
    shape: 'one-to-one',
    operation: 'replace-profile',
    cascade: 'delete',
    nullable: true,
  });
  expect(warnings.map(({ message }) => message)).toEqual([
    "Object of type <Profile> not in session, add operation along 'User.profile' will not proceed",
  ]);
  expect(statements.some(({ sql }) => sql.startsWith('INSERT'))).toBe(false);
  expect(rows.profiles).toEqual([
    [1, 'b1', null],
    [2, 'b2', 2],
  ]);
});

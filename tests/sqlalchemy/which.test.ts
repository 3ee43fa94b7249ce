// Every answer to which setting is wanted: its run and those of what it does not cover, on SQLAlchemy itself and, where
// they are settings, by the model; and its migration, which makes the table that its model has.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Database } from '@/lib/database/database';
import { CACHE, keptUnderKey, keyOf } from '@/lib/kept/kept';
import type { QuestionRun } from '@/lib/questions/question';
import type { Scenario } from '@/lib/scenario/scenario';
import type { ForeignKey, Table } from '@/lib/trace/schema';
import { ANSWERS, type AnswerId } from '@/lib/which/answers';
import { verifiedModules, verifiedPackage } from '@/scripts/sqlalchemy/archives';
import { install, NoOrigin } from '@/scripts/sqlalchemy/origin';
import { describeLive } from './live';
import { type Outcome, runnerOn } from './question-runs';

/** What each answer says of its run and of those that it does not cover, the same in both series. */
const CLAIMS: Readonly<Record<AnswerId, { readonly run: Outcome; readonly limits: readonly Outcome[] }>> = {
  'go-with-their-parent': {
    run: { sent: 'DELETE users', touched: 'ORM DELETE users, foreign key DELETE posts ×3', left: 'users 1, posts 2' },
    limits: [
      {
        sent: 'DELETE posts ×3, DELETE users',
        touched: 'ORM DELETE posts ×3, ORM DELETE users',
        left: 'users 1, posts 2',
      },
      {
        sent: 'DELETE users, SELECT posts',
        touched: 'ORM DELETE users, foreign key DELETE posts ×2',
        error: 'ObjectDeletedError',
        left: 'users 1, posts 1',
      },
    ],
  },
  'one-to-one': {
    run: {
      sent: 'DELETE users',
      touched: 'ORM DELETE users, foreign key DELETE profiles',
      left: 'users 1, profiles 1',
    },
    limits: [
      {
        sent: 'SELECT profiles, INSERT profiles',
        touched: 'ORM INSERT profiles',
        error: 'IntegrityError 23505',
        left: 'users 2, profiles 2',
      },
    ],
  },
  orphans: {
    run: { sent: 'SELECT posts, DELETE posts', touched: 'ORM DELETE posts', left: 'users 2, posts 4' },
    limits: [
      { sent: 'UPDATE posts', touched: 'ORM UPDATE posts', error: 'IntegrityError 23502', left: 'users 2, posts 5' },
      { sent: 'UPDATE posts', touched: 'ORM UPDATE posts', left: 'users 2, posts 5' },
    ],
  },
  'survive-with-null': {
    run: {
      sent: 'DELETE users',
      touched: 'ORM DELETE users, foreign key UPDATE posts ×3',
      left: 'users 1, posts 5 (3 NULL)',
    },
    limits: [
      {
        sent: 'DELETE users',
        touched: 'ORM DELETE users, foreign key UPDATE posts',
        error: 'IntegrityError 23502',
        left: 'users 2, posts 5',
      },
    ],
  },
  'refuse-while-there-are-children': {
    run: { sent: 'DELETE users', touched: 'ORM DELETE users', error: 'IntegrityError 23001', left: 'users 2, posts 5' },
    limits: [
      {
        sent: 'SELECT posts, DELETE posts ×3, DELETE users',
        touched: 'ORM DELETE posts ×3, ORM DELETE users',
        left: 'users 1, posts 2',
      },
    ],
  },
  'the-table-stays-as-it-is': {
    run: {
      sent: 'SELECT posts, DELETE posts ×3, DELETE users',
      touched: 'ORM DELETE posts ×3, ORM DELETE users',
      left: 'users 1, posts 2',
    },
    limits: [
      { sent: 'DELETE users', touched: 'ORM DELETE users', error: 'IntegrityError 23503', left: 'users 2, posts 5' },
    ],
  },
  'async-session': {
    run: { sent: 'DELETE users', touched: 'ORM DELETE users, foreign key DELETE posts ×3', left: 'users 1, posts 2' },
    limits: [
      {
        sent: 'SELECT posts, DELETE posts ×2, DELETE users',
        touched: 'ORM DELETE posts ×2, ORM DELETE users',
        error: 'MissingGreenlet',
        left: 'users 1, posts 1',
      },
      { sent: 'UPDATE posts ×3', touched: 'ORM UPDATE posts ×2', left: 'users 2, posts 4' },
    ],
  },
  'children-of-children': {
    run: {
      sent: 'DELETE users',
      touched: 'ORM DELETE users, foreign key DELETE posts ×2, foreign key DELETE comments ×3',
      left: 'users 1, posts 1, comments 1',
    },
    limits: [
      {
        sent: 'DELETE users',
        touched: 'ORM DELETE users, foreign key DELETE posts ×2',
        error: 'IntegrityError 23503',
        left: 'users 2, posts 3, comments 4',
      },
    ],
  },
  'association-rows': {
    run: {
      sent: 'DELETE posts',
      touched: 'ORM DELETE posts, foreign key DELETE post_tags ×2',
      left: 'posts 1, tags 2, post_tags 1',
    },
    limits: [
      {
        sent: 'DELETE tags',
        touched: 'ORM DELETE tags',
        error: 'IntegrityError 23503',
        left: 'posts 2, tags 2, post_tags 3',
      },
      {
        sent: 'SELECT tags, SELECT posts ×2, DELETE post_tags ×3, DELETE posts, DELETE tags ×2',
        touched: 'ORM DELETE post_tags ×3, ORM DELETE posts, ORM DELETE tags ×2',
        left: 'posts 1, tags 0, post_tags 0',
      },
    ],
  },
};

/** The tables that migrations begin with: foreign keys without an action, and no index of their own. */
const BEFORE = [
  'CREATE TABLE users (id SERIAL PRIMARY KEY, name VARCHAR)',
  'CREATE TABLE profiles (id SERIAL PRIMARY KEY, bio VARCHAR, user_id INTEGER NOT NULL REFERENCES users (id))',
  'CREATE TABLE posts (id SERIAL PRIMARY KEY, title VARCHAR, user_id INTEGER NOT NULL REFERENCES users (id))',
  'CREATE TABLE comments (id SERIAL PRIMARY KEY, text VARCHAR, post_id INTEGER NOT NULL REFERENCES posts (id))',
  'CREATE TABLE tags (id SERIAL PRIMARY KEY, name VARCHAR)',
  `CREATE TABLE post_tags (post_id INTEGER REFERENCES posts (id), tag_id INTEGER REFERENCES tags (id),
     PRIMARY KEY (post_id, tag_id))`,
];

interface Reference extends ForeignKey {
  readonly table: string;
  readonly nullable: boolean;
}

function referencesOf(tables: readonly Table[]): readonly Reference[] {
  return tables.flatMap(({ name, columns, foreignKeys }) =>
    foreignKeys.map((foreignKey) => ({
      table: name,
      ...foreignKey,
      nullable: columns.some((column) => column.name === foreignKey.columns[0] && column.nullable),
    })),
  );
}

function migrated(database: Database, statements: readonly string[]): readonly Reference[] {
  return database.emptied(() => {
    for (const sql of [...BEFORE, ...statements]) {
      expect(database.execute({ sql, parameters: [], many: false }).error, sql).toBeNull();
    }
    return referencesOf(database.schema());
  });
}

await describeLive('The answers', (live) => {
  const ran = runnerOn(live);
  const outcome = async (run: QuestionRun) => (await ran(run)).outcome;

  test.each(ANSWERS)('$id: its runs come to what it says', async ({ id, run, limits }) => {
    const ofLimits: Outcome[] = [];
    for (const limit of limits) ofLimits.push(await outcome(limit.run));
    expect({ run: await outcome(run), limits: ofLimits }).toEqual(CLAIMS[id as AnswerId]);
  });

  test.each(ANSWERS.filter(({ migration }) => migration))(
    '$id: its migration makes the foreign keys of its model',
    async ({ run, migration }) => {
      const { schema } = (await ran(run)).trace;
      const made = migrated(live.database, migration?.sql ?? []);
      const references = referencesOf(schema.tables);
      expect(references.length).toBeGreaterThan(0);
      for (const wanted of references) {
        const found = made.find(({ table, name }) => table === wanted.table && name === wanted.name);
        // The programs make no index.
        expect(found).toEqual({ ...wanted, indexed: true });
      }
    },
  );

  /** The settings of an answer, with some changed. */
  const changed = (id: AnswerId, settings: Partial<Scenario>): QuestionRun => {
    const run = ANSWERS.find((answer) => answer.id === id)?.run;
    return { scenario: { ...(run && 'scenario' in run ? run.scenario : {}), ...settings } };
  };

  test('M2: what survives with NULL does so whether it was loaded or not', async () => {
    for (const loaded of ['partial', 'loaded'] as const) {
      const { left } = await outcome(changed('survive-with-null', { loaded }));
      expect(left, loaded).toBe(CLAIMS['survive-with-null'].run.left);
    }
  });

  test('D6: passive_deletes="all" has RESTRICT refuse whether children are loaded or not', async () => {
    const { error } = await outcome(changed('refuse-while-there-are-children', { loaded: 'loaded' }));
    expect(error).toBe('IntegrityError 23001');
  });
});

const ALEMBIC = ['alembic==1.20.1', 'mako==1.4.3'];

/** The folders that Python finds Alembic in with what it needs, or why there is none here. */
async function alembicFolders(): Promise<readonly string[] | { readonly absent: string }> {
  const [sqlalchemy, markupsafe] = [await verifiedModules('2.1'), await verifiedPackage('markupsafe')];
  if ('absent' in sqlalchemy) return sqlalchemy;
  if ('absent' in markupsafe) return markupsafe;
  const folder = path.join(CACHE, 'sqlalchemy', 'alembic');
  try {
    const wanted = ALEMBIC.map((requirement) => ({ requirement, debian: `python3-${requirement.split('=')[0]}` }));
    await keptUnderKey(folder, keyOf(ALEMBIC), (unfinished) => install(wanted, unfinished));
    return [folder, sqlalchemy.folder, markupsafe.folder];
  } catch (error) {
    if (!(error instanceof NoOrigin)) throw error;
    return { absent: error.message };
  }
}

const alembic = await alembicFolders();
const skipped = 'absent' in alembic ? ` (there is no Alembic here: ${alembic.absent})` : '';

describe.skipIf(skipped !== '')(`Alembic${skipped}`, () => {
  test('comes to the SQL of every migration', async () => {
    const migrations = ANSWERS.flatMap(({ migration }) => migration ?? []);
    const script = fileURLToPath(new URL('alembic-offline.py', import.meta.url));
    const { stdout } = await promisify(execFile)(
      process.env.PYTHON ?? 'python3',
      [script, JSON.stringify(migrations.map(({ alembic: lines }) => lines.join('\n')))],
      { env: { ...process.env, PYTHONPATH: 'absent' in alembic ? '' : alembic.join(path.delimiter) } },
    );
    const written = (JSON.parse(stdout) as readonly string[]).map((text) =>
      text
        .split(';')
        .map((statement) => statement.trim().replace(/\s+/g, ' '))
        .filter((statement) => statement !== ''),
    );
    expect(written).toEqual(migrations.map(({ sql }) => sql));
  });
});

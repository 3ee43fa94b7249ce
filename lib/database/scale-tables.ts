// The tables and rows of the laboratory: those of the explorer, with more users and, if asked for, comments below
// the posts. Bulk loading leaves the indexes to one REINDEX, which halves the time of a reset.
import { rowsOf, type ScaleData } from '@/lib/scale/settings';
import type { Scenario } from '@/lib/scenario/scenario';
import type { Connection } from './connection';
import { scaleWitness } from './scale-witness';
import { tableStatements } from './schema';

/** PostgreSQL in single-user mode never checkpoints by itself; after about this many row changes we do. */
const CHECKPOINT_AFTER = 200_000;

export interface ScaleSetup extends ScaleData {
  readonly scenario: Scenario;
  /** Whether the witness's triggers are on the tables. */
  readonly triggers: boolean;
}

export class ScaleTables {
  readonly #connection: Connection;
  #names: readonly string[] = [];
  #schema = '';
  #seeded = '';
  #changes = 0;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Parents first. */
  get names(): readonly string[] {
    return this.#names;
  }

  /** One row: for each table, rows that the open transaction has deleted, and rows that it has updated. */
  get countersQuery(): string {
    const counters = this.#names.flatMap((table) =>
      ['deleted', 'updated'].map((what) => `pg_stat_get_xact_tuples_${what}('${table}'::regclass)`),
    );
    return `SELECT ${counters.join(', ')}`;
  }

  /** Exactly the rows of the seed, whatever a run left behind. An open transaction is rolled back. */
  set(setup: ScaleSetup): void {
    this.#connection.run('ROLLBACK');
    this.#names = tablesOf(setup);
    const statements = schemaStatements(setup);
    const schema = statements.join(';\n');
    if (schema !== this.#schema) {
      this.#connection.run(`DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public; ${schema}`);
      this.#schema = schema;
      this.#seeded = '';
    }
    const data = JSON.stringify([setup.posts, setup.comments, setup.others]);
    const seeded = this.#seeded === data;
    if (seeded && setup.others > 0) this.#restore(setup);
    else this.#load(setup);
    // A server has its statistics from autovacuum. They stay true: every reset is to the same rows.
    if (!seeded) this.#connection.run(`ANALYZE ${tablesOf(setup).join(', ')}`);
    this.#seeded = data;
    this.#changes += 2 * rowsOf({ ...setup, others: seeded ? 0 : setup.others });
    if (this.#changes > CHECKPOINT_AFTER) {
      this.#changes = 0;
      this.#connection.run('CHECKPOINT');
    }
  }

  #load(setup: ScaleSetup): void {
    const tables = tablesOf(setup);
    const list = tables.map((table) => `'${table}'::regclass`).join(', ');
    this.#connection.run(
      [
        'BEGIN',
        'SET LOCAL session_replication_role = replica', // neither foreign keys nor the witness take part
        `TRUNCATE ${tables.join(', ')}`,
        `UPDATE pg_index SET indisready = false WHERE indrelid IN (${list})`,
        ...seedStatements(setup, setup.posts * (1 + setup.others) + 2),
        ...tables.map((table) => `REINDEX TABLE ${table}`),
        'COMMIT',
      ].join('; '),
    );
  }

  /** Users 1 and 2 again as they were, among the rows of the others, which no run touches. */
  #restore(setup: ScaleSetup): void {
    const posts = setup.posts + 2;
    const begin = 'BEGIN; SET LOCAL session_replication_role = replica';
    const tables = tablesOf(setup);
    const leftovers = [
      'DELETE FROM users WHERE id <= 2',
      `DELETE FROM posts WHERE id <= ${posts}`,
      ...(setup.comments > 0 ? [`DELETE FROM comments WHERE id <= ${posts * setup.comments}`] : []),
    ];
    this.#connection.run(`${begin}; ${leftovers.join('; ')}; COMMIT`);
    for (const table of tables) this.#connection.run(`VACUUM ${table}`);
    this.#connection.run(`${begin}; ${seedStatements({ ...setup, others: 0 }, posts).join('; ')}; COMMIT`);
  }
}

function tablesOf({ comments }: Pick<ScaleData, 'comments'>): readonly string[] {
  return comments > 0 ? ['users', 'posts', 'comments'] : ['users', 'posts'];
}

function schemaStatements({ scenario, comments, triggers }: ScaleSetup): readonly string[] {
  const action = scenario.onDelete === null ? '' : ` ON DELETE ${scenario.onDelete}`;
  const postId = `post_id INTEGER${scenario.onDelete === 'SET DEFAULT' ? " DEFAULT '0'" : ''}${scenario.nullable ? '' : ' NOT NULL'}`;
  const [, ...children] = tablesOf({ comments });
  return [
    ...tableStatements(scenario),
    ...(comments > 0
      ? [
          `CREATE TABLE comments (\n  id SERIAL NOT NULL, \n  body VARCHAR, \n  ${postId}, \n  PRIMARY KEY (id), \n  FOREIGN KEY(post_id) REFERENCES posts (id)${action}\n)`,
        ]
      : []),
    ...(scenario.index ? ['CREATE INDEX ix_posts_user_id ON posts (user_id)'] : []),
    ...(scenario.index && comments > 0 ? ['CREATE INDEX ix_comments_post_id ON comments (post_id)'] : []),
    ...(triggers ? scaleWitness(children) : []),
  ];
}

/** User 1 has posts 1 to N, user 2 the next two, every other user N more; comments follow their posts in order. */
function seedStatements({ scenario, posts, comments, others }: ScaleSetup, allPosts: number): string[] {
  const ghost = scenario.onDelete === 'SET DEFAULT';
  return [
    `INSERT INTO users (id, name) SELECT i, CASE i WHEN 1 THEN 'ann' WHEN 2 THEN 'bob' ELSE 'u' || i END
     FROM generate_series(1, ${2 + others}) AS i`,
    ...(ghost ? ["INSERT INTO users (id, name) VALUES (0, 'ghost') ON CONFLICT DO NOTHING"] : []),
    `INSERT INTO posts (id, title, user_id)
     SELECT i, 'p' || i, CASE WHEN i <= ${posts} THEN 1 WHEN i <= ${posts + 2} THEN 2
       ELSE 3 + (i - ${posts + 3}) / ${posts} END FROM generate_series(1, ${allPosts}) AS i`,
    ...(comments > 0
      ? [
          `INSERT INTO comments (id, body, post_id)
           SELECT i, 'c' || i, 1 + (i - 1) / ${comments} FROM generate_series(1, ${allPosts * comments}) AS i`,
        ]
      : []),
  ];
}

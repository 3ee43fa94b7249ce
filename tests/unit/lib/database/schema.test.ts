// The schema of a scenario against what create_all() of SQLAlchemy 2.0.52 sent for the same models.
import { expect, test } from 'vitest';
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import { schemaName, tableStatements } from '@/lib/database/schema';
import { DEFAULT_SCENARIO, type Scenario } from '@/lib/scenario/scenario';
import { schemaOf, seedOf } from '@/lib/scenario/schema';
import recorded from './ddl.recorded.json';

const ACTIONS = [null, 'CASCADE', 'SET NULL', 'RESTRICT', 'NO ACTION', 'SET DEFAULT'] as const;
const BOTH = [true, false];

function allSchemas(index: boolean): Scenario[] {
  return ACTIONS.flatMap((onDelete) =>
    BOTH.flatMap((nullable) => [
      { ...DEFAULT_SCENARIO, onDelete, nullable, index },
      ...BOTH.map((unique) => ({
        ...DEFAULT_SCENARIO,
        shape: 'one-to-one' as const,
        onDelete,
        nullable,
        index,
        unique,
      })),
    ]),
  );
}

test('with a version both tables have it as their last column', () => {
  const [users, posts] = tableStatements({ ...DEFAULT_SCENARIO, mapper: 'version-id-col' });
  // as create_all() of 2.0.58 and 2.1.9 sends them
  expect(users).toBe(
    'CREATE TABLE users (\n  id SERIAL NOT NULL, \n  name VARCHAR, \n  version INTEGER NOT NULL, \n  PRIMARY KEY (id)\n)',
  );
  expect(posts).toContain('  user_id INTEGER NOT NULL, \n  version INTEGER NOT NULL, \n  PRIMARY KEY (id), \n');
});

test('the tables of every scenario are created as SQLAlchemy creates them', () => {
  const ours = Object.fromEntries(allSchemas(false).map((it) => [schemaName(it), tableStatements(it)[1]]));
  expect(ours).toEqual(recorded.tables);
});

interface Catalog {
  readonly action: unknown;
  readonly notNull: unknown;
  readonly default: unknown;
  readonly indexes: unknown;
}

/** What PostgreSQL's catalog says about user_id in the schema in use. */
function catalogOf(database: Database): Catalog {
  const { rows, error } = database.execute({
    sql: `SELECT c.confdeltype::text, a.attnotnull::text, pg_get_expr(d.adbin, d.adrelid),
            (SELECT string_agg(i.relname || ' ' || x.indisunique, ', ' ORDER BY i.relname) FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
             WHERE x.indrelid = c.conrelid AND NOT x.indisprimary)
          FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attname = 'user_id'
          LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
          WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace`,
    parameters: [],
    many: false,
  });
  expect(error).toBeNull();
  expect(rows).toHaveLength(1);
  const [action, notNull, columnDefault, indexes] = rows[0] ?? [];
  return { action, notNull, default: columnDefault, indexes };
}

test('PostgreSQL holds the schema of the scenario that was prepared last, in whatever order they come', async () => {
  const database = await openDatabase();
  const letters = { CASCADE: 'c', 'SET NULL': 'n', RESTRICT: 'r', 'NO ACTION': 'a', 'SET DEFAULT': 'd' };
  const scenarios = [...allSchemas(true), ...allSchemas(false)];
  for (const scenario of [...scenarios, ...scenarios.reverse()]) {
    database.prepare(scenario);
    const child = scenario.shape === 'one-to-many' ? 'posts' : 'profiles';
    const indexes = [
      ...(scenario.index ? [`ix_${child}_user_id false`] : []),
      ...(scenario.unique ? [`${child}_user_id_key true`] : []),
    ];
    expect(catalogOf(database), schemaName(scenario)).toEqual({
      action: scenario.onDelete === null ? 'a' : letters[scenario.onDelete],
      notNull: String(!scenario.nullable),
      default: scenario.onDelete === 'SET DEFAULT' ? '0' : null,
      indexes: indexes.length === 0 ? null : indexes.join(', '),
    });
  }
  await database.close();
});

test('of every scenario the catalog says what its settings say, and its rows are those of its seed', async () => {
  const database = await openDatabase();
  const versioned = allSchemas(true).map((scenario): Scenario => ({ ...scenario, mapper: 'version-id-col' }));
  for (const scenario of [...allSchemas(true), ...allSchemas(false), ...versioned]) {
    database.prepare(scenario);
    expect(database.schema(), schemaName(scenario)).toEqual(schemaOf(scenario).tables);
    for (const posts of [0, 1, 60]) {
      database.prepare({ ...scenario, posts });
      expect(database.tables(), schemaName(scenario)).toEqual(seedOf({ ...scenario, posts }));
    }
  }
  await database.close();
});

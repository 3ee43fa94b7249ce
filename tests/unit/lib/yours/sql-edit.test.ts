// Names in SQL, held against PostgreSQL's own list of its words.
import { expect, test } from 'vitest';
import { openDatabase } from '@/lib/database/node-database';
import { DEFAULT_SCENARIO } from '@/lib/scenario/scenario';
import { quoted, RESERVED } from '@/lib/yours/sql-edit';

test('what PostgreSQL reserves is quoted, and nothing else that is plain', async () => {
  const database = await openDatabase();
  database.prepare(DEFAULT_SCENARIO);
  const sql = "SELECT word FROM pg_get_keywords() WHERE catcode IN ('R', 'T') ORDER BY word";
  const { rows } = database.execute({ sql, parameters: [[]], many: false });
  await database.close();
  expect([...RESERVED].sort()).toEqual(rows.map(([word]) => word));
  expect(['user', 'audit.order', 'users', 'Posts', 'audit.Log'].map(quoted)).toEqual([
    '"user"',
    'audit."order"',
    'users',
    '"Posts"',
    'audit."Log"',
  ]);
});

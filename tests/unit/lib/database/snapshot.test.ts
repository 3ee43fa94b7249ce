import { parseTar } from 'nanotar';
import { expect, test } from 'vitest';
import { bootDatabase } from '@/lib/database/boot';
import { loadSnapshot, openDatabase } from '@/lib/database/node-database';
import { buildSnapshot } from '@/lib/database/snapshot';
import { DEFAULT_SCENARIO } from '@/lib/scenario/scenario';

/** DBState in PostgreSQL's src/include/catalog/pg_control.h. */
const DB_SHUTDOWNED = 1;

test('a database from a new snapshot cascades, and survives the first checkpoint and vacuum', async () => {
  const snapshot = await buildSnapshot();
  expect(snapshot.length).toBeLessThan(10_000_000);
  const database = await bootDatabase({ snapshot });
  for (const sql of ['CHECKPOINT', 'VACUUM']) {
    expect(database.execute({ sql, parameters: [], many: false }).error).toBeNull();
  }
  for (const onDelete of ['CASCADE', 'SET NULL'] as const) {
    database.prepare({ ...DEFAULT_SCENARIO, onDelete, nullable: true });
    const sql = 'DELETE FROM users WHERE users.id = $1::INTEGER';
    const { effects, error } = database.execute({ sql, parameters: [[1]], many: false });
    expect(error).toBeNull();
    expect(effects.map(({ by }) => by)).toEqual(['client', 'foreign-key', 'foreign-key', 'foreign-key']);
  }
  await database.close();
});

test('two databases from one snapshot know nothing of each other', async () => {
  const snapshot = await loadSnapshot();
  const [one, other] = await Promise.all([bootDatabase({ snapshot }), bootDatabase({ snapshot })]);
  one.prepare({ ...DEFAULT_SCENARIO, posts: 1 });
  other.prepare({ ...DEFAULT_SCENARIO, posts: 2 });
  expect(one.tables().posts).toHaveLength(3);
  expect(other.tables().posts).toHaveLength(4);
  await Promise.all([one.close(), other.close()]);
});

test('a start has nothing to recover: the snapshot is of a PostgreSQL that had shut down', async () => {
  const control = parseTar(await loadSnapshot()).find(({ name }) => name.endsWith('/global/pg_control'));
  const state = new DataView((control?.data ?? new Uint8Array()).slice().buffer).getUint32(16, true);
  expect(state).toBe(DB_SHUTDOWNED);
});

test('a program of anybody finds what PostgreSQL usually brings: time zones, text search, other encodings', async () => {
  const database = await openDatabase({ wholePackage: true });
  for (const sql of [
    "SET TIME ZONE 'Europe/Berlin'",
    "SELECT to_tsvector('english', 'running')",
    "SELECT convert_to('ä', 'LATIN2')",
  ]) {
    expect(database.execute({ sql, parameters: [], many: false }).error).toBeNull();
  }
  await database.close();
});

test('the snapshot is built once and then read from the cache', async () => {
  const first = await loadSnapshot();
  expect(Buffer.compare(await loadSnapshot(), first)).toBe(0);
});

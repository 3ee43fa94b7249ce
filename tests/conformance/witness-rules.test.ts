// Rules about PostgreSQL that no setting of a scenario reaches, on tables made for the purpose.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import { DEFAULT_SCENARIO } from '@/lib/scenario/scenario';

let database: Database;
beforeEach(async () => {
  database = await openDatabase();
  database.prepare(DEFAULT_SCENARIO);
});
afterEach(() => database.close());

const run = (sql: string) => database.execute({ sql, parameters: [], many: false });
/** Runs what has to succeed for the test to mean anything. */
function must(...statements: readonly string[]) {
  for (const sql of statements) expect(run(sql).error, sql).toBeNull();
}

test('K4: a deferred NO ACTION constraint refuses at COMMIT, and RESTRICT refuses at once although deferrable', () => {
  must(
    'CREATE TABLE parents (id integer PRIMARY KEY)',
    'CREATE TABLE waiting (parent integer REFERENCES parents DEFERRABLE INITIALLY DEFERRED)',
    'CREATE TABLE strict (parent integer REFERENCES parents ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED)',
    'INSERT INTO parents VALUES (1), (2)',
    'INSERT INTO waiting VALUES (1)',
    'INSERT INTO strict VALUES (2)',
    'BEGIN',
    'DELETE FROM parents WHERE id = 1',
  );
  expect(run('COMMIT').error?.sqlstate).toBe('23503');
  must('BEGIN');
  expect(run('DELETE FROM parents WHERE id = 2').error?.sqlstate).toBe('23001');
  must('ROLLBACK');
  expect(run('SELECT count(*)::integer FROM parents').rows).toEqual([[2]]);
});

test('W3: the depth is 2 at every level of a cascade, and a hand-written trigger has it without ONLY', () => {
  must(
    'CREATE TABLE seen (sequence serial, note text)',
    `CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$
       DECLARE context text;
     BEGIN
       GET DIAGNOSTICS context = PG_CONTEXT;
       INSERT INTO seen (note) VALUES (TG_TABLE_NAME || ' ' || pg_trigger_depth() || ' ' || (context LIKE '%DELETE FROM ONLY%'));
       RETURN OLD;
     END $$`,
    'CREATE TABLE a (id integer PRIMARY KEY)',
    'CREATE TABLE b (id integer PRIMARY KEY, a integer REFERENCES a ON DELETE CASCADE)',
    'CREATE TABLE c (id integer PRIMARY KEY, b integer REFERENCES b ON DELETE CASCADE)',
    'CREATE TABLE by_hand (id integer PRIMARY KEY)',
    `CREATE FUNCTION remove_by_hand() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN DELETE FROM by_hand WHERE id = OLD.id; RETURN OLD; END $$`,
    'CREATE TRIGGER by_hand BEFORE DELETE ON a FOR EACH ROW EXECUTE FUNCTION remove_by_hand()',
    ...['a', 'b', 'c', 'by_hand'].map(
      (table) => `CREATE TRIGGER zz_see BEFORE DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION see()`,
    ),
    'INSERT INTO a VALUES (1)',
    'INSERT INTO b VALUES (1, 1)',
    'INSERT INTO c VALUES (1, 1)',
    'INSERT INTO by_hand VALUES (1)',
    'DELETE FROM a',
  );
  expect(run('SELECT note FROM seen ORDER BY sequence').rows.flat()).toEqual([
    'by_hand 2 false',
    'a 1 false',
    'b 2 true',
    'c 2 true',
  ]);
});

test('W4: a BEFORE trigger that returns NULL for a cascaded row leaves it dangling, with no error', () => {
  must(
    'CREATE TABLE parents (id integer PRIMARY KEY)',
    'CREATE TABLE children (parent integer REFERENCES parents ON DELETE CASCADE)',
    'CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$',
    'CREATE TRIGGER swallow BEFORE DELETE ON children FOR EACH ROW EXECUTE FUNCTION swallow()',
    'INSERT INTO parents VALUES (1)',
    'INSERT INTO children VALUES (1)',
    'DELETE FROM parents',
  );
  expect(run('SELECT parent FROM children').rows).toEqual([[1]]);
  expect(run('SELECT id FROM parents').rows).toEqual([]);
});

test('W6: EXPLAIN (ANALYZE) of the delete names the constraint’s trigger and its one call', () => {
  must('BEGIN');
  const plan = run('EXPLAIN (ANALYZE) DELETE FROM users WHERE id = 1').rows.flat().join('\n');
  must('ROLLBACK');
  expect(plan).toMatch(/Trigger for constraint posts_user_id_fkey.*calls=1/);
});

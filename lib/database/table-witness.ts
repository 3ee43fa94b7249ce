// The witness for tables that a program made: one trigger function for any table, told by the catalog which columns
// to report. Slower than the functions of witness.ts, which know their tables, and says the same.
import type { Database } from './database';
import { WITNESS } from './witness';

/** A table as the catalog has it; names are quoted where SQL needs it. */
interface ProgramTable {
  readonly name: string;
  /** Columns of the primary key in order, bare; empty when there is none. */
  readonly key: readonly string[];
  /** Columns with a foreign key, bare. */
  readonly references: readonly string[];
}

/** Arguments: the column that names a row, then the columns whose changes are reported, the first that differs. */
const FUNCTION = `
CREATE OR REPLACE FUNCTION witness.of_row() RETURNS trigger LANGUAGE plpgsql AS $witness$
DECLARE
  old_row jsonb := to_jsonb(OLD);
  new_row jsonb := to_jsonb(NEW);
  row_key text := coalesce(new_row, old_row) ->> TG_ARGV[0];
BEGIN
  IF TG_OP = 'UPDATE' THEN
    FOR argument IN 1 .. TG_NARGS - 1 LOOP
      IF old_row -> TG_ARGV[argument] IS DISTINCT FROM new_row -> TG_ARGV[argument] THEN
        RAISE NOTICE 'UPDATE % % % % % %', TG_TABLE_NAME, row_key, pg_trigger_depth(), TG_ARGV[argument],
          old_row ->> TG_ARGV[argument], new_row ->> TG_ARGV[argument] USING ERRCODE = '${WITNESS}';
        RETURN NEW;
      END IF;
    END LOOP;
  END IF;
  RAISE NOTICE '% % % %', TG_OP, TG_TABLE_NAME, row_key, pg_trigger_depth() USING ERRCODE = '${WITNESS}';
  RETURN coalesce(NEW, OLD);
END $witness$`;

/** Columns as arrays of text, so that nothing here parses PostgreSQL's array syntax. */
const TABLES = `
SELECT c.oid::regclass::text, array_to_json(array(
    SELECT a.attname FROM pg_index i, unnest(i.indkey::int2[]) WITH ORDINALITY k(number, place)
    JOIN pg_attribute a ON a.attnum = k.number AND a.attrelid = c.oid
    WHERE i.indrelid = c.oid AND i.indisprimary ORDER BY k.place))::text,
  array_to_json(array(
    SELECT DISTINCT a.attname FROM pg_constraint f JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(f.conkey)
    WHERE f.conrelid = c.oid AND f.contype = 'f'))::text,
  EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'witness')::int
FROM pg_class c WHERE c.relkind = 'r' AND pg_table_is_visible(c.oid)
  AND c.relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
ORDER BY c.oid`;

/** The tables that a program sees by their bare names, in the order in which they were made; new ones are witnessed. */
export function witnessTables(database: Database): readonly ProgramTable[] {
  run(database, FUNCTION);
  return run(database, TABLES).map(([name, key, references, witnessed]) => {
    const table: ProgramTable = {
      name: String(name),
      key: JSON.parse(String(key)),
      references: JSON.parse(String(references)),
    };
    if (!witnessed) run(database, trigger(table));
    return table;
  });
}

/** Every row by primary key. */
export function rowsOf(database: Database, { name, key }: ProgramTable) {
  const order = key.length > 0 ? ` ORDER BY ${key.map(quoted).join(', ')}` : '';
  return run(database, `SELECT * FROM ${name}${order}`);
}

function trigger({ name, key, references }: ProgramTable): string {
  const columns = [key[0] ?? '', ...references].map((column) => `'${column.replaceAll("'", "''")}'`);
  return `CREATE TRIGGER witness BEFORE INSERT OR UPDATE OR DELETE ON ${name}
    FOR EACH ROW EXECUTE FUNCTION witness.of_row(${columns.join(', ')})`;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A statement of our own. */
function run(database: Database, sql: string) {
  const { rows, error } = database.execute({ sql, parameters: [], many: false });
  if (error) throw new Error(`${error.message} in ${sql}`);
  return rows;
}

// The witness for tables that a program made: a trigger function for each table, written from the catalog. It says
// the same as the functions of witness.ts, as JSON, because names and keys of any kind may hold spaces.
import { keyColumnsOf } from '@/lib/trace/schema';
import type { Database } from './database';
import { type ProgramTable, readTables } from './table-catalog';
import { WITNESS } from './witness';

/** The tables that a program sees by their bare names, in the order in which they were made; new ones are witnessed. */
export function witnessTables(database: Database): readonly ProgramTable[] {
  const tables = readTables(database);
  for (const table of tables) {
    if (table.witnessed) continue;
    run(database, functionOf(table));
    run(
      database,
      `CREATE TRIGGER witness BEFORE INSERT OR UPDATE OR DELETE ON ${table.reference}
       FOR EACH ROW EXECUTE FUNCTION witness.of_${table.oid}()`,
    );
  }
  return tables;
}

/** Forgets the functions of tables that are gone. */
export function dropWitnesses(database: Database): void {
  const functions = run(
    database,
    "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'witness'::regnamespace AND proname ~ '^of_[0-9]+$'",
  );
  for (const [name] of functions) run(database, `DROP FUNCTION ${name}`);
}

/** Every row by primary key, or by all columns where there is none. */
export function rowsOf(database: Database, table: ProgramTable) {
  return run(database, `SELECT * FROM ${table.reference} ORDER BY ${keyNames(table).map(quoted).join(', ')}`);
}

function keyNames(table: ProgramTable): readonly string[] {
  return keyColumnsOf(table).map((at) => table.columns[at]?.name ?? '');
}

function functionOf(table: ProgramTable): string {
  const { name, columns, foreignKeys, integers } = table;
  const types = new Map(columns.map((column) => [column.name, column.type]));
  const value = (row: string, column: string) => {
    const field = `${row}.${quoted(column)}`;
    if (!integers.has(column)) return `${field}::text`;
    if (types.get(column) !== 'bigint') return field;
    // as the reader of answers has it: text where a JavaScript number cannot hold it
    return `CASE WHEN abs(${field}) < 9007199254740992 THEN to_json(${field}) ELSE to_json(${field}::text) END`;
  };
  const key = (row: string) => {
    const names = keyNames(table);
    if (names.length === 1) return value(row, names[0] ?? '');
    return `'(' || concat_ws(', ', ${names.map((each) => `coalesce(${row}.${quoted(each)}::text, 'NULL')`).join(', ')}) || ')'`;
  };
  const say = (row: string, ...more: string[]) =>
    `RAISE NOTICE '%', json_build_array(${['TG_OP', literal(name), key(row), 'pg_trigger_depth()', ...more].join(', ')})
      USING ERRCODE = '${WITNESS}';`;
  // Of the columns that changed the first is reported, foreign keys first.
  const references = foreignKeys.flatMap((foreignKey) => foreignKey.columns);
  const watched = new Set([...references, ...columns.map((column) => column.name)]);
  const changes = [...watched].map(
    (column) => `IF OLD.${quoted(column)}::text IS DISTINCT FROM NEW.${quoted(column)}::text THEN
    ${say('OLD', literal(column), value('OLD', column), value('NEW', column))}
    RETURN NEW;
  END IF;`,
  );
  return `CREATE OR REPLACE FUNCTION witness.of_${table.oid}() RETURNS trigger LANGUAGE plpgsql AS $witness$
BEGIN
  IF TG_OP = 'DELETE' THEN
    ${say('OLD')}
    RETURN OLD;
  ELSIF TG_OP = 'UPDATE' THEN
    ${changes.join('\n    ')}
  END IF;
  ${say('NEW')}
  RETURN NEW;
END $witness$`;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A statement of our own. */
function run(database: Database, sql: string) {
  const { rows, error } = database.execute({ sql, parameters: [], many: false });
  if (error) throw new Error(`${error.message} in ${sql}`);
  return rows;
}

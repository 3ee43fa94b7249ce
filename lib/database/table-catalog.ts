// The tables that a program made, read from PostgreSQL's catalog.
import type { ForeignKey, ReferentialAction, Table, TableColumn } from '@/lib/trace/schema';
import type { Database } from './database';

/** A table as the catalog has it. */
export interface ProgramTable extends Table {
  readonly oid: number;
  /** The name as SQL needs it, quoted where it has to be. */
  readonly reference: string;
  /** Columns that the reader of answers takes for integers. */
  readonly integers: ReadonlySet<string>;
  readonly witnessed: boolean;
}

/** pg_constraint.confdeltype, PostgreSQL 18. */
const ACTIONS: Readonly<Record<string, ReferentialAction>> = {
  a: 'NO ACTION',
  r: 'RESTRICT',
  c: 'CASCADE',
  n: 'SET NULL',
  d: 'SET DEFAULT',
};

interface CatalogColumn extends TableColumn {
  readonly integer: boolean;
}

interface CatalogKey extends Omit<ForeignKey, 'onDelete'> {
  readonly action: string;
}

/** Lists as JSON, so that nothing here parses PostgreSQL's array syntax. */
const TABLES = `
SELECT c.oid::int, c.relname, c.oid::regclass::text,
  (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
      'nullable', NOT a.attnotnull, 'integer', a.atttypid IN (20, 21, 23, 26)) ORDER BY a.attnum)
    FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)::text,
  (SELECT json_agg(a.attname ORDER BY k.place)
    FROM pg_index i, unnest(i.indkey::int2[]) WITH ORDINALITY k(number, place)
    JOIN pg_attribute a ON a.attnum = k.number AND a.attrelid = c.oid
    WHERE i.indrelid = c.oid AND i.indisprimary)::text,
  (SELECT json_agg(json_build_object('name', f.conname, 'references', other.relname, 'action', f.confdeltype,
      'deferred', f.condeferred,
      'columns', (SELECT json_agg(a.attname ORDER BY k.place) FROM unnest(f.conkey) WITH ORDINALITY k(number, place)
        JOIN pg_attribute a ON a.attnum = k.number AND a.attrelid = f.conrelid),
      'referenced', (SELECT json_agg(a.attname ORDER BY k.place) FROM unnest(f.confkey) WITH ORDINALITY k(number, place)
        JOIN pg_attribute a ON a.attnum = k.number AND a.attrelid = f.confrelid)) ORDER BY f.oid)
    FROM pg_constraint f JOIN pg_class other ON other.oid = f.confrelid
    WHERE f.conrelid = c.oid AND f.contype = 'f')::text,
  EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'witness')::int
FROM pg_class c WHERE c.relkind = 'r' AND pg_table_is_visible(c.oid)
  AND c.relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
ORDER BY c.oid`;

/** The tables that a program sees by their bare names, in the order in which they were made. */
export function readTables(database: Database): readonly ProgramTable[] {
  const { rows, error } = database.execute({ sql: TABLES, parameters: [], many: false });
  if (error) throw new Error(`${error.message} in ${TABLES}`);
  return rows.map(([oid, name, reference, columns, key, foreignKeys, witnessed]) => {
    const found: readonly CatalogColumn[] = list(columns);
    return {
      oid: Number(oid),
      name: String(name),
      reference: String(reference),
      columns: found.map(({ name, type, nullable }) => ({ name, type, nullable })),
      key: list(key),
      foreignKeys: list<CatalogKey>(foreignKeys).map(({ action, ...rest }) => ({
        ...rest,
        onDelete: ACTIONS[action] ?? 'NO ACTION',
      })),
      integers: new Set(found.flatMap(({ name, integer }) => (integer ? [name] : []))),
      witnessed: witnessed === 1,
    };
  });
}

/** What json_agg made, which for no rows at all is NULL. */
function list<T>(json: unknown): readonly T[] {
  return json === null ? [] : JSON.parse(String(json));
}

/** A table as the trace shows it. */
export function described({ name, columns, key, foreignKeys }: ProgramTable): Table {
  return { name, columns, key, foreignKeys };
}

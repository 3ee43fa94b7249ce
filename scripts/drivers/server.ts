// What the drivers are compared on: a PostgreSQL that they reach on a loopback port, as its user "postgres".

export interface Server {
  readonly name: string;
  /** Of PostgreSQL, as "18.6". */
  readonly version: string;
  readonly port: number;
  /** The file in which its witness says every row that is touched; null where it has none. */
  readonly log: string | null;
  /** Leaves nothing of the last program; every name is looked up in `schema` from then on. */
  empty(schema: string): Promise<void>;
  /** Every row as text, by table; tables of other schemas with its name. */
  rows(): Promise<TableTexts>;
  close(): Promise<void>;
}

export type TableTexts = Readonly<Record<string, readonly (readonly (string | null)[])[]>>;

/** Makes a SELECT of each table, which gives the table's name and its rows as one JSON. */
export const TABLES = `SELECT format('SELECT jsonb_build_array(%L, coalesce(jsonb_agg(jsonb_build_array(%s)), ''[]'')) FROM ONLY %s',
    c.oid::regclass, string_agg(quote_ident(attname) || '::text', ', ' ORDER BY attnum), c.oid::regclass) AS sql
  FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
  WHERE relkind IN ('r', 'p') AND attnum > 0 AND NOT attisdropped
    AND nspname !~ '^pg_' AND nspname <> 'information_schema'
  GROUP BY c.oid`;

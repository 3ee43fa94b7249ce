// A PGlite that real drivers reach on a loopback port.
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { quoted } from '@/lib/database/sql-text';

export interface Server {
  readonly port: number;
  /** Removes all tables and what connections have left; every name is looked up in `schema` from then on. */
  empty(schema: string): Promise<void>;
  /** Every row as text, by table; tables of other schemas with its name. */
  rows(): Promise<Record<string, (string | null)[][]>>;
  close(): Promise<void>;
}

const SCHEMAS = `SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'`;
const TABLES = `SELECT c.oid::regclass::text AS name, array_agg(attname::text ORDER BY attnum) AS columns
  FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
  WHERE relkind IN ('r', 'p') AND attnum > 0 AND NOT attisdropped
    AND nspname !~ '^pg_' AND nspname <> 'information_schema'
  GROUP BY c.oid`;

export async function openServer(): Promise<Server> {
  const pg = await PGlite.create();
  const server = new PGLiteSocketServer({ db: pg, host: '127.0.0.1', port: 0, maxConnections: 10 });
  const listening = new Promise<number>((resolve) => {
    server.addEventListener('listening', (event) => resolve((event as CustomEvent<{ port: number }>).detail.port));
  });
  await server.start();
  return {
    port: await listening,
    empty: async (schema) => {
      // What is prepared stays with the one session that all connections share.
      await pg.exec('DISCARD ALL');
      const { rows } = await pg.query<{ nspname: string }>(SCHEMAS);
      for (const { nspname } of rows) await pg.exec(`DROP SCHEMA ${quoted(nspname)} CASCADE`);
      await pg.exec(`CREATE SCHEMA public; SET search_path TO ${quoted(schema)}`);
    },
    rows: async () => {
      const found = await pg.query<{ name: string; columns: string[] }>(TABLES);
      const tables: Record<string, (string | null)[][]> = {};
      for (const { name, columns } of found.rows) {
        const texts = columns.map((column) => `${quoted(column)}::text`).join(', ');
        const sql = `SELECT ${texts} FROM ONLY ${name}`;
        const { rows } = await pg.query<(string | null)[]>(sql, [], { rowMode: 'array' });
        tables[name] = rows;
      }
      return tables;
    },
    close: async () => {
      await server.stop();
      await pg.close();
    },
  };
}

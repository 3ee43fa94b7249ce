// A PGlite that real drivers reach: the PostgreSQL of the tab.
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { quoted } from '@/lib/database/sql-text';
import { type Server, TABLES, type TableTexts } from './server';

const SCHEMAS = `SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'`;

export async function openPgliteServer(): Promise<Server> {
  const pg = await PGlite.create();
  const server = new PGLiteSocketServer({ db: pg, host: '127.0.0.1', port: 0, maxConnections: 10 });
  const listening = new Promise<number>((resolve) => {
    server.addEventListener('listening', (event) => resolve((event as CustomEvent<{ port: number }>).detail.port));
  });
  await server.start();
  const [row] = (await pg.query<{ server_version: string }>('SHOW server_version')).rows;
  const version = row?.server_version ?? '';
  return {
    name: `PGlite (PostgreSQL ${version})`,
    version,
    port: await listening,
    log: null,
    empty: async (schema) => {
      // What is prepared stays with the one session that all connections share.
      await pg.exec('DISCARD ALL');
      const { rows } = await pg.query<{ nspname: string }>(SCHEMAS);
      for (const { nspname } of rows) await pg.exec(`DROP SCHEMA ${quoted(nspname)} CASCADE`);
      // Here a connection's own settings are not listened to.
      await pg.exec(`CREATE SCHEMA public; SET search_path TO ${quoted(schema)}`);
    },
    rows: async () => {
      const tables: Record<string, TableTexts[string]> = {};
      for (const { sql } of (await pg.query<{ sql: string }>(TABLES)).rows) {
        const { rows } = await pg.query<[[string, TableTexts[string]]]>(sql, [], { rowMode: 'array' });
        for (const [[name, texts]] of rows) tables[name] = texts;
      }
      return tables;
    },
    close: async () => {
      await server.stop();
      await pg.close();
    },
  };
}

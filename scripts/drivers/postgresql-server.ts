// A PostgreSQL server of the machine's own, with a witness.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { quoted } from '@/lib/database/sql-text';
import { startCluster } from '../postgresql/cluster';
import { type Server, TABLES, type TableTexts } from './server';

const WITNESS = fileURLToPath(new URL('witness.sql', import.meta.url));

/** Every database that programs get is a copy of this one. */
const TEMPLATE = 'template1';

/** Or why there is none on this machine. */
export async function openPostgresqlServer(): Promise<Server | { readonly absent: string }> {
  const cluster = await startCluster({
    fsync: 'off',
    log_line_prefix: '',
    log_error_verbosity: 'terse',
    log_min_messages: 'log',
    log_checkpoints: 'off',
  });
  if ('absent' in cluster) return cluster;
  cluster.sql(TEMPLATE, await readFile(WITNESS, 'utf8'));
  const version = cluster.sql(TEMPLATE, 'SHOW server_version').split(' ')[0]?.trim() ?? '';
  return {
    name: `PostgreSQL ${version}`,
    version,
    port: cluster.port,
    log: cluster.log,
    empty: async (schema) => {
      cluster.sql(
        TEMPLATE,
        `DROP DATABASE postgres WITH (FORCE);
        CREATE DATABASE postgres TEMPLATE ${TEMPLATE};
        ALTER DATABASE postgres SET search_path TO ${quoted(schema)};`,
      );
    },
    rows: async () => {
      const lines = cluster.sql('postgres', `${TABLES} \\gexec`).trim().split('\n');
      return Object.fromEntries(
        lines.filter((line) => line !== '').map((line): [string, TableTexts[string]] => JSON.parse(line)),
      );
    },
    close: async () => cluster.stop(),
  };
}

// What every database starts from: a PostgreSQL without what nobody asks for here, with the
// witness and the default scenario's tables in it. Loading it spares initdb and most of the first statements.
import { repeatably } from '@/lib/kept/repeatable';
import { DEFAULT_SCENARIO } from '@/lib/scenario/scenario';
import { SynchronousPGlite } from './connection';
import { keptSchema, schemaStatements, witnessStatements } from './schema';
import { PACKAGED_FILES, SnapshotSource } from './snapshot-files';

const STATEMENTS = [
  ...witnessStatements(),
  ...schemaStatements(DEFAULT_SCENARIO),
  `ALTER SCHEMA public RENAME TO "${keptSchema(DEFAULT_SCENARIO)}"`,
];

const SLIMMING = [
  'UPDATE pg_database SET datistemplate = false',
  'DROP DATABASE template0',
  'DROP DATABASE template1',
  'VACUUM FULL',
  "ALTER SYSTEM SET min_wal_size = '2MB'",
  "ALTER SYSTEM SET max_wal_size = '2MB'",
  'CHECKPOINT',
];

/** Everything in the snapshot that is not PGlite's own: part of the key under which it is cached. */
export const SNAPSHOT_RECIPE = JSON.stringify([
  STATEMENTS,
  SLIMMING,
  PACKAGED_FILES,
  'wal-segsize=1',
  'shut down',
  'repeatable',
]);

/**
 * Builds the snapshot, a tar, the same one each time; takes seconds. It is that of a clean shutdown, so that no start has
 * to recover.
 */
export function buildSnapshot(): Promise<Uint8Array<ArrayBuffer>> {
  // initdb would put the time into pg_control, and a nonce for passwords, which nobody has here.
  return repeatably(build);
}

async function build(): Promise<Uint8Array<ArrayBuffer>> {
  const fs = new SnapshotSource();
  const pg = new SynchronousPGlite({ fs, initDbStartParams: ['--wal-segsize=1'] });
  await pg.waitReady;
  try {
    for (const sql of [...STATEMENTS, ...SLIMMING]) await pg.exec(sql);
    await removeSpareWal(pg);
  } finally {
    await pg.close();
  }
  if (!fs.snapshot) throw new Error('PostgreSQL has shut down without leaving its files');
  return fs.snapshot;
}

/** Recycled segments behind the current one hold nothing, but are a megabyte each. */
async function removeSpareWal(pg: SynchronousPGlite): Promise<void> {
  const { rows } = await pg.query<{ current: string }>('SELECT pg_walfile_name(pg_current_wal_lsn()) AS current');
  const current = rows[0]?.current;
  if (current === undefined) throw new Error('PostgreSQL names no current WAL segment');
  const { FS } = pg.Module;
  const folder = `${SynchronousPGlite.paths.PGDATA}/pg_wal`;
  for (const name of FS.readdir(folder)) {
    if (/^[0-9A-F]{24}$/.test(name) && name > current) FS.unlink(`${folder}/${name}`);
  }
}

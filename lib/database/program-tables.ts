// The tables that a program makes: in an empty database, from which all of them are gone afterwards.
import type { Connection } from './connection';
import { OWN_SCHEMAS, ownSchema } from './own-schemas';
import { type CatalogTable, readTables } from './table-catalog';
import { truncationWitness, witnessFunction, witnessTrigger } from './witness';

const ASIDE = `"${ownSchema('aside')}"`;
/** The witness's functions for tables that are there for a while. */
const FUNCTIONS = `"${ownSchema('functions')}"`;

/** All tables that are there; new ones are witnessed from now on. */
export function witnessTables(connection: Connection): readonly CatalogTable[] {
  const tables = readTables(connection);
  const unseen = tables.filter(({ witnessed, hasRows }) => hasRows && !witnessed);
  if (unseen.length > 0) connection.run(`CREATE SCHEMA IF NOT EXISTS ${FUNCTIONS}`);
  for (const table of unseen) {
    const name = `${FUNCTIONS}.of_${table.oid}`;
    connection.run(`${witnessFunction(name, table)}; ${witnessTrigger(table.reference, name)};
      ${truncationWitness(`${name}_truncated`, table.reference, table)}`);
  }
  return tables;
}

/** Sets aside what is in "public" while the work is done, and afterwards drops whatever that has made. */
export function inEmptyDatabase<T>(connection: Connection, work: () => T): T {
  connection.run('ROLLBACK');
  const aside = schemasOf(connection).includes('public');
  connection.run(`${aside ? `ALTER SCHEMA public RENAME TO ${ASIDE}; ` : ''}CREATE SCHEMA public`);
  try {
    return work();
  } finally {
    connection.run('ROLLBACK');
    connection.run('DISCARD ALL');
    connection.run(`DROP SCHEMA IF EXISTS ${[FUNCTIONS, ...schemasOf(connection)].join(', ')} CASCADE`);
    if (aside) connection.run(`ALTER SCHEMA ${ASIDE} RENAME TO public`);
  }
}

const SETTINGS = ['search_path', 'TimeZone', 'DateStyle', 'IntervalStyle', 'bytea_output', 'extra_float_digits'];

/** What the names of tables and the texts of values depend on; the function that it returns restores it. */
export function keepSettings(connection: Connection): () => void {
  const { rows } = connection.run(`
    SELECT string_agg(format('set_config(%L, %L, false)', name, current_setting(name)), ', ')
    FROM unnest('{${SETTINGS.join(', ')}}'::text[]) AS name`);
  return () => connection.run(`SELECT ${rows[0]?.[0]}`);
}

/** Neither PostgreSQL's own nor ours. */
function schemasOf(connection: Connection): readonly string[] {
  const theirs = `nspname !~ '^pg_' AND nspname <> 'information_schema' AND nspname !~ '${OWN_SCHEMAS}'`;
  const { rows } = connection.run(`SELECT quote_ident(nspname) FROM pg_namespace WHERE ${theirs}`);
  return rows.map(([name]) => String(name));
}

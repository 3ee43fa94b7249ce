// The tables that a program makes: in an empty database, from which all of them are gone afterwards.
import type { Connection } from './connection';
import { OWN_SCHEMAS, ownSchema } from './own-schemas';
import { type CatalogTable, readTables } from './table-catalog';
import { definitionWitness, programWitness } from './witness';

const ASIDE = `"${ownSchema('aside')}"`;
/** The witness's functions for tables that are there for a while. */
const FUNCTIONS = `"${ownSchema('functions')}"`;

/** All tables that are there; new ones are witnessed from now on, and those whose witness was switched off. */
export function witnessTables(connection: Connection): readonly CatalogTable[] {
  const tables = readTables(connection);
  for (const table of tables) {
    // What a partition's rows fulfil depends on the other partitions, too.
    const isTold = table.witnessed && table.within === undefined;
    if (table.hasRows && !isTold)
      connection.run(programWitness(`${FUNCTIONS}.of_${table.oid}`, table.reference, table));
  }
  return tables;
}

/** Does our own work as the user who owns the database, whichever role a program has taken. */
export function asOwner<T>(connection: Connection, work: () => T): T {
  const { rows } = connection.run(`SELECT format('SET SESSION AUTHORIZATION %I; SET ROLE %s', session_user,
      CASE current_setting('role') WHEN 'none' THEN 'NONE' ELSE quote_ident(current_setting('role')) END)
    WHERE current_user <> 'postgres' OR session_user <> 'postgres'`);
  const [again] = rows[0] ?? [];
  if (again === undefined) return work();
  connection.run(OWN_ROLE);
  try {
    return work();
  } finally {
    connection.run(String(again));
  }
}

/** RESET SESSION AUTHORIZATION does nothing where nobody has logged in. */
const OWN_ROLE = 'SET SESSION AUTHORIZATION postgres; SET ROLE NONE';

/** Sets aside what is in "public" while the work is done, and afterwards drops whatever that has made. */
export function inEmptyDatabase<T>(connection: Connection, work: () => T): T {
  connection.run('ROLLBACK');
  const aside = schemasOf(connection).includes('public');
  connection.run(`${aside ? `ALTER SCHEMA public RENAME TO ${ASIDE}; ` : ''}CREATE SCHEMA public;
    GRANT USAGE ON SCHEMA public TO PUBLIC; CREATE SCHEMA ${FUNCTIONS}`);
  connection.run(definitionWitness(`${FUNCTIONS}.defined`));
  try {
    return work();
  } finally {
    connection.run(`ROLLBACK; ${OWN_ROLE}`);
    connection.run('DISCARD ALL');
    connection.run(`DROP SCHEMA IF EXISTS ${[FUNCTIONS, ...schemasOf(connection)].join(', ')} CASCADE`);
    for (const role of rolesOf(connection)) connection.run(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    if (aside) connection.run(`ALTER SCHEMA ${ASIDE} RENAME TO public`);
  }
}

const SETTINGS = ['search_path', 'TimeZone', 'DateStyle', 'IntervalStyle', 'bytea_output', 'extra_float_digits'];

/** What the names of tables and the texts of values depend on; the function that it returns restores it, and our role. */
export function keepSettings(connection: Connection): () => void {
  const { rows } = connection.run(`
    SELECT string_agg(format('set_config(%L, %L, false)', name, current_setting(name)), ', ')
    FROM unnest('{${SETTINGS.join(', ')}}'::text[]) AS name`);
  return () => connection.run(`${OWN_ROLE}; RESET ALL; SELECT ${rows[0]?.[0]}`);
}

/** Neither PostgreSQL's own nor ours. */
function schemasOf(connection: Connection): readonly string[] {
  const theirs = `nspname !~ '^pg_' AND nspname <> 'information_schema' AND nspname !~ '${OWN_SCHEMAS}'`;
  const { rows } = connection.run(`SELECT quote_ident(nspname) FROM pg_namespace WHERE ${theirs}`);
  return rows.map(([name]) => String(name));
}

/** Roles belong to no schema. Those from 16384 on are not PostgreSQL's own. */
function rolesOf(connection: Connection): readonly string[] {
  const { rows } = connection.run('SELECT quote_ident(rolname) FROM pg_roles WHERE oid >= 16384');
  return rows.map(([name]) => String(name));
}

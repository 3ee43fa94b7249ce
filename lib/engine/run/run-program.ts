// Runs a Python program of the reader's own on SQLAlchemy and PostgreSQL, in a schema that is gone afterwards.
import type { Database } from '@/lib/database/database';
import { described, type ProgramTable } from '@/lib/database/table-catalog';
import { dropWitnesses, rowsOf, witnessTables } from '@/lib/database/table-witness';
import type { Host, PythonEngine } from '@/lib/sqlalchemy/python-engine';
import type { Tables, Trace } from '@/lib/trace/trace';
import { recordingHost } from './run-on-sqlalchemy';
import { Staleness } from './staleness';

const ASIDE = 'set aside by a program';

/** Synchronous. The program's own exceptions are part of the trace, a syntax error included. */
export function runProgram(database: Database, python: PythonEngine, source: string, filename: string): Trace<null> {
  const schemas = setAside(database);
  try {
    let before: Tables = {};
    // Closing its connection resets it, and with it what the bare names of the tables mean.
    let searchPath = 'public';
    let current = recordingHost(database);
    const host: Host = {
      exchange: (message, at, line) => current.host.exchange(message, at, line),
      session: (event) => current.host.session(event),
      warning: (warning) => current.host.warning(warning),
      get work() {
        return current.insight;
      },
      start: (classes) => {
        current = recordingHost(database, { staleness: new Staleness((table) => classes[table]) });
        searchPath = text(execute(database, "SELECT current_setting('search_path')"));
        before = tablesOf(database).rows;
      },
    };
    const { error, classes } = python.runProgram(source, filename, host);
    execute(database, 'ROLLBACK'); // what the program did not commit, nobody else sees
    execute(database, `SELECT set_config('search_path', '${searchPath.replaceAll("'", "''")}', false)`);
    const { tables, rows } = tablesOf(database);
    return current.recorder.finish({
      engine: { name: 'sqlalchemy', version: python.version, postgres: database.version },
      scenario: null,
      schema: { tables: tables.map(described), classes },
      before,
      error,
      rows,
      insight: current.insight.insight,
    });
  } finally {
    restore(database, schemas);
  }
}

function text(rows: readonly (readonly unknown[])[]): string {
  return String(rows[0]?.[0]);
}

function tablesOf(database: Database): { readonly tables: readonly ProgramTable[]; readonly rows: Tables } {
  const tables = witnessTables(database);
  return { tables, rows: Object.fromEntries(tables.map((table) => [table.name, rowsOf(database, table)])) };
}

/** Makes an empty schema "public"; the names of the schemas that were there before. */
function setAside(database: Database): readonly string[] {
  execute(database, 'ROLLBACK');
  const schemas = schemasOf(database);
  if (schemas.includes('public')) execute(database, `ALTER SCHEMA public RENAME TO "${ASIDE}"`);
  execute(database, 'CREATE SCHEMA public');
  return schemas;
}

function restore(database: Database, schemas: readonly string[]): void {
  execute(database, 'ROLLBACK');
  execute(database, 'RESET ALL');
  for (const name of schemasOf(database)) {
    if (name === 'public' || (name !== ASIDE && !schemas.includes(name))) {
      execute(database, `DROP SCHEMA "${name.replaceAll('"', '""')}" CASCADE`);
    }
  }
  dropWitnesses(database);
  if (schemas.includes('public')) execute(database, `ALTER SCHEMA "${ASIDE}" RENAME TO public`);
}

function schemasOf(database: Database): readonly string[] {
  const rows = execute(database, "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' ORDER BY oid");
  return rows.map(([name]) => String(name));
}

function execute(database: Database, sql: string) {
  const { rows, error } = database.execute({ sql, parameters: [], many: false });
  if (error) throw new Error(`${error.message} in ${sql}`);
  return rows;
}

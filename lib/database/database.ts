// PostgreSQL for scenarios: sets up their tables, executes statements and reports what happened to each row.
// Everything but opening and closing is synchronous, so that a run needs no locks and its times mean something.
import type { Scenario } from '@/lib/scenario/scenario';
import type { Tables, Value } from '@/lib/trace/trace';
import { Connection, type SynchronousPGlite, sqlErrorOf } from './connection';
import type { StatementResult } from './result';
import { Stage } from './stage';
import { effectsOf } from './witness';

interface Statement {
  readonly sql: string;
  /** One list per parameter set. */
  readonly parameters: readonly (readonly Value[])[];
  /** An executemany: parsed once, then executed with every set, in one message. */
  readonly many: boolean;
}

export interface Database {
  /** PostgreSQL's own `server_version`, for example "18.6". */
  readonly version: string;
  /** Builds the scenario's tables and seeds them; an open transaction is rolled back. */
  prepare(scenario: Scenario): void;
  /** Never throws for an SQL error; throws DatabaseCrash when PostgreSQL itself is lost. */
  execute(statement: Statement): StatementResult;
  /** Every row of every table of the scenario, by primary key, as the open transaction sees it. */
  tables(): Tables;
  close(): Promise<void>;
}

/** The database on a PGlite that was started from the snapshot. */
export function createDatabase(pg: SynchronousPGlite): Database {
  const connection = new Connection(pg);
  const stage = new Stage(connection);
  return {
    version: String(connection.run('SHOW server_version').rows[0]?.[0]),
    prepare: (scenario) => stage.set(scenario),
    execute: (statement) => execute(connection, statement),
    tables: () =>
      Object.fromEntries(
        stage.tables.map((table) => [table, connection.run(`SELECT * FROM ${table} ORDER BY id`).rows]),
      ),
    close: () => connection.close(),
  };
}

function execute(connection: Connection, { sql, parameters, many }: Statement): StatementResult {
  const started = performance.now();
  const answer = connection.execute({ sql, parameters: parameters.length === 0 ? [[]] : parameters });
  const milliseconds = performance.now() - started;
  return {
    columns: many ? null : answer.columns,
    rows: many ? [] : answer.rows,
    rowcount: answer.error ? null : many ? -1 : rowcountOf(answer.tag),
    milliseconds,
    effects: effectsOf(answer.notices),
    error: answer.error && sqlErrorOf(answer.error),
  };
}

/** As SQLAlchemy's asyncpg dialect reads the command tag: `AsyncAdapt_asyncpg_cursor._prepare_and_execute`, 2.0.52. */
function rowcountOf(tag: string | null): number {
  const rows = tag?.match(/^(?:SELECT|UPDATE|DELETE|INSERT \d+) (\d+)$/)?.[1];
  return rows === undefined ? -1 : Number(rows);
}

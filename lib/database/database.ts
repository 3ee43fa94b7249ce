// PostgreSQL for scenarios and programs: their tables, and statements with what happened to each row. Everything but
// opening and closing is synchronous, so that a run needs no locks and its times mean something.
import type { Scenario } from '@/lib/scenario/scenario';
import { compareNames, nameOf } from '@/lib/trace/key';
import type { Table } from '@/lib/trace/schema';
import type { Row, Tables, Value } from '@/lib/trace/trace';
import { type Command, Connection, type SynchronousPGlite, sqlErrorOf } from './connection';
import type { TriggerOf } from './context';
import { asOwner, inEmptyDatabase, keepSettings, witnessTables } from './program-tables';
import type { StatementResult } from './result';
import { ScenarioTables } from './scenario-tables';
import { writePackaged } from './snapshot-files';
import { quoted } from './sql-text';
import { readTables, readTriggers } from './table-catalog';
import { effectsOf, STANDING_TOUCHES, tellOfDefinitions } from './witness';

interface Statement extends Omit<Command, 'sql' | 'parameters'> {
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
  /** Has the work begin without any tables; whatever it makes is gone afterwards, and what was there is back. */
  emptied<T>(work: () => T): T;
  /** Never throws for an SQL error; throws DatabaseCrash when PostgreSQL itself is lost. */
  execute(statement: Statement): StatementResult;
  /** What names of tables and texts of values depend on, as it is now; the function that it returns restores it. */
  keepSettings(): () => void;
  /** The tables that are there, as PostgreSQL's catalog has them; where emptied() has the work, new ones are witnessed from now on. */
  schema(): readonly Table[];
  /** Whether anything has been defined since then, and PostgreSQL can be asked what. */
  hasNewSchema(): boolean;
  /** Every row by primary key, as the open transaction sees it, of the tables that prepare() made or schema() found. */
  tables(): Tables;
  /** Adds the files of an extension, for CREATE EXTENSION: a tar archive of them, by their places in PGlite's package. */
  extend(files: Uint8Array): void;
  close(): Promise<void>;
}

interface Executed extends StatementResult {
  readonly defined: boolean;
}

/** A table and its name as SQL needs it. */
interface KnownTable {
  readonly table: Table;
  readonly reference: string;
}

/** The database on a PGlite that was started from the snapshot. */
export function createDatabase(pg: SynchronousPGlite): Database {
  const connection = new Connection(pg);
  const scenarios = new ScenarioTables(connection);
  let known: readonly KnownTable[] = [];
  let triggers: ReadonlyMap<string, string> = new Map();
  let defined = false;
  let isOfProgram = false;
  const own = <T>(work: () => T): T => (isOfProgram ? asOwner(connection, work) : work());
  const triggerOf = (signature: string) => {
    if (!triggers.has(signature) && !connection.hasFailed) triggers = readTriggers(connection);
    return triggers.get(signature);
  };
  return {
    version: String(connection.run('SHOW server_version').rows[0]?.[0]),
    prepare: (scenario) => {
      known = scenarios.set(scenario).map((table) => ({ table, reference: table.name }));
    },
    emptied: (work) => {
      const before = known;
      known = [];
      isOfProgram = true;
      try {
        return inEmptyDatabase(connection, work);
      } finally {
        known = before;
        isOfProgram = false;
      }
    },
    execute: (statement) => {
      const result = execute(connection, statement, triggerOf);
      defined ||= result.defined;
      return result;
    },
    hasNewSchema: () => defined && !connection.hasFailed,
    keepSettings: () => keepSettings(connection),
    schema: () => {
      const tables = isOfProgram ? asOwner(connection, () => witnessTables(connection)) : readTables(connection);
      defined = false;
      // The rows of a partitioned table are those of its partitions.
      known = tables.filter(({ hasRows }) => hasRows);
      triggers = readTriggers(connection);
      return tables.map(({ table }) => table);
    },
    tables: () => own(() => Object.fromEntries(known.map((each) => [each.table.name, rowsOf(connection, each)]))),
    extend: (files) => writePackaged(pg.Module.FS, files),
    close: () => connection.close(),
  };
}

/** Those of partitions and of tables that inherit from it are their own. Without a key by all columns. */
function rowsOf(connection: Connection, { table, reference }: KnownTable): readonly Row[] {
  const all = `SELECT * FROM ONLY ${reference}`;
  if (table.key.length > 0) return connection.run(`${all} ORDER BY ${table.key.map(quoted).join(', ')}`).rows;
  return connection.run(all).rows.sort((one, other) => compareNames(nameOf(one), nameOf(other)));
}

/** COPY's own conversation: PostgreSQL would wait for ever for rows that nobody sends, or break with a shell it has not. */
const CONVERSATION = /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*COPY\b[\s\S]*\b(?:FROM\s+STDIN|(?:FROM|TO)\s+PROGRAM)\b/i;

/** The statement, or one that PostgreSQL refuses in its place, so that its transaction is aborted like any other. */
function answerable(sql: string): string {
  if (!CONVERSATION.test(sql)) return sql;
  return `DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'feature_not_supported',
    MESSAGE = 'COPY FROM STDIN and COPY with PROGRAM are not to be had here: nobody sends it rows, and there is no shell'; END $$`;
}

function execute(connection: Connection, { many, ...command }: Statement, triggerOf: TriggerOf): Executed {
  const started = performance.now();
  const answer = connection.execute({
    ...command,
    sql: answerable(command.sql),
    parameters: command.parameters.length === 0 ? [[]] : command.parameters,
  });
  const milliseconds = performance.now() - started;
  const failed = answer.error !== null;
  const standing = () => Number(connection.run(STANDING_TOUCHES).rows[0]?.[0]);
  return {
    defined: tellOfDefinitions(answer.notices),
    columns: many ? null : answer.columns,
    rows: many ? [] : answer.rows,
    rowcount: answer.error ? null : answer.rowcount,
    milliseconds,
    effects: effectsOf({ notices: answer.notices, failed }, triggerOf, standing),
    error: answer.error && sqlErrorOf(answer.error),
    ...(answer.error?.fields && { fields: answer.error.fields }),
  };
}

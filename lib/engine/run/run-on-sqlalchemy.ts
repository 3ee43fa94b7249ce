// Runs a scenario with SQLAlchemy itself on PostgreSQL and records the same trace that the model's run gives.
import type { Database } from '@/lib/database/database';
import type { StatementResult } from '@/lib/database/result';
import type { StatementRequest, TransactionRequest } from '@/lib/orm/request';
import type { Scenario } from '@/lib/scenario/scenario';
import { schemaOf } from '@/lib/scenario/schema';
import type { WireAnswer, WireMessage } from '@/lib/sqlalchemy/bridge/wire';
import type { Host, PythonEngine } from '@/lib/sqlalchemy/python-engine';
import { scenarioProgram } from '@/lib/sqlalchemy/scenario-program';
import type { At, Trace, TraceEvent } from '@/lib/trace/trace';
import { InsightRecorder } from './insight-recorder';
import { deleteMeanwhile } from './meanwhile';
import { commandOf, Recorder } from './recorder';
import { Suspects } from './suspects';

/** Synchronous. Exceptions of SQLAlchemy's are part of the trace; throws only when PostgreSQL or Python is lost. */
export function runScenarioOnSqlalchemy(database: Database, python: PythonEngine, scenario: Scenario): Trace<Scenario> {
  database.prepare(scenario);
  const before = database.tables();
  const program = scenarioProgram(scenario);
  const meanwhile = () => (scenario.gone === 'nothing' ? [] : deleteMeanwhile(database, scenario));
  const { host, recorder, insight } = recordingHost(database, { firstLine: program.firstLine, meanwhile });
  const error = python.run(program, host);
  return recorder.finish({
    engine: { name: 'sqlalchemy', version: python.version, driver: scenario.driver, postgres: database.version },
    scenario,
    schema: schemaOf(scenario),
    before,
    error,
    rows: database.tables(),
    insight: insight.insight,
  });
}

interface RecordingHost {
  readonly host: Host;
  readonly recorder: Recorder;
  readonly insight: InsightRecorder;
}

interface RecordingOptions {
  /** The line that the first one of the program counts as. */
  readonly firstLine?: number;
  /** Of a program: the names of its classes whose objects are rows of each table. */
  readonly classes?: Readonly<Record<string, readonly string[]>>;
  /** What another connection does once the preparations are over. */
  readonly meanwhile?: () => readonly TraceEvent[];
}

/** A recorder behind SQLAlchemy's wire. */
export function recordingHost(
  database: Database,
  { firstLine = 1, classes, meanwhile }: RecordingOptions = {},
): RecordingHost {
  const recorder = new Recorder(database, classes && { staleness: null });
  const suspects = new Suspects(recorder.events, (table) => classes?.[table]);
  let prepares = meanwhile !== undefined;
  const before = (at: At) => {
    if (at === 'setup' || !prepares) return;
    prepares = false;
    recorder.overhear(meanwhile?.() ?? []);
  };
  const insight = new InsightRecorder(recorder.events);
  const host: Host = {
    exchange: (message, at, line, connection) => {
      if (at === null) return exchangeWith(database, message).answer;
      before(at);
      const from = { line: line === null ? null : line + firstLine - 1, connection };
      return answerOf(recorder.send(requestOf(message, at), from), message);
    },
    session: (event) => {
      before(event.at);
      recorder.answer(event);
    },
    warning: (warning) => recorder.answer({ type: 'warning', warning }),
    start: () => {},
    suspects: (held) => suspects.among(held),
    stale: (found, at) => {
      for (const event of suspects.found(found, at)) recorder.answer(event);
    },
    work: insight,
  };
  return { host, recorder, insight };
}

/** Control of a transaction that comes as a statement. */
export const OF_SAVEPOINT =
  /^\s*(SAVEPOINT|ROLLBACK\s+TO(?:\s+SAVEPOINT)?|RELEASE(?:\s+SAVEPOINT)?)\s+(\w+|"[^"]+")[\s;]*$/i;

function requestOf(message: WireMessage, at: At): StatementRequest | TransactionRequest {
  const { kind, sql } = message;
  if (kind === 'transaction') {
    const action = sql.split(' ', 1)[0]?.toLowerCase();
    if (action !== 'begin' && action !== 'commit' && action !== 'rollback')
      throw new Error(`No transaction: ${action}`);
    return { type: 'transaction', at, action };
  }
  const [, word, name] = kind === 'execute' ? (OF_SAVEPOINT.exec(sql) ?? []) : [];
  if (!word || !name) return { type: 'statement', at, ...statementOf(message), rule: null };
  const action = /^S/i.test(word) ? 'savepoint' : /^REL/i.test(word) ? 'release' : 'rollback-to';
  return { type: 'transaction', at, action, name: name.replaceAll('"', ''), sql };
}

function statementOf({ kind, sql, parameters, driver }: WireMessage) {
  return { sql, parameters, names: [], many: kind === 'executemany', ...(driver && { driver }) };
}

function answerOf({ columns, rows, rowcount, error, fields }: StatementResult, message: WireMessage): WireAnswer {
  const unknown = message.kind === 'executemany' && !message.driver?.counts;
  return {
    columns,
    rows,
    rowcount: unknown ? -1 : (rowcount ?? -1),
    error: error && { ...error, ...(fields && { fields }) },
  };
}

/** A message to the database outside of any recording. */
export function exchangeWith(database: Database, message: WireMessage) {
  const result = database.execute(commandOf(statementOf(message)));
  return { result, answer: answerOf(result, message) };
}

export function databaseWire(database: Database) {
  return { exchange: (message: WireMessage) => exchangeWith(database, message).answer };
}

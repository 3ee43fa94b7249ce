// Runs a scenario with SQLAlchemy itself on PostgreSQL and records the same trace that the model's run gives.
import type { Database } from '@/lib/database/database';
import type { StatementResult } from '@/lib/database/result';
import type { Scenario } from '@/lib/scenario/scenario';
import type { WireAnswer, WireMessage } from '@/lib/sqlalchemy/bridge/wire';
import type { Host, PythonEngine } from '@/lib/sqlalchemy/python-engine';
import { scenarioProgram } from '@/lib/sqlalchemy/scenario-program';
import type { At, Run } from '@/lib/trace/trace';
import { InsightRecorder } from './insight-recorder';
import { Recorder } from './recorder';
import type { Staleness } from './staleness';

/** Synchronous. Exceptions of SQLAlchemy's are part of the trace; throws only when PostgreSQL or Python is lost. */
export function runScenarioOnSqlalchemy(database: Database, python: PythonEngine, scenario: Scenario): Run<Scenario> {
  database.prepare(scenario);
  const before = database.tables();
  const program = scenarioProgram(scenario);
  const { host, recorder, insight } = recordingHost(database, { firstLine: program.firstLine });
  const error = python.run(program, host);
  return {
    before,
    trace: {
      engine: { name: 'sqlalchemy', version: python.version, postgres: database.version },
      scenario,
      events: recorder.events,
      warnings: recorder.warnings,
      error,
      rows: database.tables(),
      insight: insight.insight,
    },
  };
}

interface RecordingHost {
  readonly host: Host;
  readonly recorder: Recorder;
  readonly insight: InsightRecorder;
}

interface RecordingOptions {
  /** The line that the first one of the program counts as. */
  readonly firstLine?: number;
  readonly staleness?: Staleness;
}

/** A recorder behind SQLAlchemy's wire, which needs more of each answer than the recorder hands back. */
export function recordingHost(database: Database, { firstLine = 1, staleness }: RecordingOptions = {}): RecordingHost {
  let last: StatementResult | null = null;
  const execute: Database['execute'] = (statement) => {
    last = database.execute(statement);
    return last;
  };
  const recorder = new Recorder({ ...database, execute }, staleness);
  const insight = new InsightRecorder(recorder.events);
  const host: Host = {
    exchange: (message, at, line) => {
      if (at === null) return answerOf(database.execute(statementOf(message)));
      ask(recorder, message, at);
      attribute(recorder, line === null ? null : line + firstLine - 1);
      if (!last) throw new Error('The recorder executed nothing');
      return answerOf(last);
    },
    session: (event) => recorder.answer(event),
    warning: (warning) => recorder.answer({ type: 'warning', warning }),
    start: () => {},
    work: insight,
  };
  return { host, recorder, insight };
}

function ask(recorder: Recorder, message: WireMessage, at: At): void {
  if (message.kind !== 'transaction') {
    recorder.answer({ type: 'statement', at, ...statementOf(message), rule: null });
    return;
  }
  const action = message.sql.split(' ', 1)[0]?.toLowerCase();
  if (action !== 'begin' && action !== 'commit' && action !== 'rollback') throw new Error(`No transaction: ${action}`);
  recorder.answer({ type: 'transaction', at, action });
}

/** Notes the line of the program on the statement that was recorded last. */
function attribute({ events }: Recorder, line: number | null): void {
  const event = events.at(-1);
  if (line !== null && event?.type === 'statement') events[events.length - 1] = { ...event, line };
}

function statementOf({ kind, sql, parameters }: WireMessage) {
  return { sql, parameters, many: kind === 'executemany' };
}

/** The wire of the database outside of any recording. */
function answerOf({ columns, rows, rowcount, error }: StatementResult): WireAnswer {
  return { columns, rows, rowcount: rowcount ?? -1, error };
}

export function databaseWire(database: Database) {
  return { exchange: (message: WireMessage) => answerOf(database.execute(statementOf(message))) };
}

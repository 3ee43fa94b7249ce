// Runs a Python program of the reader's own on SQLAlchemy and PostgreSQL, in a database that is empty at its start.
import type { Database } from '@/lib/database/database';
import { DatabaseCrash } from '@/lib/database/database-crash';
import type { ProgramText } from '@/lib/program-text';
import type { Host, PythonEngine } from '@/lib/sqlalchemy/python-engine';
import type { Table } from '@/lib/trace/schema';
import type { Tables, Trace } from '@/lib/trace/trace';
import { BrokenOff, brokenOff, ROWS_UNSEEN } from './broken-off';
import { tellCaught } from './caught';
import { recordingHost } from './run-on-sqlalchemy';

/**
 * Synchronous. The program's own exceptions are part of the trace, a syntax error included. It runs on the driver that
 * its URL names, unless another is given. Throws BrokenOff, which has the trace, when Python or PostgreSQL is lost.
 */
export function runProgram(database: Database, python: PythonEngine, program: ProgramText): Trace<null> {
  return runFrom(database, python, program).trace;
}

/**
 * The same of a reader's program, which need not say what its operation is: where nothing deletes, it is run again, and
 * the last transaction that changed anything is the operation.
 */
export function runReaders(database: Database, python: PythonEngine, program: ProgramText): Trace<null> {
  const { trace, lastChange } = runFrom(database, python, program);
  return lastChange === null ? trace : runFrom(database, python, program, lastChange).trace;
}

interface FirstRun {
  readonly trace: Trace<null>;
  /** The number of transactions before the last one that changed anything, where nothing was deleted. */
  readonly lastChange: number | null;
}

function runFrom(database: Database, python: PythonEngine, program: ProgramText, beginsAfter?: number): FirstRun {
  let broken: BrokenOff | null = null;
  const run = () => {
    let before: Tables = {};
    let known: readonly Table[] = [];
    let restoreSettings = database.keepSettings();
    let current = recordingHost(database, { classes: {} });
    const host: Host = {
      exchange: (message, at, line, connection) => {
        const answer = current.host.exchange(message, at, line, connection);
        if (at !== null && database.hasNewSchema()) {
          // Its rows are witnessed from now on, and were what they are now.
          known = database.schema();
          const isNew = known.some(({ name }) => !(name in before));
          if (isNew) before = { ...withRows(database.tables()), ...before };
        }
        // What the preparations have committed is there before the operation.
        if (at === 'setup' && answer.error === null && message.sql === 'COMMIT') before = database.tables();
        return answer;
      },
      session: (event) => current.host.session(event),
      warning: (warning) => current.host.warning(warning),
      suspects: (held) => current.host.suspects(held),
      stale: (found, at) => current.host.stale(found, at),
      get work() {
        return current.insight;
      },
      start: (classes) => {
        const { warnings } = current.recorder;
        current = recordingHost(database, { classes });
        current.recorder.warnings.push(...warnings);
        // Closing its connection resets them.
        restoreSettings = database.keepSettings();
        known = database.schema();
        before = database.tables();
      },
    };
    const ended = endOf(() => python.runProgram(program, host, beginsAfter));
    const { error, classes, driver, missing, lastChange, lost } = ended;
    const unseen = lost instanceof DatabaseCrash;
    if (!unseen) {
      database.execute({ sql: 'ROLLBACK', parameters: [], many: false }); // what it did not commit, nobody else sees
      restoreSettings();
      known = database.schema();
    }
    const { events } = current.recorder;
    events.splice(0, events.length, ...tellCaught(events, error !== null));
    const trace = current.recorder.finish({
      engine: {
        name: 'sqlalchemy',
        version: python.version,
        ...(driver !== null && { driver }),
        postgres: database.version,
      },
      scenario: null,
      schema: { tables: known, classes },
      before,
      error,
      rows: unseen ? before : database.tables(),
      insight: current.insight.insight,
      missing: unseen ? [...missing, ROWS_UNSEEN] : missing,
    });
    if (lost === undefined) return { trace, lastChange };
    broken = new BrokenOff(trace, lost);
    throw broken;
  };
  try {
    return database.emptied(run);
  } catch (error) {
    // A database that is lost cannot be tidied up, either.
    throw broken ?? error;
  }
}

function endOf(run: () => ReturnType<PythonEngine['runProgram']>) {
  try {
    return { ...run(), lost: undefined };
  } catch (lost) {
    return { error: brokenOff(lost), classes: [], driver: null, missing: [], lastChange: null, lost };
  }
}

/** A table that is empty when it is made need not have been there before. */
function withRows(tables: Tables): Tables {
  return Object.fromEntries(Object.entries(tables).filter(([, rows]) => rows.length > 0));
}

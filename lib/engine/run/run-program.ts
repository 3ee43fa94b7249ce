// Runs a Python program of the reader's own on SQLAlchemy and PostgreSQL, in a database that is empty at its start.
import type { Database } from '@/lib/database/database';
import type { ProgramText } from '@/lib/program-text';
import type { Host, PythonEngine } from '@/lib/sqlalchemy/python-engine';
import type { Tables, Trace } from '@/lib/trace/trace';
import { tellCaught } from './caught';
import { recordingHost } from './run-on-sqlalchemy';

/**
 * Synchronous. The program's own exceptions are part of the trace, a syntax error included. It runs on the driver that
 * its URL names, unless another is given.
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
  return database.emptied(() => {
    let before: Tables = {};
    let restoreSettings = database.keepSettings();
    let current = recordingHost(database, { classes: {} });
    const host: Host = {
      exchange: (message, at, line, connection) => {
        const answer = current.host.exchange(message, at, line, connection);
        if (at !== null && database.hasNewSchema()) {
          // Its rows are witnessed from now on, and were what they are now.
          const isNew = database.schema().some(({ name }) => !(name in before));
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
        database.schema();
        before = database.tables();
      },
    };
    const { error, classes, driver, missing, lastChange } = python.runProgram(program, host, beginsAfter);
    database.execute({ sql: 'ROLLBACK', parameters: [], many: false }); // what it did not commit, nobody else sees
    restoreSettings();
    const tables = database.schema();
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
      schema: { tables, classes },
      before,
      error,
      rows: database.tables(),
      insight: current.insight.insight,
      missing,
    });
    return { trace, lastChange };
  });
}

/** A table that is empty when it is made need not have been there before. */
function withRows(tables: Tables): Tables {
  return Object.fromEntries(Object.entries(tables).filter(([, rows]) => rows.length > 0));
}

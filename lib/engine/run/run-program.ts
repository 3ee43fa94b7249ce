// Runs a Python program of the reader's own on SQLAlchemy and PostgreSQL, in a database that is empty at its start.
import type { Database } from '@/lib/database/database';
import { DatabaseCrash } from '@/lib/database/database-crash';
import { inParts, type Known, type OnProgress, TOLD_AT_ONCE, TOLD_EVERY } from '@/lib/engine/protocol/so-far';
import type { ProgramText } from '@/lib/program-text';
import type { Host, PythonEngine } from '@/lib/sqlalchemy/python-engine';
import { tellCaught } from '@/lib/trace/caught';
import type { Table } from '@/lib/trace/schema';
import type { Tables, Trace } from '@/lib/trace/trace';
import { rowsAsSeen } from '@/lib/trace/unexplained';
import { BrokenOff, brokenOff, ROWS_UNSEEN, ROWS_UNTOLD } from './broken-off';
import type { Recorder } from './recorder';
import { recordingHost } from './run-on-sqlalchemy';

/**
 * Synchronous. The program's own exceptions are part of the trace, a syntax error included. It runs on the driver that
 * its URL names, unless another is given. Throws BrokenOff, which has the trace, when Python or PostgreSQL is lost.
 */
export function runProgram(
  database: Database,
  python: PythonEngine,
  program: ProgramText,
  onProgress?: OnProgress,
): Trace<null> {
  return runFrom(database, python, program, { onProgress }).trace;
}

/**
 * The same of a reader's program, which need not say what its operation is: where nothing deletes, it is run again, and
 * the last transaction that changed anything is the operation.
 */
export function runReaders(
  database: Database,
  python: PythonEngine,
  program: ProgramText,
  onProgress?: OnProgress,
): Trace<null> {
  const { trace, lastChange } = runFrom(database, python, program, { onProgress });
  return lastChange === null
    ? trace
    : runFrom(database, python, program, { onProgress, beginsAfter: lastChange }).trace;
}

interface RunOptions {
  readonly onProgress: OnProgress | undefined;
  readonly beginsAfter?: number;
}

interface FirstRun {
  readonly trace: Trace<null>;
  /** The number of transactions before the last one that changed anything, where nothing was deleted. */
  readonly lastChange: number | null;
}

function runFrom(
  database: Database,
  python: PythonEngine,
  program: ProgramText,
  { onProgress, beginsAfter }: RunOptions,
): FirstRun {
  let broken: BrokenOff | null = null;
  let whole: FirstRun | null = null;
  const teller = onProgress && new Teller(onProgress);
  const engineOf = (driver: string | null): Trace<null>['engine'] => ({
    name: 'sqlalchemy',
    version: python.version,
    ...(driver !== null && { driver }),
    postgres: database.version,
  });
  const run = () => {
    let before: Tables = {};
    let known: readonly Table[] = [];
    let restoreSettings = database.keepSettings();
    let current = recordingHost(database, { classes: {} });
    const begins = () => teller?.begins(current.recorder, engineOf(program.driver ?? null), { tables: known, before });
    const host: Host = {
      exchange: (message, at, line, connection) => {
        if (at !== null) teller?.asks(message.sql);
        const answer = current.host.exchange(message, at, line, connection);
        const earlier = before;
        if (at !== null && database.hasNewSchema()) {
          // Its rows are witnessed from now on, and were what they are now.
          known = database.schema();
          const isNew = known.some(({ name }) => !(name in before));
          if (isNew) before = { ...withRows(database.tables()), ...before };
        }
        // What the preparations have committed is there before the operation.
        if (at === 'setup' && answer.error === null && message.sql === 'COMMIT') before = database.tables();
        teller?.tells(current.recorder, before === earlier ? undefined : { tables: known, before });
        return answer;
      },
      session: (event) => {
        current.host.session(event);
        teller?.tells(current.recorder);
      },
      warning: (warning) => {
        current.host.warning(warning);
        onProgress?.({ type: 'warned', warning });
      },
      suspects: (held) => current.host.suspects(held),
      stale: (found, at) => {
        current.host.stale(found, at);
        teller?.tells(current.recorder);
      },
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
        begins();
      },
    };
    begins();
    const ended = endOf(() => python.runProgram(program, host, beginsAfter));
    const { error, classes, driver, missing, lastChange } = ended;
    const crashed = ended.lost instanceof DatabaseCrash;
    let rows: Tables | null = null;
    let { lost } = ended;
    try {
      if (!crashed) {
        database.execute({ sql: 'ROLLBACK', parameters: [], many: false }); // what it did not commit, nobody else sees
        restoreSettings();
        known = database.schema();
        rows = database.tables();
      }
    } catch (refused) {
      lost ??= refused;
    }
    const { events } = current.recorder;
    events.splice(0, events.length, ...tellCaught(events, error !== null));
    const schema = { tables: known, classes };
    const trace = current.recorder.finish({
      engine: engineOf(driver),
      scenario: null,
      schema,
      before,
      error,
      rows: rows ?? rowsAsSeen({ schema, before, events }),
      insight: current.insight.insight,
      missing: rows ? missing : [...missing, crashed ? ROWS_UNSEEN : ROWS_UNTOLD],
    });
    if (lost !== undefined) {
      broken = new BrokenOff(trace, lost);
      throw broken;
    }
    whole = { trace, lastChange };
    return whole;
  };
  try {
    return database.emptied(run);
  } catch (error) {
    // A database that is lost, or that a program has made its own, cannot be tidied up, either.
    const seen = whole as FirstRun | null;
    throw broken ?? (seen ? new BrokenOff(seen.trace, error) : error);
  }
}

/** Tells of a recorder's events as they come: each before anything else can happen, as long as they are few. */
class Teller {
  readonly #onProgress: OnProgress;
  #told = 0;
  #toldAt = 0;
  /** Whether it was told what PostgreSQL was asked, and not yet that it has answered. */
  #asked = false;

  constructor(onProgress: OnProgress) {
    this.#onProgress = (progress) => {
      for (const part of inParts(progress)) onProgress(part);
    };
  }

  /** A recorder is new. */
  begins({ warnings }: Recorder, engine: Trace<null>['engine'], known: Known): void {
    this.#told = 0;
    this.#onProgress({ type: 'begun', engine, known, warnings });
  }

  asks(sql: string): void {
    this.#asked = this.#told < TOLD_AT_ONCE;
    if (this.#asked) this.#onProgress({ type: 'asked', sql });
  }

  tells({ events }: Recorder, known?: Known): void {
    if (events.length === this.#told && !known && !this.#asked) return;
    const now = performance.now();
    if (this.#told >= TOLD_AT_ONCE && now < this.#toldAt + TOLD_EVERY && !known) return;
    this.#asked = false;
    this.#onProgress({ type: 'happened', events: events.slice(this.#told), ...(known && { known }) });
    this.#told = events.length;
    this.#toldAt = now;
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

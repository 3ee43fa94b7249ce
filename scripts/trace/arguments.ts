// The command line of the trace tool.
import { parseArgs } from 'node:util';
import { PROGRAM_SECONDS } from '@/lib/engine/protocol/so-far';
import { DEFAULT_SERIES, type Driver, SERIES, type Series } from '@/lib/versions';
import { MEGABYTES, readDriver, readLimits } from './choices';
import type { Limits } from './supervise';

export const HELP = `Usage: npm run -s trace [-- --engine NAME [--sqlalchemy SERIES]] < scenarios > traces
       npm run -s trace -- --python FILE [--sqlalchemy SERIES] [--driver NAME] > trace

Reads one scenario a line, as JSON, and prints one trace a line, in the same order. An empty object is the
default scenario; empty lines are skipped. A line that is no scenario gives {"invalid": "what and where"}, and
the exit status is 1 at the end.

  --engine NAME   who sends the statements: model (the default), the model of SQLAlchemy's unit of work, or
                  sqlalchemy, SQLAlchemy itself
  --python FILE   reads no scenarios but runs a program on SQLAlchemy and prints its trace. The program makes its
                  tables, fills them and deletes something, with Session or AsyncSession and any URL of PostgreSQL;
                  top-level await is allowed, and so are imports of the packages that lib/packages.ts lists. The trace
                  is that of the last Session opened before the operation that has something in hand when it begins:
                  at the first comment or print() with the words "--- the operation", or else with the first thing that
                  deletes: delete() of a Session, a DELETE or TRUNCATE, a flush that finds an orphan. What it prints
                  goes to standard error. The exit status is 1 where an exception ended it, or Python or PostgreSQL
                  broke, which its trace then says; 2 where the file cannot be read. It may be in UTF-8, UTF-16 or
                  latin-1. The script that the page copies is such a program.
                  It runs in a process of its own, in Python in WebAssembly, which has files, a database and memory of its
                  own and reaches nothing else: not the machine's files, environment variables and commands, not the
                  network, not through "import js" either. What it can do is take time and memory, up to the limits. A
                  fault in Node or Pyodide themselves could let it out: what you would not open, do not run
  --sqlalchemy SERIES
                  which SQLAlchemy itself runs: ${SERIES.join(' or ')}. Without it a scenario runs on the series that
                  it names, and a program on ${DEFAULT_SERIES}, or on the other one where a machine cannot get that, which
                  standard error says then. Each trace has the version that ran
  --time-limit SECONDS
                  how long the program may run, ${PROGRAM_SECONDS} without it; then it is ended, and the trace has what was seen up to
                  there, with the error TimeLimit
  --memory-limit MB
                  how much memory its process may take, ${MEGABYTES} without it, of which PostgreSQL and Python take about 600;
                  then the same, with the error MemoryLimit
  --driver NAME   the driver that the program runs on, psycopg, asyncpg or psycopg2, whatever its URL says; without
                  it a bare postgresql:// is psycopg from SQLAlchemy 2.1 on and psycopg2 before
  --help          this text

Example: echo '{"onDelete": "SET NULL", "nullable": true, "posts": 5}' | npm run -s trace`;

/** Who sends the statements of scenarios. `series` is null where it was not asked for one. */
export type LineEngine = { readonly name: 'model' } | { readonly name: 'sqlalchemy'; readonly series: Series | null };

export interface ProgramArguments {
  /** The file of the program. */
  readonly python: string;
  readonly series: Series | null;
  readonly driver?: Driver;
  readonly limits: Limits;
}

type Arguments =
  | { readonly engine: LineEngine }
  | ProgramArguments
  | { readonly help: true }
  | { readonly refused: string };

/** What the arguments ask for, or why they are refused. */
export function readArguments(args: readonly string[]): Arguments {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        engine: { type: 'string' },
        python: { type: 'string' },
        sqlalchemy: { type: 'string' },
        driver: { type: 'string' },
        'time-limit': { type: 'string', default: String(PROGRAM_SECONDS) },
        'memory-limit': { type: 'string', default: String(MEGABYTES) },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const { engine = 'model', python, sqlalchemy, driver, help } = values;
    if (help) return { help };
    const series = sqlalchemy === undefined ? null : SERIES.find((each) => each === sqlalchemy);
    if (series === undefined) return { refused: `There is no SQLAlchemy "${sqlalchemy}" here: ${SERIES.join(', ')}.` };
    const chosen = readDriver(driver);
    if ('refused' in chosen) return chosen;
    if (python !== undefined) {
      if (values.engine === 'model') return { refused: 'The model runs no programs.' };
      const limited = readLimits(values['time-limit'], values['memory-limit']);
      return 'refused' in limited ? limited : { python, series, ...limited, ...chosen };
    }
    if (driver !== undefined)
      return { refused: 'The driver of a scenario is one of its fields; --driver is for --python.' };
    if (engine === 'sqlalchemy') return { engine: { name: engine, series } };
    if (engine !== 'model') {
      return { refused: `There is no engine "${engine}" here; this version has: model, sqlalchemy.` };
    }
    if (series === null) return { engine: { name: engine } };
    return { refused: '--sqlalchemy is for SQLAlchemy itself: with --engine sqlalchemy, or with --python.' };
  } catch (error) {
    return { refused: error instanceof Error ? error.message : String(error) };
  }
}

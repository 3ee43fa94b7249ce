// The command line of the trace tool.
import { parseArgs } from 'node:util';

export const HELP = `Usage: npm run -s trace [-- --engine NAME] < scenarios > traces
       npm run -s trace -- --python FILE > trace

Reads one scenario a line, as JSON, and prints one trace a line, in the same order. An empty object is the
default scenario; empty lines are skipped. A line that is no scenario gives {"invalid": "what and where"}, and
the exit status is 1 at the end.

  --engine NAME   who sends the statements: model (the default), the model of SQLAlchemy's unit of work, or
                  sqlalchemy, SQLAlchemy itself
  --python FILE   reads no scenarios but runs a program on SQLAlchemy and prints its trace. The program makes its
                  tables, fills them and deletes something, with Session or AsyncSession and any URL of PostgreSQL;
                  top-level await is allowed. The trace begins with the last Session opened before the operation,
                  and the operation at the first comment or print() with the words "--- the operation", or else
                  with the first Session.delete(). What it prints goes to standard error. The script that the page
                  copies is such a program.
  --help          this text

Example: echo '{"onDelete": "SET NULL", "nullable": true, "posts": 5}' | npm run -s trace`;

type Arguments =
  | { readonly engine: 'model' | 'sqlalchemy' }
  | { readonly python: string }
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
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const { engine = 'model', python, help } = values;
    if (help) return { help };
    if (python !== undefined) {
      return values.engine === 'model' ? { refused: 'The model runs no programs.' } : { python };
    }
    if (engine === 'model' || engine === 'sqlalchemy') return { engine };
    return { refused: `There is no engine "${engine}" here; this version has: model, sqlalchemy.` };
  } catch (error) {
    return { refused: error instanceof Error ? error.message : String(error) };
  }
}

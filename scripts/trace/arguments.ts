// The command line of the trace tool.
import { parseArgs } from 'node:util';

export const HELP = `Usage: npm run -s trace [-- --engine model] < scenarios > traces

Reads one scenario a line, as JSON, and prints one trace a line, in the same order. An empty object is the
default scenario; empty lines are skipped. A line that is no scenario gives {"invalid": "what and where"}, and
the exit status is 1 at the end.

  --engine NAME   who sends the statements: model (the default), the model of SQLAlchemy's unit of work
  --help          this text

Example: echo '{"onDelete": "SET NULL", "nullable": true, "posts": 5}' | npm run -s trace`;

/** What the arguments ask for, or why they are refused. */
export function readArguments(
  args: readonly string[],
): { readonly engine: 'model' } | { help: true } | { refused: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { engine: { type: 'string', default: 'model' }, help: { type: 'boolean', short: 'h', default: false } },
    });
    if (values.help) return { help: true };
    if (values.engine === 'model') return { engine: 'model' };
    return { refused: `There is no engine "${values.engine}" here; this version has: model.` };
  } catch (error) {
    return { refused: error instanceof Error ? error.message : String(error) };
  }
}

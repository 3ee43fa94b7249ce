// A run in short, for tests that hold it against words.
import { targetOf } from '@/lib/trace/narration';
import type { Trace } from '@/lib/trace/trace';

/** A run in short, of its operation: what is sent, with as many parameter sets; by whom which rows are touched. */
export interface Outcome {
  readonly sent: string;
  readonly touched: string;
  /** The class of the error, and its SQLSTATE. */
  readonly error?: string;
  readonly warned?: readonly string[];
  readonly printed?: readonly string[];
  /** What is in the tables afterwards. */
  readonly left: string;
}

const NAMES = { client: 'ORM', 'foreign-key': 'foreign key', trigger: 'trigger' } as const;

/** Each word once, with the number of times. */
function counted(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => (count > 1 ? `${word} ×${count}` : word)).join(', ');
}

function leftIn([table, rows]: [string, readonly (readonly unknown[])[]]): string {
  const nulls = rows.flat().filter((value) => value === null).length;
  return `${table} ${rows.length}${nulls > 0 ? ` (${nulls} NULL)` : ''}`;
}

export function outcomeOf({ events, error, warnings, rows }: Trace<unknown>, printed: readonly string[] = []): Outcome {
  const statements = events.flatMap((event) => (event.type === 'statement' && event.at !== 'setup' ? [event] : []));
  return {
    sent: counted(
      statements.flatMap(({ sql, parameters }) => parameters.map(() => `${sql.split(' ', 1)[0]} ${targetOf(sql)}`)),
    ),
    touched: counted(
      statements.flatMap(({ effects }) =>
        effects.map(({ by, operation, table }) => `${NAMES[by]} ${operation} ${table}`),
      ),
    ),
    ...(error && { error: [error.class, error.sqlstate].filter(Boolean).join(' ') }),
    ...(warnings.length > 0 && { warned: warnings.map((warning) => warning.class) }),
    ...(printed.length > 0 && { printed: [...printed] }),
    left: Object.entries(rows).map(leftIn).join(', '),
  };
}

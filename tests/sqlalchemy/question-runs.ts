// The runs of questions and answers, each made once, and in short: for tests that hold them against words.
import { expect } from 'vitest';
import { runScenarioOnSqlalchemy } from '@/lib/engine/run/run-on-sqlalchemy';
import { runProgram } from '@/lib/engine/run/run-program';
import { runScenario } from '@/lib/engine/run/run-scenario';
import { type QuestionRun, scenarioOf } from '@/lib/questions/question';
import { targetOf } from '@/lib/trace/narration';
import type { Trace } from '@/lib/trace/trace';
import { readTexts } from '@/scripts/programs';
import { readQuestionTexts } from '@/scripts/questions';
import { loadPackages } from '@/scripts/sqlalchemy/node-python';
import type { Live } from './live';

const texts = new Map([...(await readTexts()), ...(await readQuestionTexts())]);

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

function outcomeOf({ events, error, warnings, rows }: Trace<unknown>, printed: readonly string[] = []): Outcome {
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

interface Ran {
  readonly outcome: Outcome;
  /** By SQLAlchemy itself. */
  readonly trace: Trace<unknown>;
  /** Of settings also by the model, which has to come to the same. */
  readonly traces: readonly Trace<unknown>[];
}

/** Runs what a question or an answer is about, on the series that is live. */
export function runnerOn({ series, database, python, printed }: Live): (run: QuestionRun) => Promise<Ran> {
  const made = async (run: QuestionRun): Promise<Ran> => {
    if ('scenario' in run) {
      const scenario = { ...scenarioOf(run), sqlalchemy: series };
      const trace = runScenarioOnSqlalchemy(database, python, scenario);
      const byModel = runScenario(database, scenario);
      expect(outcomeOf(byModel)).toEqual(outcomeOf(trace));
      return { outcome: outcomeOf(trace), trace, traces: [trace, byModel] };
    }
    const source = texts.get(run.program) ?? '';
    await loadPackages(database, python, source);
    printed.length = 0;
    const trace = runProgram(database, python, { source, filename: `${run.program}.py` });
    return { outcome: outcomeOf(trace, printed), trace, traces: [trace] };
  };
  const known = new Map<string, Promise<Ran>>();
  return (run) => {
    const key = 'scenario' in run ? JSON.stringify(run.scenario) : run.program;
    const ran = known.get(key) ?? made(run);
    known.set(key, ran);
    return ran;
  };
}

// `npm run -s trace`: scenarios in, one JSON object a line, traces out, in order. See --help.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import { runScenarioOnSqlalchemy } from '@/lib/engine/run/run-on-sqlalchemy';
import { runScenario } from '@/lib/engine/run/run-scenario';
import { checkTrace } from '@/lib/scenario/read-trace';
import type { Scenario } from '@/lib/scenario/scenario';
import type { PythonEngine } from '@/lib/sqlalchemy/python-engine';
import type { Trace } from '@/lib/trace/trace';
import type { Series } from '@/lib/versions';
import { decoded } from '@/lib/yours/decoded';
import { HELP, type LineEngine, type ProgramArguments, readArguments } from './trace/arguments';
import { readLine } from './trace/line';
import { endWithReader, print } from './trace/output';
import { NoSqlalchemy, sqlalchemyOn } from './trace/sqlalchemy';
import { runSupervised } from './trace/supervised';
import { sentenceOf } from './trace/unreadable';

/** On SQLAlchemy itself each scenario runs on its own series, unless one is asked for, which it then says. */
function runnerOf(engine: LineEngine, database: Database): (scenario: Scenario) => Promise<Trace<Scenario>> {
  if (engine.name === 'model') return async (scenario) => runScenario(database, scenario);
  const started = new Map<Series, PythonEngine>();
  return async (scenario) => {
    const series = engine.series ?? scenario.sqlalchemy;
    const python = started.get(series) ?? (await sqlalchemyOn(database, series));
    started.set(series, python);
    return runScenarioOnSqlalchemy(database, python, { ...scenario, sqlalchemy: series });
  };
}

/** Runs every line of the input; resolves to the exit status. */
async function traceLines(engine: LineEngine, input: NodeJS.ReadableStream): Promise<number> {
  const database = await openDatabase();
  try {
    const run = runnerOf(engine, database);
    let invalid = false;
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line.trim() === '') continue;
      const read = readLine(line);
      if ('invalid' in read) invalid = true;
      const answer = 'invalid' in read ? read : checkTrace(await run(read.scenario));
      await print(`${JSON.stringify(answer)}\n`);
    }
    return invalid ? 1 : 0;
  } finally {
    await database.close();
  }
}

async function traceProgram({ python: file, series, driver, limits }: ProgramArguments): Promise<number> {
  const source = decoded(await readFile(file));
  const program = { source, filename: path.basename(file), ...(driver && { driver }) };
  const trace = await runSupervised({ series, program }, limits);
  await print(`${JSON.stringify(trace)}\n`);
  return trace.error === null ? 0 : 1;
}

async function main(): Promise<number> {
  const read = readArguments(process.argv.slice(2));
  if ('help' in read) {
    console.log(HELP);
    return 0;
  }
  if ('refused' in read) {
    console.error(`${read.refused}\n\n${HELP}`);
    return 2;
  }
  try {
    if ('python' in read) return await traceProgram(read);
    return await traceLines(read.engine, process.stdin);
  } catch (error) {
    // A file that cannot be read and a missing SQLAlchemy are the caller's to mend; anything else is ours.
    const sentence = error instanceof NoSqlalchemy ? error.message : sentenceOf(error);
    if (sentence === null) throw error;
    console.error(sentence);
    return 2;
  }
}

endWithReader();
process.exitCode = await main();

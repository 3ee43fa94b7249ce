// Runs what a page asks for of a program: itself, or the one that is written for what is to be deleted of its models.
import type { Database } from '@/lib/database/database';
import type { OnProgress } from '@/lib/engine/protocol/so-far';
import type { Aside, Deletable, ProgramText } from '@/lib/program-text';
import type { PythonEngine } from '@/lib/sqlalchemy/python-engine';
import { deletesAnything } from '@/lib/trace/operation';
import type { Trace } from '@/lib/trace/trace';
import { runProgram, runReaders } from './run-program';

interface AskedRun extends Omit<Aside, 'printed'> {
  readonly trace: Trace<null>;
}

/** Synchronous. Where no program can be written the models run themselves, which tells what is wrong with them. */
export function runAsked(
  database: Database,
  python: PythonEngine,
  program: ProgramText,
  onProgress?: OnProgress,
): AskedRun {
  const { deletes, ...models } = program;
  if (!deletes) {
    const run = program.foreign ? runReaders : runProgram;
    const trace = run(database, python, models, onProgress);
    const offers = program.foreign && trace.error === null && !deletesAnything(trace);
    return { trace, written: null, refused: null, deletables: offers ? deletablesOf(database, python, models) : [] };
  }
  const { source, modules, ...how } = models;
  const filename = importable(models.filename);
  const answer = database.emptied(() => python.writeProgram({ ...program, filename }));
  if ('refused' in answer) {
    return {
      trace: runProgram(database, python, models, onProgress),
      written: null,
      refused: answer.refused,
      deletables: [],
    };
  }
  const written = {
    source: answer.source,
    filename: answer.filename,
    modules: { ...modules, [filename]: source },
    leads: true,
  };
  const trace = runProgram(database, python, { ...how, ...written }, onProgress);
  return {
    trace: { ...trace, missing: [...trace.missing, ...answer.notes] },
    written,
    refused: null,
    deletables: [],
  };
}

/** None where the program has left a Python that cannot tell. */
function deletablesOf(database: Database, python: PythonEngine, models: ProgramText): readonly Deletable[] {
  try {
    return database.emptied(() => python.deletables(models)) ?? [];
  } catch {
    return [];
  }
}

/** As another module can import it. */
function importable(path: string): string {
  return path.replaceAll(/[^\w./]/g, '_').replaceAll(/(^|\/)(\d)/g, '$1_$2');
}

// Runs what each question shows, and each answer to which settings are wanted, and keeps the runs in .cache/questions/:
// settings by the model, programs that no shape has on SQLAlchemy itself. Done again only when what they depend on has changed.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import type { AbsentPython } from '@/lib/engine/protocol/python-files';
import { runProgram } from '@/lib/engine/run/run-program';
import { runScenario } from '@/lib/engine/run/run-scenario';
import { CACHE, keptUnderKey, keyOf } from '@/lib/kept/kept';
import { repeatably } from '@/lib/kept/repeatable';
import { type RecordedRun, scenarioOf } from '@/lib/questions/question';
import { QUESTION_PROGRAMS, QUESTIONS } from '@/lib/questions/questions';
import { ANSWERS, runsOf } from '@/lib/which/answers';
import { keyOfCode } from './code-key';
import { withoutTimes } from './recording';
import { firstArchives, type SeriesArchives } from './sqlalchemy/archives';
import { loadPackages, startPython } from './sqlalchemy/node-python';

const TEXTS = fileURLToPath(new URL('../lib/questions/python', import.meta.url));

/** Leaves a file for each program, by its name, and for the settings of each question and answer. */
export async function recordQuestions(): Promise<void> {
  const found = await firstArchives();
  const texts = await readQuestionTexts();
  const python = 'absent' in found ? [found.absent] : found.archives.values();
  const key = keyOf([await keyOfCode(fileURLToPath(import.meta.url)), ...python, ...texts.values()]);
  await keptUnderKey(path.join(CACHE, 'questions'), key, async (folder) => {
    const database = await openDatabase();
    try {
      for (const [name, recorded] of [...recordScenarios(database), ...(await recordAll(database, found, texts))])
        await writeFile(path.join(folder, `${name}.json`), JSON.stringify(recorded));
    } finally {
      await database.close();
    }
  });
}

/** What the programs say that no shape has, by their names. */
export async function readQuestionTexts(): Promise<ReadonlyMap<string, string>> {
  const read = async (name: string) => [name, await readFile(path.join(TEXTS, `${name}.py`), 'utf8')] as const;
  return new Map(await Promise.all(QUESTION_PROGRAMS.map(read)));
}

function recordScenarios(database: Database): readonly (readonly [string, RecordedRun])[] {
  const ofQuestions = QUESTIONS.flatMap(({ id, run, instead }) =>
    Object.entries({ run, instead }).map(([which, each]) => [`${id}.${which}`, each] as const),
  );
  return [...ofQuestions, ...ANSWERS.flatMap((answer) => [...runsOf(answer)])].flatMap(([name, each]) =>
    'scenario' in each
      ? [[name, { source: null, run: withoutTimes(runScenario(database, scenarioOf(each))) }] as const]
      : [],
  );
}

async function recordAll(
  database: Database,
  found: SeriesArchives | AbsentPython,
  texts: ReadonlyMap<string, string>,
): Promise<readonly (readonly [string, RecordedRun])[]> {
  if ('absent' in found) return [...texts].map(([name, source]) => [name, { source, absent: found.absent }]);
  return repeatably(async () => {
    const python = await startPython(database, found, () => {});
    const runs: [string, RecordedRun][] = [];
    for (const [name, source] of texts) {
      await loadPackages(database, python, source);
      const run = withoutTimes(runProgram(database, python, { source, filename: `${name}.py` }));
      runs.push([name, { source, run }]);
    }
    return runs;
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await recordQuestions();
  process.exit(0);
}

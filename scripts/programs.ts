// Runs every program of the catalogue on SQLAlchemy itself and keeps text and run in .cache/programs/: what the page
// of each shows before anybody downloads Python. Done again only when what they depend on has changed.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import type { AbsentPython } from '@/lib/engine/protocol/python-files';
import { runProgram } from '@/lib/engine/run/run-program';
import { CACHE, keptUnderKey, keyOf } from '@/lib/kept/kept';
import { repeatably } from '@/lib/kept/repeatable';
import { fileOf, type Program, type RecordedProgram } from '@/lib/programs/program';
import { PROGRAMS } from '@/lib/programs/programs';
import { keyOfCode } from './code-key';
import { withoutTimes } from './recording';
import { firstArchives, type SeriesArchives } from './sqlalchemy/archives';
import { startPython } from './sqlalchemy/node-python';

const TEXTS = fileURLToPath(new URL('../lib/programs/python', import.meta.url));

export async function recordPrograms(): Promise<void> {
  const found = await firstArchives();
  const texts = await readTexts();
  const python = 'absent' in found ? [found.absent] : found.archives.values();
  const key = keyOf([await keyOfCode(fileURLToPath(import.meta.url)), ...python, ...texts.values()]);
  await keptUnderKey(path.join(CACHE, 'programs'), key, async (folder) => {
    const database = await openDatabase();
    try {
      // The order of Python's sets is up to chance, and that of what is flushed with it.
      for (const [id, recorded] of await repeatably(() => recordAll(database, found, texts)))
        await writeFile(path.join(folder, `${id}.json`), JSON.stringify(recorded));
    } finally {
      await database.close();
    }
  });
}

/** What the programs say, by their ids. */
export async function readTexts(): Promise<ReadonlyMap<string, string>> {
  const read = async ({ id }: Program) => [id, await readFile(path.join(TEXTS, fileOf({ id })), 'utf8')] as const;
  return new Map(await Promise.all(PROGRAMS.map(read)));
}

async function recordAll(
  database: Database,
  found: SeriesArchives | AbsentPython,
  texts: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, RecordedProgram>> {
  if ('absent' in found) return new Map([...texts].map(([id, source]) => [id, { source, absent: found.absent }]));
  const python = await startPython(database, found, () => {});
  const record = (id: string, source: string) => ({
    source,
    run: withoutTimes(runProgram(database, python, { source, filename: fileOf({ id }) })),
  });
  return new Map([...texts].map(([id, source]) => [id, record(id, source)]));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await recordPrograms();
  process.exit(0);
}

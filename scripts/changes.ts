// Runs the programs of every change on each series of SQLAlchemy and keeps texts and runs in .cache/changes/: what the
// page of the changes is made of. Done again only when what they depend on has changed.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ChangeRun, RecordedChange } from '@/lib/changes/change';
import { CHANGE_PROGRAMS } from '@/lib/changes/changes';
import { linesOf } from '@/lib/changes/lines';
import { openDatabase } from '@/lib/database/node-database';
import type { AbsentPython } from '@/lib/engine/protocol/python-files';
import { runProgram } from '@/lib/engine/run/run-program';
import { CACHE, keptUnderKey, keyOf } from '@/lib/kept/kept';
import { repeatably } from '@/lib/kept/repeatable';
import type { BySeries } from '@/lib/versions';
import { keyOfCode } from './code-key';
import { pythonArchives, type SeriesArchives } from './sqlalchemy/archives';
import { startPython } from './sqlalchemy/node-python';

const TEXTS = fileURLToPath(new URL('../lib/changes/python', import.meta.url));

type Found = SeriesArchives | AbsentPython;

export async function recordChanges(): Promise<void> {
  const found: BySeries<Found> = { '2.1': await pythonArchives('2.1'), '2.0': await pythonArchives('2.0') };
  const texts = await readChangeTexts();
  const made = (each: Found) => ('absent' in each ? [each.absent] : each.archives.values());
  const python = [...made(found['2.1']), ...made(found['2.0'])];
  const key = keyOf([await keyOfCode(fileURLToPath(import.meta.url)), ...python, ...texts.values()]);
  await keptUnderKey(path.join(CACHE, 'changes'), key, async (folder) => {
    const runs = (each: Found) => repeatably(() => runsOn(each, texts));
    const [newer, older] = [await runs(found['2.1']), await runs(found['2.0'])];
    for (const [name, source] of texts) {
      const recorded: RecordedChange = { source, runs: { '2.1': newer(name), '2.0': older(name) } };
      await writeFile(path.join(folder, `${name}.json`), JSON.stringify(recorded));
    }
  });
}

/** What the programs say, by their names. */
export async function readChangeTexts(): Promise<ReadonlyMap<string, string>> {
  const read = async (name: string) => [name, await readFile(path.join(TEXTS, `${name}.py`), 'utf8')] as const;
  return new Map(await Promise.all(CHANGE_PROGRAMS.map(read)));
}

/** What came of each program, by its name. */
async function runsOn(
  found: Found,
  texts: ReadonlyMap<string, string>,
): Promise<(name: string) => ChangeRun | AbsentPython> {
  if ('absent' in found) return () => found;
  const database = await openDatabase();
  try {
    const printed: string[] = [];
    const python = await startPython(database, found, (line) => printed.push(line));
    const runs = new Map<string, ChangeRun>();
    for (const [name, source] of texts) {
      printed.length = 0;
      const trace = runProgram(database, python, { source: source, filename: `${name}.py` });
      runs.set(name, { version: python.version, lines: linesOf(trace, printed) });
    }
    return (name) => runs.get(name) ?? { absent: `there is no program ${name}` };
  } finally {
    await database.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await recordChanges();
  process.exit(0);
}

// Runs every program of the catalogue on SQLAlchemy itself and keeps text and run in .cache/programs/: what the page
// of each shows before anybody downloads Python. Done again only when what they depend on has changed.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import { runProgram } from '@/lib/engine/run/run-program';
import { fileOf, type RecordedProgram } from '@/lib/programs/program';
import { PROGRAMS } from '@/lib/programs/programs';
import { pythonArchives } from './sqlalchemy/archives';
import { openPython } from './sqlalchemy/node-python';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CACHE = path.join(ROOT, '.cache', 'programs');
const TEXTS = path.join(ROOT, 'lib', 'programs', 'python');
const SOURCES = ['lib/programs', 'lib/sqlalchemy', 'lib/database', 'lib/engine', 'lib/trace', 'scripts/sqlalchemy'];

export async function recordPrograms(): Promise<void> {
  const found = await pythonArchives();
  const key = await keyOf('absent' in found ? found.absent : '');
  const kept = await readFile(path.join(CACHE, 'key'), 'utf8').catch(() => null);
  if (kept === key) return;
  await rm(CACHE, { recursive: true, force: true });
  await mkdir(CACHE, { recursive: true });
  const database = await openDatabase();
  try {
    for (const [id, recorded] of await recordAll(database)) {
      await writeFile(path.join(CACHE, `${id}.json`), JSON.stringify(recorded));
    }
  } finally {
    await database.close();
  }
  await writeFile(path.join(CACHE, 'key'), key);
}

async function recordAll(database: Database): Promise<ReadonlyMap<string, RecordedProgram>> {
  const opened = await openPython(database, () => {});
  const recorded = new Map<string, RecordedProgram>();
  for (const { id } of PROGRAMS) {
    const file = fileOf({ id });
    const source = await readFile(path.join(TEXTS, file), 'utf8');
    recorded.set(
      id,
      'absent' in opened
        ? { source, absent: opened.absent }
        : { source, run: runProgram(database, opened.python, source, file) },
    );
  }
  return recorded;
}

/** A hash of all that decides a run: our sources, and the versions of PGlite and Pyodide. */
async function keyOf(absent: string): Promise<string> {
  const hash = createHash('sha256').update(absent);
  hash.update(await readFile(path.join(ROOT, 'package-lock.json')));
  for (const folder of SOURCES) {
    const files = await readdir(path.join(ROOT, folder), { recursive: true, withFileTypes: true });
    const names = files.filter((each) => each.isFile()).map((each) => path.join(each.parentPath, each.name));
    for (const name of names.sort()) hash.update(name.slice(ROOT.length)).update(await readFile(name));
  }
  return hash.digest('hex');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await recordPrograms();
  process.exit(0);
}

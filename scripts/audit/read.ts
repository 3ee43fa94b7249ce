// The texts that are to be audited, from files, folders and archives.
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Files } from '@/lib/yours/files';
import { isArchive, isTaken, textsIn, withoutCommonFolder } from '@/lib/yours/unpacked';

/** Folders that have nothing of the reader's own. */
const OTHERS = /^(?:\..*|__pycache__|node_modules|site-packages|venv|env)$/;

export interface ReadFiles {
  /** Texts by the path that Python imports them by. */
  readonly files: Files;
  /** Where each stands, from where the reader does. */
  readonly places: Readonly<Record<string, string>>;
}

/** Throws as Node does for what cannot be read. */
export async function readPaths(paths: readonly string[]): Promise<ReadFiles> {
  const found: Record<string, string> = {};
  const places: Record<string, string> = {};
  for (const each of paths) {
    const isFolder = (await stat(each)).isDirectory();
    // A package is imported by the name of its folder.
    const isPackage = isFolder && (await readdir(each)).includes('__init__.py');
    const base = isFolder && !isPackage ? each : path.dirname(path.resolve(each));
    for await (const file of isFolder ? filesBelow(each) : [each]) {
      const name = path.relative(base, path.resolve(file)).split(path.sep).join('/');
      const texts = await textsIn(name, await readFile(file));
      const here = isArchive(name) ? withoutCommonFolder(texts) : texts;
      for (const [inside, text] of Object.entries(here)) {
        found[inside] = text;
        const place = path.relative(process.cwd(), file).split(path.sep).join('/');
        places[inside] = isArchive(name) ? `${place}/${inside}` : place;
      }
    }
  }
  return { files: found, places };
}

async function* filesBelow(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!OTHERS.test(entry.name)) yield* filesBelow(place);
    } else if (entry.isFile() && isTaken(entry.name)) yield place;
  }
}

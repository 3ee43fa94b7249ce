// Files that a reader drops: Python's and the SQL that makes their tables, alone or in a .zip.
import type { Draft } from '@/lib/yours/draft';
import { type Files, isPython } from '@/lib/yours/files';
import { LARGEST, textsIn, withoutCommonFolder } from '@/lib/yours/unpacked';

/**
 * The text with the files in it, or a sentence on why not. Python's take its place, the others beside the first; SQL comes
 * beside what is there.
 */
export async function withFiles(text: Draft, files: readonly File[]): Promise<Draft | string> {
  const found = await textsOf(files);
  if (typeof found === 'string') return found;
  if (!Object.keys(found).some(isPython)) return { ...text, modules: { ...text.modules, ...found } };
  const main = mainOf(found);
  const { [main]: source = '', ...modules } = found;
  return { ...text, filename: main, source, modules };
}

/** The texts in files, by path; or a sentence on why there are none. */
export async function textsOf(files: readonly File[]): Promise<Files | string> {
  try {
    const found: Record<string, string> = {};
    for (const file of files) Object.assign(found, await textsInFile(file));
    const names = Object.keys(found);
    if (names.length === 0) return 'There is nothing in it that can be run: .py or .sql files, or a .zip with some.';
    if (names.reduce((sum, name) => sum + (found[name]?.length ?? 0), 0) > LARGEST) {
      return 'That is more than a tab can run: two million characters in all.';
    }
    return names.some(isPython) ? withoutCommonFolder(found) : found;
  } catch (error) {
    return `The file cannot be read: ${error instanceof Error ? error.message : error}`;
  }
}

/** What was dropped, of folders all that is below them. To be asked while the event is there. */
export async function filesOf(transfer: DataTransfer): Promise<readonly File[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (!entries.some((entry) => entry.isDirectory)) return [...transfer.files];
  return (await Promise.all(entries.map(below))).flat();
}

async function below(entry: FileSystemEntry): Promise<readonly File[]> {
  if (!entry.isDirectory) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    Object.defineProperty(file, 'webkitRelativePath', { value: entry.fullPath.slice(1) });
    return [file];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: FileSystemEntry[] = [];
  // It answers some at a time, and at last none.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break;
    found.push(...some);
  }
  return (await Promise.all(found.map(below))).flat();
}

const textsInFile = async (file: File) =>
  textsIn(file.webkitRelativePath || file.name, new Uint8Array(await file.arrayBuffer()));

/** The file to run: what says so of itself, what deletes, or else the last. */
function mainOf(files: Files): string {
  const names = Object.keys(files).filter(isPython);
  const marks = [/--- the operation/, /__name__\s*==\s*['"]__main__/, /\.delete\(/, /\.commit\(/];
  const found = marks.flatMap((mark) => names.filter((name) => mark.test(files[name] ?? '')));
  return found[0] ?? names.at(-1) ?? 'program.py';
}

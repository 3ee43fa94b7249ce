// What is slow to make, kept on disk for the next time, in Node alone. A file or folder appears under its name only
// when it is whole; of several processes that make the same one, each writes aside, and all end with the same content.
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's own cache: all in it is made again when it is gone. */
export const CACHE = fileURLToPath(new URL('../../.cache', import.meta.url));

/** Sixteen hexadecimal digits of a SHA-256 over the parts; where one ends and the next begins counts, too. */
export function keyOf(parts: Iterable<string | Uint8Array>): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}\0`).update(part);
  return hash.digest('hex').slice(0, 16);
}

/** The path of a file whose name says what is in it; made when it is absent. Its time is that of its last use. */
export async function keptFile(file: string, make: () => Promise<Uint8Array>): Promise<string> {
  const now = new Date();
  if (await isKept(file)) await utimes(file, now, now);
  else await appear(file, async (unfinished) => writeFile(unfinished, await make()));
  return file;
}

/** The content of such a file, which begins with its hash: when it has changed since, that is said, and it is made anew. */
export async function keptBytes(file: string, make: () => Promise<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const read = async () => {
    const kept = await readFile(await keptFile(file, async () => sealed(await make())));
    const bytes = new Uint8Array(kept.subarray(SEAL));
    return sealOf(bytes).equals(kept.subarray(0, SEAL)) ? bytes : null;
  };
  const bytes = await read();
  if (bytes) return bytes;
  console.error(`${file} has changed since it was made: it is made anew.`);
  await rm(file, { force: true });
  const anew = await read();
  if (anew) return anew;
  throw new Error(`${file} does not stay as it was made.`);
}

/** Bytes of a SHA-256. */
const SEAL = 32;
const sealOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const sealed = (bytes: Uint8Array) => Buffer.concat([sealOf(bytes), bytes]);

/** The path of a folder whose name says what is in it; filled when it is absent. */
export async function keptFolder(folder: string, fill: (unfinished: string) => Promise<void>): Promise<string> {
  if (!(await isKept(folder))) await appear(folder, filled(fill));
  return folder;
}

/** Fills such a folder anew; the old one stays until it is full. */
export function refilledFolder(folder: string, fill: (unfinished: string) => Promise<void>): Promise<void> {
  return appear(folder, async (unfinished) => {
    await filled(fill)(unfinished);
    await rm(folder, { recursive: true, force: true });
  });
}

/** A folder whose name stays: it is filled anew when the key that stands in it is another one. */
export async function keptUnderKey(
  folder: string,
  key: string,
  fill: (unfinished: string) => Promise<void>,
): Promise<void> {
  const mark = path.join(folder, 'key');
  if ((await readFile(mark, 'utf8').catch(() => null)) === key) return;
  await refilledFolder(folder, async (unfinished) => {
    await fill(unfinished);
    await writeFile(path.join(unfinished, 'key'), key);
  });
}

/** Whether a file or folder is there, whole. */
export function isKept(target: string): Promise<boolean> {
  return stat(target).then(
    () => true,
    () => false,
  );
}

/** Removes what else is in a folder, what killed processes left unfinished included. */
export async function keepOnly(folder: string, names: readonly string[]): Promise<void> {
  for (const name of await entriesOf(folder)) {
    if (!names.includes(name)) await rm(path.join(folder, name), { recursive: true, force: true });
  }
}

/** Removes the files that nobody has used for so many milliseconds. */
export async function dropUnused(folder: string, milliseconds: number): Promise<void> {
  for (const name of await entriesOf(folder)) {
    const file = path.join(folder, name);
    const used = await stat(file).catch(() => null);
    if (used && used.mtimeMs < Date.now() - milliseconds) await rm(file, { force: true });
  }
}

const entriesOf = (folder: string) => readdir(folder).catch(() => []);

function filled(fill: (unfinished: string) => Promise<void>) {
  return async (unfinished: string) => {
    await mkdir(unfinished);
    await fill(unfinished);
  };
}

async function appear(target: string, write: (unfinished: string) => Promise<void>): Promise<void> {
  const unfinished = `${target}.${randomUUID()}`;
  await mkdir(path.dirname(target), { recursive: true });
  try {
    await write(unfinished);
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // No folder takes the place of one that another process has filled meanwhile.
    const { code } = error as NodeJS.ErrnoException;
    if ((code === 'ENOTEMPTY' || code === 'EEXIST') && (await isKept(target))) return;
    throw error;
  }
}

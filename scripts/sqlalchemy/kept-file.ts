// Files that are slow to make, kept under .cache/sqlalchemy by what they are made of.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const CACHE = fileURLToPath(new URL('../../.cache/sqlalchemy/', import.meta.url));

/** The file of this name, which must say what is in it, or a new one. Appears under its name only when it is whole. */
export async function keptFile(
  name: string,
  make: () => Promise<Uint8Array<ArrayBuffer>>,
): Promise<Uint8Array<ArrayBuffer>> {
  const target = path.join(CACHE, name);
  const known = await readFile(target).catch(() => null);
  if (known) return new Uint8Array(known);
  const bytes = await make();
  await mkdir(CACHE, { recursive: true });
  const unfinished = `${target}.${process.pid}`;
  await writeFile(unfinished, bytes);
  await rename(unfinished, target);
  return bytes;
}

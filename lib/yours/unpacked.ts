// The texts in a file that a reader brings: Python's, the SQL that makes tables, or an archive with some.
import { decoded } from './decoded';
import { type Files, isPython, isSql } from './files';

/** So much text in all, in characters: more is no program for a tab. */
export const LARGEST = 2_000_000;

export const isTaken = (name: string): boolean => isPython(name) || isSql(name);
export const isArchive = (name: string): boolean => /\.(?:zip|whl)$/i.test(name);

/** None of what is neither. Throws, in a sentence, for a dump in pg_dump's own format. */
export async function textsIn(path: string, bytes: Uint8Array): Promise<Files> {
  if (isTaken(path)) return { [path]: decoded(bytes) };
  if (!isArchive(path)) return dumpIn(path, bytes);
  const { unzipSync } = await import('fflate');
  const entries = unzipSync(bytes, {
    filter: ({ name, originalSize }) => isTaken(name) && !name.includes('__MACOSX') && originalSize < LARGEST,
  });
  return Object.fromEntries(Object.entries(entries).map(([name, each]) => [name, decoded(each)]));
}

/** A dump under another name than .sql. */
function dumpIn(path: string, bytes: Uint8Array): Files {
  const head = decoded(bytes.subarray(0, 200));
  if (head.startsWith('PGDMP')) {
    throw new Error(
      `${path} is in pg_dump’s own format. pg_dump --schema-only --format=plain writes SQL, and pg_restore --schema-only -f schema.sql ${path} makes it of this one`,
    );
  }
  return /^--\s*-- PostgreSQL database (?:cluster )?dump/.test(head) ? { [`${path}.sql`]: decoded(bytes) } : {};
}

/** A folder that was brought as a whole is where the program stands; a package is not, as others import it by its name. */
export function withoutCommonFolder(files: Files): Files {
  const names = Object.keys(files);
  const folder = names[0]?.match(/^[^/]+\//)?.[0];
  if (!folder || names.length < 2 || !names.every((name) => name.startsWith(folder))) return files;
  if (names.includes(`${folder}__init__.py`)) return files;
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [name.slice(folder.length), text]));
}

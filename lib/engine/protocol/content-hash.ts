// What a file of the engine is told by: the build writes it down, the worker checks it. XXH64, as it is quick on a
// phone and works on pages without https, where browsers have no hash of their own; it guards against accidents.
import xxhash, { type XXHash } from 'xxhash-wasm';

/** What the build knows of a file. */
export interface KnownFile {
  /** In bytes. */
  readonly size: number;
  /** XXH64 in hexadecimal digits. */
  readonly hash: string;
}

/** Files by their names. */
export type KnownFiles = Readonly<Record<string, KnownFile>>;

/** Checks content as it comes in. */
export type ContentHash = XXHash<bigint>;

export const contentHash = async (): Promise<ContentHash> => (await xxhash()).create64();

export const hashText = (hash: ContentHash): string => hash.digest().toString(16);

async function knownFile(bytes: Uint8Array): Promise<KnownFile> {
  return { size: bytes.length, hash: hashText((await contentHash()).update(bytes)) };
}

export async function knownFiles(files: Iterable<readonly [name: string, bytes: Uint8Array]>): Promise<KnownFiles> {
  const known = [...files].map(async ([name, bytes]) => [name, await knownFile(bytes)] as const);
  return Object.fromEntries(await Promise.all(known));
}

// Precompresses the export, brotli and gzip beside each file, so that a static host sends the smaller one.
import { copyFile, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { CACHE, dropUnused, keptFile, keyOf } from '@/lib/kept/kept';

const COMPRESSIBLE = /\.(html|js|mjs|css|svg|json|txt|wasm|data|tar|py|zip|bin)$/;
const MINIMUM = 1024;
/** Brotli at its best takes seconds for the large WebAssembly files, so results are kept by content. */
const COMPRESSED = join(CACHE, 'compressed');
/** What no build has used for so many milliseconds is dropped. */
const KEPT = 7 * 24 * 3600 * 1000;

/** The compressed bytes in the cache: a file to copy. */
function cached(bytes: Uint8Array, ending: string, compress: () => Promise<Buffer>): Promise<string> {
  return keptFile(join(COMPRESSED, keyOf([bytes]) + ending), compress);
}

function brotli(bytes: Uint8Array): Promise<string> {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: bytes.length > 2_000_000 ? 9 : 11,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return cached(bytes, '.br', () => promisify(brotliCompress)(bytes, { params }));
}

/** What really travels of a file when it is sent as brotli, in bytes. */
export async function brotliSize(bytes: Uint8Array): Promise<number> {
  return (await stat(await brotli(bytes))).size;
}

/** Writes FILE.br and FILE.gz for every compressible file below `folder`. */
export async function compressFolder(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true });
  for (const name of names.filter((each) => COMPRESSIBLE.test(each))) {
    const path = join(folder, name);
    if ((await stat(path)).size < MINIMUM) continue;
    const bytes = await readFile(path);
    const gzipped = cached(bytes, '.gz', () => promisify(gzip)(bytes, { level: 9 }));
    await copyFile(await brotli(bytes), `${path}.br`);
    await copyFile(await gzipped, `${path}.gz`);
  }
  await dropUnused(COMPRESSED, KEPT);
}

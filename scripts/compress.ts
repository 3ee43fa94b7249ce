// Precompresses the export, brotli and gzip beside each file, so that a static host sends the smaller one.
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const COMPRESSIBLE = /\.(html|js|mjs|css|svg|json|txt|wasm|data|tar|py|zip)$/;
const MINIMUM = 1024;
/** Brotli at its best takes seconds for the large WebAssembly files, so results are kept by content. */
const CACHE = new URL('../.cache/compressed/', import.meta.url).pathname;

async function cached(bytes: Buffer, ending: string, target: string, compress: () => Promise<Buffer>): Promise<void> {
  const entry = join(CACHE, createHash('sha256').update(bytes).digest('hex') + ending);
  try {
    await copyFile(entry, target);
  } catch {
    const packed = await compress();
    await mkdir(CACHE, { recursive: true });
    await writeFile(entry, packed);
    await writeFile(target, packed);
  }
}

/** Writes FILE.br and FILE.gz for every compressible file below `folder`. */
export async function compressFolder(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true });
  for (const name of names.filter((each) => COMPRESSIBLE.test(each))) {
    const path = join(folder, name);
    if ((await stat(path)).size < MINIMUM) continue;
    const bytes = await readFile(path);
    await Promise.all([
      cached(bytes, '.br', `${path}.br`, () =>
        promisify(brotliCompress)(bytes, {
          params: {
            [constants.BROTLI_PARAM_QUALITY]: bytes.length > 2_000_000 ? 9 : 11,
            [constants.BROTLI_PARAM_LGWIN]: 24,
            [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
          },
        }),
      ),
      cached(bytes, '.gz', `${path}.gz`, () => promisify(gzip)(bytes, { level: 9 })),
    ]);
  }
}

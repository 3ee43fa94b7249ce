// A small site for the benchmark in the browser: its page, the engine, and a plain PGlite beside them, all
// precompressed alike.
import { copyFile, cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import sirv from 'sirv';
import { pgliteFile } from '@/lib/database/node-database';
import { buildAssets } from '@/scripts/assets';
import { NODE_MODULES } from '@/scripts/assets/worker-bundle';
import { compressFolder } from '@/scripts/compress';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SITE = path.join(ROOT, '.cache', 'bench');

/** Builds the site; resolves to the engine's folder in it, for example "/engine/0f3a…/". */
export async function buildSite(): Promise<string> {
  await rm(SITE, { recursive: true, force: true });
  await mkdir(SITE, { recursive: true });
  const engine = (await buildAssets()).path;
  await cp(path.join(ROOT, 'public', engine), path.join(SITE, engine), { recursive: true });
  for (const name of ['pglite.wasm', 'pglite.data', 'initdb.wasm'])
    await copyFile(pgliteFile(name), path.join(SITE, name));
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['tests/bench/page.ts', 'tests/bench/plain.worker.ts'],
    outdir: SITE,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    external: NODE_MODULES,
    logLevel: 'warning',
  });
  await writeFile(
    path.join(SITE, 'index.html'),
    '<!doctype html><title>Benchmark</title><script type="module" src="/page.js"></script>',
  );
  await compressFolder(SITE);
  return engine;
}

/** Serves a folder on loopback, below a base path. `cache` is whether the browser may keep the files. */
export async function serveFolder(
  folder: string,
  cache: boolean,
  basePath = '',
): Promise<{ address: string; close: () => void }> {
  const control = cache ? 'public, max-age=31536000, immutable' : 'no-store';
  const files = sirv(folder, {
    brotli: true,
    gzip: true,
    setHeaders: (response) => response.setHeader('cache-control', control),
  });
  const server = createServer((request, response) => {
    request.url = (request.url ?? '/').slice(basePath.length) || '/';
    files(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}${basePath}/`,
    close: () => server.close(),
  };
}

export const serveSite = (cache: boolean) => serveFolder(SITE, cache);

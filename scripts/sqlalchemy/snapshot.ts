// The memory of a Python that has SQLAlchemy imported, taken in Chromium, which is where it will be used: Pyodide in
// Node makes another one. Taken anew when anything that it is made of has changed; only a verified one is kept.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { build } from 'esbuild';
import { SNAPSHOT_FILE } from '@/lib/sqlalchemy/python-snapshot';
import { NODE_MODULES } from '../assets/worker-bundle';
import { CHROMIUM_ARGUMENTS, findChromium } from '../chromium';
import type { SnapshotRequest } from './snapshot.worker';

const CACHE = fileURLToPath(new URL('../../.cache/sqlalchemy/snapshot', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What decides, beside the files, over what is in the memory. */
const SOURCES = [
  'lib/sqlalchemy/bridge/python.ts',
  'lib/sqlalchemy/python-engine.ts',
  'lib/sqlalchemy/python-snapshot.ts',
  'scripts/sqlalchemy/snapshot.worker.ts',
];
const WORKER = fileURLToPath(new URL('snapshot.worker.ts', import.meta.url));
const PATIENCE = 180_000;

type Files = ReadonlyMap<string, Uint8Array>;

/** The snapshot, or one sentence for the log on why there is none. */
export async function pythonSnapshot(python: Files, engine: Files): Promise<Uint8Array | { readonly none: string }> {
  const hash = createHash('sha256');
  for (const [name, bytes] of python) hash.update(`${name}\0`).update(bytes);
  hash.update(engine.get('pglite.wasm') ?? ''); // the answer to the connection's first question is in the memory
  for (const source of SOURCES) hash.update(await readFile(path.join(ROOT, source)));
  const target = path.join(CACHE, hash.digest('hex').slice(0, 16));
  const known = await readFile(target).catch(() => null);
  if (known) return new Uint8Array(known);
  const executablePath = findChromium();
  if (!executablePath) return { none: 'there is no Chromium here to take one in' };
  try {
    const snapshot = await take(executablePath, python, engine, await bundle());
    await keep(target, snapshot);
    return snapshot;
  } catch (error) {
    return { none: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
  }
}

async function bundle(): Promise<Files> {
  const { outputFiles } = await build({
    entryPoints: { worker: WORKER },
    outdir: '/',
    write: false,
    ...{ bundle: true, splitting: true, format: 'esm', target: 'es2022', minify: true, external: NODE_MODULES },
  });
  return new Map(outputFiles.map((file) => [path.basename(file.path), file.contents]));
}

async function take(executablePath: string, python: Files, engine: Files, worker: Files): Promise<Uint8Array> {
  const files = new Map<string, Uint8Array>([['/', new TextEncoder().encode('<!doctype html>')]]);
  for (const [folder, content] of Object.entries({ python, engine, worker })) {
    for (const [name, bytes] of content) files.set(`/${folder}/${name}`, bytes);
  }
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGUMENTS });
  const { address, close } = await serve(files);
  try {
    const page = await browser.newPage();
    await page.goto(address);
    for (const task of ['make', 'verify'] as const) {
      const present = [...files].filter(([name]) => name.startsWith('/python/'));
      const request: SnapshotRequest = {
        ...{ task, engine: `${address}/engine/`, python: `${address}/python/` },
        sizes: Object.fromEntries(present.map(([name, bytes]) => [path.basename(name), bytes.length])),
      };
      const failed = await page.evaluate(
        ([data, patience]) =>
          new Promise<string | null>((resolve) => {
            const worker = new Worker('/worker/worker.js', { type: 'module' });
            worker.onmessage = (event) => resolve(event.data);
            worker.onerror = (event) => resolve(event.message || 'the worker did not start');
            setTimeout(() => resolve('Chromium took too long'), patience);
            worker.postMessage(data);
          }),
        [request, PATIENCE] as const,
      );
      if (failed !== null) throw new Error(failed);
    }
    const snapshot = files.get(`/python/${SNAPSHOT_FILE}`);
    if (!snapshot) throw new Error('Chromium handed over no snapshot');
    return snapshot;
  } finally {
    await browser.close();
    close();
  }
}

/** Files from memory, and into it by PUT. */
async function serve(
  files: Map<string, Uint8Array>,
): Promise<{ readonly address: string; readonly close: () => void }> {
  const server = createServer(async (request, response) => {
    const name = request.url ?? '/';
    if (request.method === 'PUT') {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      files.set(name, Buffer.concat(chunks));
      response.writeHead(204).end();
      return;
    }
    const body = files.get(name);
    response.writeHead(body ? 200 : 404, { 'content-type': typeOf(name) }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  if (!bound || typeof bound === 'string') throw new Error('The server has no port');
  return { address: `http://127.0.0.1:${bound.port}`, close: () => server.close() };
}

function typeOf(name: string): string {
  if (name === '/') return 'text/html';
  if (name.endsWith('.wasm')) return 'application/wasm';
  return /\.m?js$/.test(name) ? 'text/javascript' : 'application/octet-stream';
}

/** Older ones go: each is tens of megabytes. */
async function keep(target: string, snapshot: Uint8Array): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const unfinished = `${target}.${process.pid}`;
  await writeFile(unfinished, snapshot);
  await rename(unfinished, target);
  for (const name of await readdir(CACHE)) {
    if (path.join(CACHE, name) !== target) await rm(path.join(CACHE, name), { force: true });
  }
}

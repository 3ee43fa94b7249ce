// The memory of a Python that has SQLAlchemy imported, taken in Chromium, which is where it will be used: Pyodide in
// Node makes another one. Taken anew when anything that it is made of has changed; only a verified one is kept.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { build, type Metafile } from 'esbuild';
import { knownFiles } from '@/lib/engine/protocol/content-hash';
import { DOWNLOAD_WORKER_FILE } from '@/lib/engine/protocol/worker-files';
import { CACHE, keepOnly, keptBytes, keyOf } from '@/lib/kept/kept';
import { SNAPSHOT_FILE } from '@/lib/sqlalchemy/python-snapshot';
import { SERIES, type Series } from '@/lib/versions';
import { NODE_MODULES } from '../assets/worker-bundle';
import { CHROMIUM_ARGUMENTS, findChromium } from '../chromium';
import type { SnapshotRequest } from './snapshot.worker';

const FOLDER = path.join(CACHE, 'sqlalchemy', 'snapshot');
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PATIENCE = 180_000;

type Files = ReadonlyMap<string, Uint8Array>;

/** The snapshot of a series, or one sentence for the log on why there is none. */
export async function pythonSnapshot(
  series: Series,
  python: Files,
  engine: Files,
): Promise<Uint8Array<ArrayBuffer> | { readonly none: string }> {
  const { worker, inputs } = await bundle();
  const sources = await Promise.all(reachingPython(inputs).map((file) => readFile(path.join(ROOT, file))));
  // Of PostgreSQL the answer to the connection's first question is in the memory.
  const name = `memory-${keyOf([...[...python].flat(), ...sources, engine.get('pglite.wasm') ?? ''])}`;
  try {
    const folder = path.join(FOLDER, series);
    const snapshot = await keptBytes(path.join(folder, name), () => taken(series, python, engine, worker));
    // each is tens of megabytes
    await keepOnly(folder, [name]);
    await keepOnly(FOLDER, SERIES);
    return snapshot;
  } catch (error) {
    return { none: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
  }
}

function taken(series: Series, python: Files, engine: Files, worker: Files): Promise<Uint8Array> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('there is no Chromium here to take one in');
  return take(executablePath, series, python, engine, worker);
}

/** Of the worker's sources those of lib/sqlalchemy and those that import from it: no other reaches Python's memory. */
function reachingPython(inputs: Metafile['inputs']): readonly string[] {
  const within = (file: string) => file.startsWith('lib/sqlalchemy/');
  const reaching = Object.entries(inputs).filter(
    ([file, { imports }]) => within(file) || imports.some((each) => within(each.path)),
  );
  return reaching.map(([file]) => file).sort();
}

async function bundle(): Promise<{ readonly worker: Files; readonly inputs: Metafile['inputs'] }> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: {
      worker: 'scripts/sqlalchemy/snapshot.worker.ts',
      [path.basename(DOWNLOAD_WORKER_FILE, '.js')]: 'lib/engine/worker/download.worker.ts',
    },
    outdir: '/',
    write: false,
    metafile: true,
    ...{ bundle: true, splitting: true, format: 'esm', target: 'es2022', minify: true, external: NODE_MODULES },
  });
  const worker = new Map(outputFiles.map((file) => [path.basename(file.path), file.contents]));
  return { worker, inputs: metafile.inputs };
}

async function take(
  executablePath: string,
  series: Series,
  python: Files,
  engine: Files,
  worker: Files,
): Promise<Uint8Array> {
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
        ...{ task, series, engine: `${address}/engine/`, python: `${address}/python/` },
        files: await knownFiles(present.map(([name, bytes]) => [path.basename(name), bytes] as const)),
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

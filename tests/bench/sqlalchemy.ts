// SQLAlchemy in Chromium, of the default series: from a click to its first ORM statement, and a large run, beside the plain way and the model.
import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';
import { chromium } from '@playwright/test';
import { build } from 'esbuild';
import { choosePython } from '@/lib/engine/page/python-choice';
import { SNAPSHOT_FILE } from '@/lib/sqlalchemy/python-snapshot';
import { buildAssets } from '@/scripts/assets';
import { NODE_MODULES } from '@/scripts/assets/worker-bundle';
import { CHROMIUM_ARGUMENTS, ensureChromium } from '@/scripts/chromium';
import { verifiedModules } from '@/scripts/sqlalchemy/archives';
import { buildSqlalchemyAssets } from '@/scripts/sqlalchemy/assets';
import { median, round } from './numbers';
import type { FirstStatementRequest, FirstStatementTimes } from './sqlalchemy.worker';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SCRATCH = path.join(ROOT, '.cache/sqlalchemy/bench');
const STARTS = 5;
const POSTS = 2000;
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
  '.html': 'text/html',
};

async function sourceArchive(site: string): Promise<void> {
  const own = ['lib/sqlalchemy/bridge/python', 'lib/sqlalchemy/python'].map((each) => path.join(ROOT, each));
  const from = [site, ...own].flatMap((each) => ['-C', each, '.']);
  await promisify(execFile)('tar', ['czf', path.join(SCRATCH, 'source.tar.gz'), '--exclude=*.dist-info', ...from]);
}

/** Everything below public/ and the scratch folder, compressed once, never cached by the browser. */
async function serve(): Promise<{ readonly address: string; readonly close: () => void }> {
  const files = new Map<string, Promise<Buffer>>();
  const compressed = (url: string) => {
    const file = path.join(url.startsWith('/bench/') ? path.dirname(SCRATCH) : path.join(ROOT, 'public'), url);
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
    return readFile(file).then((bytes) => brotliCompressSync(bytes, quality));
  };
  const server = createServer(async ({ url = '/' }, response) => {
    if (!files.has(url))
      files.set(url, url === '/' ? Promise.resolve(brotliCompressSync('<!doctype html>')) : compressed(url));
    const body = await files.get(url)?.catch(() => null);
    if (!body) return response.writeHead(404).end();
    const type = TYPES[path.extname(url)] ?? (url === '/' ? 'text/html' : 'application/octet-stream');
    return response
      .writeHead(200, { 'content-type': type, 'content-encoding': 'br', 'cache-control': 'no-store' })
      .end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('The server has no port');
  return { address: `http://127.0.0.1:${address.port}`, close: () => server.close() };
}

type Way = FirstStatementRequest['way'];

interface SqlalchemyMeasurement {
  /** Milliseconds from the click until the first ORM statement is answered, with PGlite up and nothing cached. */
  readonly firstStatement: Readonly<Record<Way, number>>;
  readonly ratios: { readonly snapshot: number; readonly archives: number };
  /** Milliseconds of a whole run with passive_deletes=False. */
  readonly large: {
    readonly posts: number;
    readonly sqlalchemy: number;
    readonly model: number;
    readonly ratio: number;
  };
}

/** Null where there is no SQLAlchemy, or no snapshot. */
export async function measureSqlalchemy(): Promise<SqlalchemyMeasurement | null> {
  const executablePath = ensureChromium();
  const carried = choosePython(await buildSqlalchemyAssets());
  if ('absent' in carried) return null;
  const { series, files } = carried;
  const site = await verifiedModules(series);
  if ('absent' in site || !(`${series}/${SNAPSHOT_FILE}` in files.sizes)) return null;
  const engine = await buildAssets();
  await mkdir(SCRATCH, { recursive: true });
  await sourceArchive(site.folder);
  const library = createRequire(import.meta.url).resolve('pyodide/python_stdlib.zip');
  await copyFile(library, path.join(SCRATCH, 'python_stdlib.zip'));
  await build({
    entryPoints: { worker: path.join(ROOT, 'tests/bench/sqlalchemy.worker.ts') },
    outdir: SCRATCH,
    ...{ bundle: true, splitting: true, format: 'esm', target: 'es2022', minify: true, external: [...NODE_MODULES] },
  });
  const { address, close } = await serve();
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGUMENTS });
  const { [`${series}/${SNAPSHOT_FILE}`]: _, ...archives } = files.sizes;
  const measure = async (way: Way): Promise<FirstStatementTimes> => {
    const page = await browser.newPage();
    await page.goto(address);
    const request: FirstStatementRequest = {
      way,
      engine: `${address}${engine.path}`,
      python: `${address}${files.path}`,
      sizes: way === 'snapshot' ? files.sizes : archives,
      source: `${address}/bench/source.tar.gz`,
      library: `${address}/bench/python_stdlib.zip`,
      posts: POSTS,
    };
    const answer = await page.evaluate(
      (data) =>
        new Promise<FirstStatementTimes | { readonly error: string }>((resolve) => {
          const worker = new Worker('/bench/worker.js', { type: 'module' });
          worker.onmessage = (event) => resolve(event.data);
          worker.onerror = (event) => resolve({ error: event.message });
          worker.postMessage(data);
        }),
      request,
    );
    await page.close();
    if ('error' in answer) throw new Error(answer.error);
    return answer;
  };
  const runs = { plain: [], archives: [], snapshot: [] } as Record<Way, FirstStatementTimes[]>;
  const ways = ['plain', 'archives', 'snapshot'] as const;
  for (const way of ways) await measure(way); // warms the server's compression up
  for (let start = 0; start < STARTS; start++) for (const way of ways) runs[way].push(await measure(way));
  await browser.close();
  close();

  const of = (way: Way, field: keyof FirstStatementTimes) => median(runs[way].map((each) => each[field]));
  const [plain, fromArchives, snapshot] = ways.map((way) => of(way, 'answered')) as [number, number, number];
  const [sqlalchemy, model] = [of('snapshot', 'sqlalchemy'), of('snapshot', 'model')];
  return {
    firstStatement: { plain: round(plain), archives: round(fromArchives), snapshot: round(snapshot) },
    ratios: { archives: round(fromArchives / plain), snapshot: round(snapshot / plain) },
    large: { posts: POSTS, sqlalchemy: round(sqlalchemy), model: round(model), ratio: round(sqlalchemy / model) },
  };
}

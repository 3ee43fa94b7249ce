// `npx tsx tests/bench/sqlalchemy.ts`: SQLAlchemy in Chromium, from a click to its first ORM statement, and a large run.
import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';
import { chromium } from '@playwright/test';
import { build } from 'esbuild';
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

const site = await verifiedModules();
const manifest = await buildSqlalchemyAssets();
if (typeof site !== 'string' || 'absent' in manifest) throw new Error('No SQLAlchemy on this machine');
const engine = await buildAssets();
await mkdir(SCRATCH, { recursive: true });
await sourceArchive(site);
await build({
  entryPoints: { worker: path.join(ROOT, 'tests/bench/sqlalchemy.worker.ts') },
  outdir: SCRATCH,
  ...{ bundle: true, splitting: true, format: 'esm', target: 'es2022', minify: true, external: [...NODE_MODULES] },
});
const { address, close } = await serve();
const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_ARGUMENTS });

async function measure(way: FirstStatementRequest['way']): Promise<FirstStatementTimes> {
  const page = await browser.newPage();
  await page.goto(address);
  const request: FirstStatementRequest = {
    way,
    engine: `${address}${engine.path}`,
    python: `${address}${'path' in manifest ? manifest.path : ''}`,
    sizes: 'sizes' in manifest ? manifest.sizes : {},
    source: `${address}/bench/source.tar.gz`,
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
}

await measure('plain'); // warms the server's compression up
await measure('archives');
const runs = { plain: [] as FirstStatementTimes[], archives: [] as FirstStatementTimes[] };
for (let start = 0; start < STARTS; start++)
  for (const way of ['plain', 'archives'] as const) runs[way].push(await measure(way));
await browser.close();
close();

const of = (way: keyof typeof runs, field: keyof FirstStatementTimes) =>
  round(median(runs[way].map((each) => each[field])));
console.log(
  JSON.stringify({
    firstStatement: { plain: of('plain', 'answered'), archives: of('archives', 'answered') },
    ratio: round(of('archives', 'answered') / of('plain', 'answered')),
    large: { posts: POSTS, sqlalchemy: of('archives', 'sqlalchemy'), model: of('archives', 'model') },
  }),
);

// SQLAlchemy in Chromium, of the default series: from a click to its first ORM statement, and a large run, beside the plain way and the model.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';
import { choosePython } from '@/lib/engine/page/python-choice';
import { DOWNLOAD_WORKER_FILE } from '@/lib/engine/protocol/worker-files';
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
};

async function sourceArchive(site: string): Promise<void> {
  const own = ['lib/sqlalchemy/bridge/python', 'lib/sqlalchemy/python'].map((each) => path.join(ROOT, each));
  const from = [site, ...own].flatMap((each) => ['-C', each, '.']);
  await promisify(execFile)('tar', ['czf', path.join(SCRATCH, 'source.tar.gz'), '--exclude=*.dist-info', ...from]);
}

/** It asks what to measure, answers, and begins anew. */
const PAGE = `<!doctype html><script type="module">
  const request = await (await fetch('/request')).json();
  const worker = new Worker('/bench/worker.js', { type: 'module' });
  const answer = await new Promise((resolve) => {
    worker.onmessage = (event) => resolve(event.data);
    worker.onerror = (event) => resolve({ error: event.message });
    worker.postMessage(request);
  });
  await fetch('/answer', { method: 'POST', body: JSON.stringify(answer) });
  location.reload();
</script>`;

type Answer = FirstStatementTimes | { readonly error: string };

/** A page that measures what it is given, and everything below public/ and the scratch folder for it. */
class Laboratory {
  readonly #files = new Map<string, Promise<Buffer>>();
  readonly #server = createServer((request, response) => this.#serve(request, response));
  #asking: ServerResponse | null = null;
  #next: { readonly request: FirstStatementRequest; readonly answered: (answer: Answer) => void } | null = null;

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    if (!address || typeof address === 'string') throw new Error('The server has no port');
    return `http://127.0.0.1:${address.port}`;
  }

  measure(request: FirstStatementRequest): Promise<Answer> {
    return new Promise((answered) => {
      this.#next = { request, answered };
      this.#handOver();
    });
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #handOver(): void {
    if (!this.#asking || !this.#next) return;
    this.#asking.end(JSON.stringify(this.#next.request));
    this.#asking = null;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { url = '/' } = request;
    if (url === '/') response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
    else if (url === '/request') {
      this.#asking = response;
      this.#handOver();
    } else if (url === '/answer') {
      const answer: Answer = JSON.parse(await text(request));
      response.end();
      const { answered } = this.#next ?? {};
      this.#next = null;
      answered?.(answer);
    } else await this.#file(url, response);
  }

  /** Compressed once, never cached by the browser. */
  async #file(url: string, response: ServerResponse): Promise<void> {
    if (!this.#files.has(url)) this.#files.set(url, compressed(url));
    const body = await this.#files.get(url)?.catch(() => null);
    if (!body) return void response.writeHead(404).end();
    const type = TYPES[path.extname(url)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'content-encoding': 'br', 'cache-control': 'no-store' }).end(body);
  }
}

async function compressed(url: string): Promise<Buffer> {
  const file = path.join(url.startsWith('/bench/') ? path.dirname(SCRATCH) : path.join(ROOT, 'public'), url);
  return brotliCompressSync(await readFile(file), { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
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
  if ('absent' in site || !(`${series}/${SNAPSHOT_FILE}` in files.files)) return null;
  const engine = await buildAssets();
  await mkdir(SCRATCH, { recursive: true });
  await sourceArchive(site.folder);
  const library = createRequire(import.meta.url).resolve('pyodide/python_stdlib.zip');
  await copyFile(library, path.join(SCRATCH, 'python_stdlib.zip'));
  await build({
    entryPoints: {
      worker: path.join(ROOT, 'tests/bench/sqlalchemy.worker.ts'),
      [path.basename(DOWNLOAD_WORKER_FILE, '.js')]: path.join(ROOT, 'lib/engine/worker/download.worker.ts'),
    },
    outdir: SCRATCH,
    ...{ bundle: true, splitting: true, format: 'esm', target: 'es2022', minify: true, external: [...NODE_MODULES] },
  });
  const laboratory = new Laboratory();
  const address = await laboratory.open();
  // No developer tools are attached, as Playwright's are: they would keep a copy of all that arrives.
  const profile = await mkdtemp(path.join(tmpdir(), 'bench-'));
  const browser = spawn(executablePath, [...CHROMIUM_ARGUMENTS, '--headless', `--user-data-dir=${profile}`, address], {
    stdio: 'ignore',
  });
  const { [`${series}/${SNAPSHOT_FILE}`]: _, ...archives } = files.files;
  const measure = async (way: Way): Promise<FirstStatementTimes> => {
    const answer = await laboratory.measure({
      way,
      engine: `${address}${engine.path}`,
      python: `${address}${files.path}`,
      files: way === 'snapshot' ? files.files : archives,
      source: `${address}/bench/source.tar.gz`,
      library: `${address}/bench/python_stdlib.zip`,
      posts: POSTS,
    });
    if ('error' in answer) throw new Error(answer.error);
    return answer;
  };
  const runs = { plain: [], archives: [], snapshot: [] } as Record<Way, FirstStatementTimes[]>;
  const ways = ['plain', 'archives', 'snapshot'] as const;
  for (const way of ways) await measure(way); // warms the server's compression up
  for (let start = 0; start < STARTS; start++) for (const way of ways) runs[way].push(await measure(way));
  laboratory.close();
  const ended = once(browser, 'exit');
  browser.kill();
  await ended;
  await rm(profile, { recursive: true, force: true });

  const of = (way: Way, field: keyof FirstStatementTimes) => median(runs[way].map((each) => each[field]));
  const [plain, fromArchives, snapshot] = ways.map((way) => of(way, 'answered')) as [number, number, number];
  const [sqlalchemy, model] = [of('snapshot', 'sqlalchemy'), of('snapshot', 'model')];
  return {
    firstStatement: { plain: round(plain), archives: round(fromArchives), snapshot: round(snapshot) },
    ratios: { archives: round(fromArchives / plain), snapshot: round(snapshot / plain) },
    large: { posts: POSTS, sqlalchemy: round(sqlalchemy), model: round(model), ratio: round(sqlalchemy / model) },
  };
}

// A static server for the export: right types, precompressed brotli or gzip, any base path. Loopback only.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import sirv from 'sirv';

const OUT = fileURLToPath(new URL('../out', import.meta.url));
const TRIES = 20;

/** Serves out/ below `basePath` on the first free port from `port` on; resolves to the address. */
export async function serve(port: number, basePath: string): Promise<{ address: string; close: () => void }> {
  const files = sirv(OUT, { brotli: true, gzip: true, etag: true, setHeaders: keepHashed });
  const server = createServer((request, response) => {
    const url = request.url ?? '/';
    if (basePath && url !== basePath && !url.startsWith(`${basePath}/`)) {
      response.writeHead(302, { location: `${basePath}/` }).end();
      return;
    }
    request.url = url.slice(basePath.length) || '/';
    files(request, response, () => {
      // As static hosts do.
      const page = readFile(new URL('../out/404.html', import.meta.url)).catch(() => 'Not found');
      page.then((text) => response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' }).end(text));
    });
  });
  for (let candidate = port; candidate < port + TRIES; candidate++) {
    const taken = await new Promise<boolean>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) =>
        error.code === 'EADDRINUSE' ? resolve(true) : reject(error),
      );
      server.listen(candidate, '127.0.0.1', () => resolve(false));
    });
    if (!taken) return { address: `http://127.0.0.1:${candidate}${basePath}/`, close: () => server.close() };
  }
  throw new Error(`No free port between ${port} and ${port + TRIES - 1}; name another with --port.`);
}

/** Files whose names carry a hash of their content never change. */
function keepHashed(response: { setHeader: (name: string, value: string) => void }, pathname: string): void {
  const hashed = pathname.includes('/_next/static/') || /\/(?:engine|sqlalchemy)\/[0-9a-f]{8,}\//.test(pathname);
  response.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '4173' } } });
  const { address } = await serve(Number(values.port), process.env.BASE_PATH ?? '');
  console.log(`Cascade Lens is at ${address}`);
}

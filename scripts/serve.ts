// A static server for the export: right types, precompressed brotli or gzip, any base path. Loopback only.
import { readdir, readFile, realpath } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import sirv from 'sirv';
import { headersOf, readHeaders } from './headers';

const OUT = fileURLToPath(new URL('../out', import.meta.url));
const TRIES = 20;

/**
 * Serves a folder below `basePath` on the first free port from `port` on; resolves to the address. Links that lead out of
 * it are not there.
 */
export async function serve(
  port: number,
  basePath: string,
  folder = OUT,
): Promise<{ address: string; close: () => void }> {
  const leadOut = await linksOutOf(folder);
  const rules = await readHeaders(folder);
  const files = sirv(folder, { brotli: true, gzip: true, etag: true });
  const server = createServer((request, response) => {
    const url = request.url ?? '/';
    if (basePath && url !== basePath && !url.startsWith(`${basePath}/`)) {
      response.writeHead(302, { location: `${basePath}/` }).end();
      return;
    }
    request.url = url.slice(basePath.length) || '/';
    response.setHeader('cache-control', 'no-cache');
    for (const [name, value] of headersOf(rules, url)) response.setHeader(name, value);
    // A server may ignore that a part was asked for; sirv breaks on parts that are not there.
    delete request.headers.range;
    const missing = () => {
      // As static hosts do.
      const page = readFile(path.join(folder, '404.html')).catch(() => 'Not found');
      page.then((text) => response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' }).end(text));
    };
    const asked = pathOf(request.url);
    if (asked === null || leadOut.some((link) => asked === link || asked.startsWith(`${link}/`))) missing();
    else files(request, response, missing);
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

/** Null of an address that says none. */
function pathOf(url: string): string | null {
  try {
    return path.posix.normalize(decodeURIComponent(new URL(url, 'http://localhost').pathname));
  } catch {
    return null;
  }
}

/** As they are asked for. */
async function linksOutOf(folder: string): Promise<readonly string[]> {
  const whole = await realpath(folder).catch(() => folder);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const links = entries
    .filter((entry) => entry.isSymbolicLink())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const outside = await Promise.all(
    links.map(async (link) => !(await realpath(link).catch(() => '')).startsWith(`${whole}${path.sep}`)),
  );
  return links
    .filter((_, at) => outside[at])
    .map((link) => `/${path.relative(folder, link).replaceAll(path.sep, '/')}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '4173' } } });
  const { address } = await serve(Number(values.port), process.env.BASE_PATH ?? '');
  console.log(`Cascade Lens is at ${address}`);
}

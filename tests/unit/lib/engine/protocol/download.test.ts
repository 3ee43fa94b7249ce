import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { pgliteFile } from '@/lib/database/node-database';
import { Download, DownloadError } from '@/lib/engine/protocol/download';

let server: Server;
let base: URL;
const wasm = await readFile(pgliteFile('initdb.wasm'));

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/data') response.end(Buffer.alloc(300_000, 7));
    // A host that does not know the type: streaming compilation would refuse it.
    else if (request.url === '/initdb.wasm') response.setHeader('content-type', 'text/plain').end(wasm);
    else if (request.url === '/broken.wasm') response.end('not WebAssembly');
    else if (request.url === '/cut') {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('half', () => response.destroy());
    } else response.writeHead(404).end();
  });
  // A connection kept alive must not end between two tests on a busy machine.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  base = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});
afterAll(() => server.close());

test('the bytes of all files together are counted as they arrive, up to the last one', async () => {
  const reports: [number, number][] = [];
  const sizes = { data: 300_000, 'initdb.wasm': wasm.length };
  const download = new Download(base, sizes, (...report) => reports.push(report));
  const [data, module] = await Promise.all([download.bytes('data'), download.module('initdb.wasm')]);
  expect(data).toEqual(new Uint8Array(300_000).fill(7));
  expect(module).toBeInstanceOf(WebAssembly.Module);
  const total = 300_000 + wasm.length;
  expect(reports.at(-1)).toEqual([total, total]);
  expect(reports.map(([received]) => received)).toEqual(reports.map(([received]) => received).sort((a, b) => a - b));
});

test('what is fetched elsewhere counts with the rest', async () => {
  const reports: number[] = [];
  const download = new Download(base, { data: 300_000, far: 50 }, (received) => reports.push(received));
  const far = download.elsewhere('far', async (url, size, onBytes) => {
    onBytes(20);
    onBytes(size);
    return url.href;
  });
  expect(await far).toBe(`${base.href}far`);
  await download.bytes('data');
  expect(reports.at(-1)).toBe(300_050);
});

test('however many pieces arrive at once, the page hears of the first and of the last', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const reports: number[] = [];
  const download = new Download(base, { data: 300_000 }, (received) => reports.push(received));
  await download.bytes('data').finally(() => vi.useRealTimers());
  expect(reports).toHaveLength(2);
  expect(reports[0]).toBeLessThan(300_000);
  expect(reports[1]).toBe(300_000);
});

test('a missing file, a connection that breaks and a host that is gone are download errors', async () => {
  const download = (at: URL) => new Download(at, { missing: 1, cut: 1000 }, () => {});
  await expect(download(base).bytes('missing')).rejects.toThrow(new DownloadError('missing: HTTP status 404'));
  await expect(download(base).module('missing')).rejects.toThrow(DownloadError);
  await expect(download(base).bytes('cut')).rejects.toThrow(DownloadError);
  await expect(download(base).module('cut')).rejects.toThrow(DownloadError);
  await expect(download(new URL('http://127.0.0.1:1/')).bytes('cut')).rejects.toThrow(DownloadError);
});

test('a file that arrives but is no WebAssembly is not blamed on the connection', async () => {
  const download = new Download(base, { 'broken.wasm': 15 }, () => {});
  await expect(download.module('broken.wasm')).rejects.toThrow(WebAssembly.CompileError);
});

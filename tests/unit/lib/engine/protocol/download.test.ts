import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { pgliteFile } from '@/lib/database/node-database';
import { type KnownFile, knownFiles } from '@/lib/engine/protocol/content-hash';
import { Download, DownloadError, SILENCE, SilentDownload } from '@/lib/engine/protocol/download';

let server: Server;
let base: URL;
const wasm = await readFile(pgliteFile('initdb.wasm'));
const data = new Uint8Array(300_000).fill(7);
const flipped = (bytes: Uint8Array) => bytes.map((byte, at) => (at === bytes.length - 9 ? byte ^ 1 : byte));
const HTML = new TextEncoder().encode('<!doctype html><title>Sign in</title>');
/** What a spoiled cache gives; past it the whole file is to be had. */
const SPOILED: Readonly<Record<string, Uint8Array>> = {
  flipped: flipped(data),
  short: data.subarray(1),
  long: new Uint8Array([...data, 7]),
  html: HTML,
  empty: new Uint8Array(),
};
const FILES = await knownFiles([
  ['data', data],
  ['initdb.wasm', wasm],
  ['missing', data],
  ['cut', data],
  ['silent', data],
  ['broken.wasm', new TextEncoder().encode('not WebAssembly')],
  ['flipped.wasm', wasm],
  ['html.wasm', wasm],
  ...Object.keys(SPOILED).map((name) => [name, data] as const),
]);
const only = (...names: string[]) => Object.fromEntries(names.map((name) => [name, FILES[name] as KnownFile]));
const askedFor: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const name = (request.url ?? '').slice(1);
    const past = request.headers['cache-control'] === 'no-cache';
    askedFor.push(past ? `${name} anew` : name);
    if (name === 'data' || (name in SPOILED && past)) response.end(data);
    else if (name in SPOILED) response.end(SPOILED[name]);
    else if (name === 'flipped.wasm') response.end(past ? wasm : flipped(wasm));
    else if (name === 'html.wasm') response.end(past ? wasm : HTML);
    else if (name === 'silent') response.writeHead(200).write(data.subarray(0, 1000));
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
  const download = new Download(base, only('data', 'initdb.wasm'), (...report) => reports.push(report));
  const [bytes, module] = await Promise.all([download.bytes('data'), download.module('initdb.wasm')]);
  expect(bytes).toEqual(data);
  expect(module).toBeInstanceOf(WebAssembly.Module);
  const total = 300_000 + wasm.length;
  expect(reports.at(-1)).toEqual([total, total]);
  expect(reports.map(([received]) => received)).toEqual(reports.map(([received]) => received).sort((a, b) => a - b));
});

test('what is fetched elsewhere counts with the rest', async () => {
  const reports: number[] = [];
  const download = new Download(base, { ...only('data'), far: { size: 50, hash: '' } }, (received) =>
    reports.push(received),
  );
  const far = download.elsewhere('far', async (url, { size }, onBytes) => {
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
  const download = new Download(base, only('data'), (received) => reports.push(received));
  await download.bytes('data').finally(() => vi.useRealTimers());
  expect(reports).toHaveLength(2);
  expect(reports[0]).toBeLessThan(300_000);
  expect(reports[1]).toBe(300_000);
});

test('a missing file, a connection that breaks and a host that is gone are download errors', async () => {
  const download = (at: URL) => new Download(at, only('missing', 'cut'), () => {});
  await expect(download(base).bytes('missing')).rejects.toThrow(new DownloadError('missing: HTTP status 404'));
  await expect(download(base).module('missing')).rejects.toThrow(DownloadError);
  await expect(download(base).bytes('cut')).rejects.toThrow(DownloadError);
  await expect(download(base).module('cut')).rejects.toThrow(DownloadError);
  await expect(download(new URL('http://127.0.0.1:1/')).bytes('cut')).rejects.toThrow(DownloadError);
});

test('a file that arrives but is no WebAssembly is not blamed on the connection', async () => {
  const download = new Download(base, only('broken.wasm'), () => {});
  await expect(download.module('broken.wasm')).rejects.toThrow(WebAssembly.CompileError);
});

test.each(Object.keys(SPOILED))('a copy that is %s is fetched anew, past the cache, and counts once', async (name) => {
  askedFor.length = 0;
  const reports: number[] = [];
  const download = new Download(base, only(name), (received) => reports.push(received));
  expect(await download.bytes(name)).toEqual(data);
  expect(askedFor).toEqual([name, `${name} anew`]);
  expect(reports.at(-1)).toBe(data.length);
});

test.each(['flipped.wasm', 'html.wasm'])('of WebAssembly, too: %s', async (name) => {
  askedFor.length = 0;
  expect(await new Download(base, only(name), () => {}).module(name)).toBeInstanceOf(WebAssembly.Module);
  expect(askedFor).toEqual([name, `${name} anew`]);
});

test('a file that is damaged twice is a download error that names it', async () => {
  const download = new Download(base, { data: { size: 300_000, hash: 'another' } }, () => {});
  await expect(download.bytes('data')).rejects.toThrow('data has other content than the build gave it');
});

test('silence ends a download, also of what is fetched elsewhere, and says so; a file that came before it stays', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    const whole = new Download(base, only('data'), () => {});
    await whole.bytes('data');
    vi.advanceTimersByTime(1000 * SILENCE);
    expect(vi.getTimerCount()).toBe(0);
    const download = new Download(base, { ...only('silent'), far: { size: 50, hash: '' } }, () => {});
    const both = [download.bytes('silent'), download.elsewhere('far', () => new Promise(() => {}))];
    const ends = both.map((each) => expect(each).rejects.toThrow(SilentDownload));
    vi.advanceTimersByTime(1000 * SILENCE);
    await Promise.all(ends);
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test('with one file all are given up', async () => {
  const download = new Download(base, only('missing', 'silent'), () => {});
  const silent = expect(download.bytes('silent')).rejects.toThrow('missing: HTTP status 404');
  await expect(download.bytes('missing')).rejects.toThrow(DownloadError);
  await silent;
});

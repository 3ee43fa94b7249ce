import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { serve } from '@/scripts/serve';

const whole = mkdtempSync(path.join(tmpdir(), 'served-'));
const out = path.join(whole, 'out');
mkdirSync(path.join(out, 'inside'), { recursive: true });
mkdirSync(path.join(whole, 'private'));
writeFileSync(path.join(out, 'a.txt'), '0123456789');
writeFileSync(path.join(out, 'inside/b.txt'), 'b');
writeFileSync(path.join(out, '404.html'), 'nothing here');
writeFileSync(path.join(whole, 'private/key.txt'), 'secret');
symlinkSync(path.join(whole, 'private'), path.join(out, 'folder'));
symlinkSync(path.join(whole, 'private/key.txt'), path.join(out, 'file.txt'));
symlinkSync(path.join(out, 'inside'), path.join(out, 'own'));
const { address, close } = await serve(4591, '/base', out);
afterAll(() => {
  close();
  rmSync(whole, { recursive: true });
});

const get = async (name: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${address}${name}`, { headers });
  return [response.status, await response.text()];
};

test.each(['bytes=5-2', 'bytes=0-99', 'bytes=99-', 'bytes=-3', 'bytes=-', 'bytes=0-0,5-6', 'lines=1', 'bytes=a-b'])(
  'a part is not to be had, and asking for one ends nothing: %s',
  async (range) => {
    expect(await get('a.txt', { range })).toEqual([200, '0123456789']);
  },
);

test('links are followed inside of the folder and not out of it', async () => {
  expect(await get('own/b.txt')).toEqual([200, 'b']);
  for (const name of ['file.txt', 'folder/key.txt', 'folder%2fkey.txt', 'inside/..%2ffile.txt']) {
    expect(await get(name)).toEqual([404, 'nothing here']);
  }
});

test.each(['%', '%E0%A4%A', '//', '/base/%00', '/base/../../etc/passwd', 'nonsense'])(
  'an address that says nothing is answered: %s',
  async (asked) => {
    const { port } = new URL(address);
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(`GET ${asked} HTTP/1.0\r\n\r\n`));
      let text = '';
      socket.on('data', (bytes) => {
        text += bytes;
      });
      socket.on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 (302|400|404)/);
    expect(await get('a.txt')).toEqual([200, '0123456789']);
  },
);

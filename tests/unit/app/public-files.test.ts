// What the browser asks for beside the pages: the manifest, its pictures and the colours around the page.
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const ROOT = new URL('../../../', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, ROOT));
const manifest = JSON.parse(read('public/manifest.webmanifest').toString());

test('the colours around the page are the tokens of the page', () => {
  const [, light, dark] = /--paper: light-dark\((#\w+), (#\w+)\)/.exec(read('app/globals.css').toString()) ?? [];
  const layout = read('app/layout.tsx').toString();
  expect([...layout.matchAll(/scheme: \w+\)', color: '(#\w+)'/g)].map(([, colour]) => colour)).toEqual([light, dark]);
  expect([manifest.theme_color, manifest.background_color]).toEqual([light, light]);
});

test('every picture of the manifest is there, in the size that it says', () => {
  for (const { src, sizes } of manifest.icons) {
    const bytes = read(`public/${src}`);
    if (src.endsWith('.png')) expect(sizes).toBe(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`);
  }
  expect(manifest.icons.map(({ purpose }: { purpose?: string }) => purpose)).toContain('maskable');
});

test('the manifest works below any base path: it names nothing from the root', () => {
  for (const address of [manifest.start_url, manifest.scope, ...manifest.icons.map(({ src }: { src: string }) => src)])
    expect(address).not.toMatch(/^\/|:/);
});

test('what the layout links to is in public/, or a page', () => {
  const linked = [
    ...read('app/layout.tsx')
      .toString()
      .matchAll(/belowBase\('\/(.+?)'\)/g),
  ].map(([, path = '']) => path);
  expect(linked).toHaveLength(6);
  for (const path of linked) {
    // A page, or a file.
    const file = path.endsWith('/') ? `app/${path}page.tsx` : `public/${path}`;
    expect(existsSync(new URL(file, ROOT)), path).toBe(true);
  }
});

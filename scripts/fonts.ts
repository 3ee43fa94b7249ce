// The two fonts as the pages need them: Latin-1 and the signs of our texts, weights from 400 to 700, no ligatures. That is
// 35 kB of the 89 that their packages bring, and a phone waits for them before anything else.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import subset from 'subset-font';
import { CACHE, keptUnderKey, keyOf } from '@/lib/kept/kept';

const PACKAGES = fileURLToPath(new URL('../node_modules/@fontsource-variable', import.meta.url));
const FONTS = {
  'inter.woff2': 'inter/files/inter-latin-wght-normal.woff2',
  'jetbrains-mono.woff2': 'jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
} as const;

const range = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at)).join('');
const TEXT = `${range(0x20, 0x7e)}${range(0xa0, 0xff)}–—‘’“”•…€→←↑↓−`;
const OPTIONS = {
  targetFormat: 'woff2',
  variationAxes: { wght: { min: 400, max: 700 } },
  keepFeatures: ['kern', 'tnum'],
} as const;

/** Fills .cache/fonts; app/layout.tsx names its files. */
export async function cutFonts(): Promise<void> {
  const sources = await Promise.all(
    Object.entries(FONTS).map(async ([name, file]) => [name, await readFile(path.join(PACKAGES, file))] as const),
  );
  const key = keyOf([TEXT, JSON.stringify(OPTIONS), ...sources.map(([, bytes]) => bytes)]);
  await keptUnderKey(path.join(CACHE, 'fonts'), key, async (unfinished) => {
    for (const [name, bytes] of sources) {
      const cut = await subset(bytes, TEXT, OPTIONS);
      await writeFile(path.join(unfinished, name), cut);
    }
  });
}

// `npm run icons`: draws public/icons/icon.svg in Chromium in the sizes and forms that systems ask for. Its pictures
// are in the repository; run it when the drawing changes.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { CHROMIUM_ARGUMENTS, ensureChromium } from './chromium';

const ICONS = fileURLToPath(new URL('../public/icons', import.meta.url));
/** --paper of app/globals.css in its light form. */
const PAPER = '#fcfbf8';

interface Picture {
  readonly size: number;
  /** How much of the side the drawing takes. */
  readonly share: number;
  readonly background: string;
}

const PICTURES: Readonly<Record<string, Picture>> = {
  'icon-192.png': { size: 192, share: 1, background: 'transparent' },
  'icon-512.png': { size: 512, share: 1, background: 'transparent' },
  // All of the drawing is inside the circle of 80 % that every mask leaves (W3C, Web Application Manifest).
  'maskable-512.png': { size: 512, share: 0.7, background: PAPER },
  'apple-touch-icon.png': { size: 180, share: 0.72, background: PAPER },
};
const FAVICON = [16, 32, 48];

async function draw(page: Page, svg: string, { size, share, background }: Picture): Promise<Buffer> {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<style>body { margin: 0; display: grid; place-items: center; height: 100vh; background: ${background} }
      svg { width: ${100 * share}% }</style>${svg}`,
  );
  return page.screenshot({ omitBackground: true });
}

/** The ICO format: a head, an entry of 16 bytes for each picture, and the pictures, which may be PNG since Vista. */
function ico(pictures: readonly { readonly size: number; readonly png: Buffer }[]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  for (const [at, { size, png }] of pictures.entries()) {
    const entry = head.subarray(6 + 16 * at);
    entry.writeUInt8(size, 0);
    entry.writeUInt8(size, 1);
    entry.writeUInt16LE(1, 4); // planes
    entry.writeUInt16LE(32, 6); // bits a pixel
    entry.writeUInt32LE(png.length, 8);
    entry.writeUInt32LE(offset, 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}

const svg = await readFile(path.join(ICONS, 'icon.svg'), 'utf8');
const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_ARGUMENTS });
const page = await browser.newPage();
for (const [name, picture] of Object.entries(PICTURES))
  await writeFile(path.join(ICONS, name), await draw(page, svg, picture));
const small = [];
for (const size of FAVICON)
  small.push({ size, png: await draw(page, svg, { size, share: 1, background: 'transparent' }) });
await writeFile(path.join(ICONS, 'favicon.ico'), ico(small));
await browser.close();

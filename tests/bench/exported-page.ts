// The built page in out/: how much script its first load needs, and whether playing 10,000 posts blocks it.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { launch } from './browser';
import { serveFolder } from './site';

const OUT = fileURLToPath(new URL('../../out', import.meta.url));

export interface ExportedPage {
  /** Bytes of all scripts that index.html names, each gzipped. */
  readonly firstLoadScripts: number;
  /** Milliseconds of the main thread's longest task while 10,000 posts arrive, play and are scrubbed; 0 below 50. */
  readonly longestTask: number;
}

/** Null when nothing was built yet. */
export async function measureExportedPage(): Promise<ExportedPage | null> {
  if (!existsSync(path.join(OUT, 'index.html'))) return null;
  return { firstLoadScripts: await firstLoadScripts(), longestTask: await longestTaskWhilePlaying() };
}

async function firstLoadScripts(): Promise<number> {
  const html = await readFile(path.join(OUT, 'index.html'), 'utf8');
  const sources = [...html.matchAll(/<script[^>]*\ssrc="([^"]+)"[^>]*>/g)];
  // Browsers that know modules skip a nomodule script.
  const names = sources.filter(([tag]) => !/\snomodule/i.test(tag)).map(([, source]) => afterBasePath(source ?? ''));
  const sizes = await Promise.all(
    [...new Set(names)].map(async (name) => gzipSync(await readFile(path.join(OUT, name))).length),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** The export may have been built to live below a base path. */
function afterBasePath(source: string): string {
  return source.slice(source.indexOf('/_next/'));
}

async function longestTaskWhilePlaying(): Promise<number> {
  const html = await readFile(path.join(OUT, 'index.html'), 'utf8');
  const basePath = html.match(/src="([^"]*)\/_next\//)?.[1] ?? '';
  const server = await serveFolder(OUT, true, basePath);
  const browser = await launch();
  const page = await browser.newPage();
  await page.addInitScript(() => {
    const observed = window as typeof window & { longTasks: number[] };
    observed.longTasks = [];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) observed.longTasks.push(duration);
    }).observe({ type: 'longtask' });
  });
  await page.goto(`${server.address}?posts=10000`);
  await page.locator('[data-testid=engine][data-live=true]').waitFor();
  // What counts begins when the page is live: loading is measured elsewhere.
  await page.evaluate(() => {
    (window as typeof window & { longTasks: number[] }).longTasks.length = 0;
  });
  await page.getByRole('combobox', { name: 'passive_deletes' }).first().selectOption({ index: 0 });
  await page
    .getByRole('button', { name: 'Replay' })
    .or(page.getByRole('button', { name: 'Pause' }))
    .waitFor();
  const slider = page.getByRole('slider', { name: 'Step' });
  await slider.press('Home');
  await page.getByRole('button', { name: 'Play' }).click();
  for (let i = 0; i < 30; i++) await slider.press('ArrowRight');
  const end = Number(await slider.getAttribute('max'));
  for (let i = 0; i <= 40; i++) await slider.fill(String(Math.round((end * i) / 40)));
  await slider.press('End');
  const tasks = await page.evaluate(() => (window as typeof window & { longTasks: number[] }).longTasks);
  await browser.close();
  server.close();
  return Math.round(Math.max(0, ...tasks));
}

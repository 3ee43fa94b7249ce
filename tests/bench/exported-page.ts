// The built page in out/: how much script its first load needs, and whether 10,000 posts block it.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { launch } from './browser';
import { serveFolder } from './site';

const OUT = fileURLToPath(new URL('../../out', import.meta.url));

const PHASES = ['arrive', 'play', 'step', 'scrub', 'jump'] as const;

/** Milliseconds of the main thread's longest task in each phase; 0 where none took 50 or more. */
type LongestTasks = Record<(typeof PHASES)[number], number>;

export interface ExportedPage {
  /** Bytes of all scripts that index.html names, each gzipped. */
  readonly firstLoadScripts: number;
  /** 10,000 posts with passive_deletes=False and then True: each run arrives, is played, stepped through and scrubbed. */
  readonly longestTask: LongestTasks;
  /** The same with the browser's processor at half its speed. */
  readonly longestTaskAtHalfSpeed: LongestTasks;
}

/** Null when nothing was built yet. */
export async function measureExportedPage(): Promise<ExportedPage | null> {
  if (!existsSync(path.join(OUT, 'index.html'))) return null;
  return {
    firstLoadScripts: await firstLoadScripts(),
    longestTask: await longestTasks(1),
    longestTaskAtHalfSpeed: await longestTasks(2),
  };
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

async function longestTasks(slowdown: number): Promise<LongestTasks> {
  const html = await readFile(path.join(OUT, 'index.html'), 'utf8');
  const basePath = html.match(/src="([^"]*)\/_next\//)?.[1] ?? '';
  const server = await serveFolder(OUT, true, basePath);
  const browser = await launch();
  const page = await browser.newPage();
  await page.goto(`${server.address}?posts=10000`);
  await page.locator('[data-testid=engine][data-live=true]').waitFor();
  // What counts begins when the page is live: loading is measured elsewhere.
  await settle(page);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const longest: LongestTasks = { arrive: 0, play: 0, step: 0, scrub: 0, jump: 0 };
  for (const passiveDeletes of ['False', 'True']) {
    for (const phase of PHASES) {
      const task = await longestTaskDuring(page, () => PLAY[phase](page, passiveDeletes));
      longest[phase] = Math.max(longest[phase], task);
    }
  }
  await browser.close();
  server.close();
  return longest;
}

// Found by attributes: to find a role, Playwright works out accessible names in the page's own main thread.
const MOVING = '[data-testid=stage].stage-moving';
const STEP = 'input[aria-label=Step]';

const PLAY: Record<keyof LongestTasks, (page: Page, passiveDeletes: string) => Promise<void>> = {
  arrive: async (page, passiveDeletes) => {
    await page.locator('select[aria-label=passive_deletes]:visible').selectOption({ label: passiveDeletes });
    await page.locator(MOVING).waitFor();
  },
  play: async (page) => {
    await page.locator(MOVING).waitFor({ state: 'detached' });
  },
  step: async (page) => {
    await page.locator(STEP).press('Home');
    for (let i = 0; i < 30; i++) await page.locator(STEP).press('ArrowRight');
  },
  scrub: async (page) => {
    const end = Number(await page.locator(STEP).getAttribute('max'));
    for (let i = 0; i <= 40; i++) await page.locator(STEP).fill(String(Math.round((end * i) / 40)));
  },
  jump: async (page) => {
    for (const key of ['Home', 'End', 'Home', 'End']) {
      await page.locator(STEP).press(key);
      await settle(page);
    }
  },
};

/** Until what was begun is drawn and nothing is left to do. */
const settle = (page: Page) =>
  page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1000 })));

async function longestTaskDuring(page: Page, work: () => Promise<void>): Promise<number> {
  const longest = await page.evaluateHandle(() => {
    const tasks: number[] = [];
    const observer = new PerformanceObserver((list) =>
      tasks.push(...list.getEntries().map(({ duration }) => duration)),
    );
    observer.observe({ type: 'longtask' });
    return { tasks, observer };
  });
  await work();
  await settle(page);
  return longest.evaluate(({ tasks, observer }) => {
    tasks.push(...observer.takeRecords().map(({ duration }) => duration));
    observer.disconnect();
    return Math.round(Math.max(0, ...tasks));
  });
}

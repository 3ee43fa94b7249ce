// The built page in out/: how much script its first load needs, how soon a changed flag is seen to have run, and
// whether 10,000 posts block it.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { launch } from './browser';
import { longestTaskDuring, longestTasks, moving, type PlayedTasks, settle } from './longest-task';
import { median, round } from './numbers';
import { serveFolder } from './site';

const OUT = fileURLToPath(new URL('../../out', import.meta.url));

type LongestTasks = PlayedTasks & { readonly arrive: number };

const ways = [{}, { loaded: 'loaded' }, { cascade: 'all', passive_deletes: 'False' }].map((way) => [
  'c',
  String(new URLSearchParams({ ...way, posts: '10000' })),
]);
const PAGES = { explorer: '?posts=10000', comparison: `compare/?${new URLSearchParams(ways)}` } as const;
type ByPage = Record<keyof typeof PAGES, LongestTasks>;

export interface ExportedPage {
  /** Bytes of all scripts that index.html names, each gzipped. */
  readonly firstLoadScripts: number;
  /** From a flag's change at 3 posts until the browser draws again, and until the log shows the finished new run. */
  readonly flagChange: Readonly<Record<'frame' | 'log', { readonly median: number; readonly worst: number }>>;
  /** 10,000 posts with passive_deletes=False and then True: each run arrives, is played, stepped through and scrubbed. */
  readonly longestTask: ByPage;
  /** The same with the browser's processor at half its speed. */
  readonly longestTaskAtHalfSpeed: ByPage;
}

/** Null when nothing was built yet. */
export async function measureExportedPage(): Promise<ExportedPage | null> {
  if (!existsSync(path.join(OUT, 'index.html'))) return null;
  return {
    firstLoadScripts: await firstLoadScripts(),
    flagChange: await flagChanges(),
    longestTask: await onEachPage(1),
    longestTaskAtHalfSpeed: await onEachPage(2),
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

const onEachPage = async (slowdown: number): Promise<ByPage> => ({
  explorer: await tasksOn(PAGES.explorer, slowdown),
  comparison: await tasksOn(PAGES.comparison, slowdown),
});

/** A page of the export, live and at rest; loading is measured elsewhere. */
export async function open(
  url: string,
  live = '[data-testid=engine][data-live=true]',
): Promise<{ readonly page: Page; readonly close: () => Promise<void> }> {
  const html = await readFile(path.join(OUT, 'index.html'), 'utf8');
  const basePath = html.match(/src="([^"]*)\/_next\//)?.[1] ?? '';
  const server = await serveFolder(OUT, true, basePath);
  const browser = await launch();
  const page = await browser.newPage();
  await page.goto(`${server.address}${url}`);
  await page.mouse.move(1, 1);
  await page.locator(live).waitFor();
  await settle(page);
  const close = async () => {
    await browser.close();
    server.close();
  };
  return { page, close };
}

async function flagChanges(): Promise<ExportedPage['flagChange']> {
  const { page, close } = await open('');
  const times: { readonly frame: number; readonly log: number }[] = [];
  for (const value of ['SET NULL', 'CASCADE', 'RESTRICT', 'CASCADE', 'SET NULL', 'RESTRICT', 'CASCADE']) {
    const seen = await page.evaluateHandle(() => {
      const changed = new Promise<number>((resolve) =>
        addEventListener('change', () => resolve(performance.now()), { capture: true, once: true }),
      );
      const frame = changed.then(
        () => new Promise<number>((resolve) => requestAnimationFrame(() => resolve(performance.now()))),
      );
      const log = new Promise<number>((resolve) => {
        const told = new MutationObserver(() => resolve(performance.now()));
        const lines = document.querySelector('[aria-label="SQL log"]');
        if (lines) told.observe(lines, { subtree: true, childList: true, characterData: true });
      });
      return { changed, frame, log };
    });
    await flag(page, 'ondelete').selectOption({ label: value });
    times.push(
      await seen.evaluate(async ({ changed, frame, log }) => {
        const from = await changed;
        return { frame: (await frame) - from, log: (await log) - from };
      }),
    );
    await moving(page).waitFor({ state: 'detached' });
  }
  await close();
  const of = (what: 'frame' | 'log') => {
    const each = times.map((time) => time[what]);
    return { median: round(median(each)), worst: round(Math.max(...each)) };
  };
  return { frame: of('frame'), log: of('log') };
}

async function tasksOn(url: string, slowdown: number): Promise<LongestTasks> {
  const { page, close } = await open(url);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const found: LongestTasks[] = [];
  for (const passiveDeletes of ['False', 'True']) {
    const arrive = await longestTaskDuring(page, async () => {
      await flag(page, 'passive_deletes').selectOption({ label: passiveDeletes });
      await moving(page).waitFor();
    });
    found.push({ arrive, ...(await longestTasks(page)) });
  }
  await close();
  const worst = (phase: keyof LongestTasks) => Math.max(...found.map((each) => each[phase]));
  return {
    arrive: worst('arrive'),
    play: worst('play'),
    step: worst('step'),
    scrub: worst('scrub'),
    jump: worst('jump'),
  };
}

const flag = (page: Page, name: string) => page.locator(`select[aria-label=${name}]:visible`).first();

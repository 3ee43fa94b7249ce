// The engine in Chromium: how soon it is ready, how fast a scenario comes back, and what that costs the page.
import { type Browser, chromium } from '@playwright/test';
import type { Scenario } from '@/lib/scenario/scenario';
import { CHROMIUM_ARGUMENTS, ensureChromium } from '@/scripts/chromium';
import { median, round } from './numbers';
import type {} from './page';
import { buildSite, serveSite } from './site';

const STARTS = 5;

/** Nobody changes a flag sooner after the last. */
const PAUSE = 300;

/** Settings that differ in schema and path, at 3 posts. */
const SMALL: readonly Partial<Scenario>[] = [
  {},
  { passiveDeletes: false },
  { onDelete: 'SET NULL', nullable: true },
  { onDelete: 'RESTRICT' },
  { cascade: 'save-update, merge', nullable: true, passiveDeletes: false },
  { shape: 'one-to-one', operation: 'set-profile-none' },
  { operation: 'bulk-delete' },
  {},
];
const LARGE: readonly Partial<Scenario>[] = [
  { posts: 10_000 },
  { posts: 10_000, passiveDeletes: false },
  { posts: 10_000, loaded: 'loaded' },
];

export interface BrowserTimes {
  readonly ready: { readonly engine: number; readonly plain: number; readonly ratio: number };
  /** The same with the files in the browser's cache. */
  readonly readyCached: { readonly engine: number; readonly plain: number; readonly ratio: number };
  /**
   * A scenario at 3 posts through the session: the first one after the start, then of those that follow a change of
   * flags the median and the worst, the first run of each schema included.
   */
  readonly scenario: { readonly first: number; readonly median: number; readonly worst: number };
  readonly tenThousandPosts: { readonly median: number; readonly longestTask: number };
}

export async function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_ARGUMENTS });
}

export async function measureBrowser(): Promise<BrowserTimes> {
  const engine = await buildSite();
  const uncached = await serveSite(false);
  const cached = await serveSite(true);
  const ready = await starts(uncached.address, engine, false);
  const readyCached = await starts(cached.address, engine, true);
  const browser = await launch();
  const page = await browser.newPage();
  await page.goto(cached.address);
  const [first = 0, ...small] = await page.evaluate(
    ([url, list, pause]) => window.bench.runScenarios(url, list, pause),
    [engine, SMALL, PAUSE] as const,
  );
  const large = await page.evaluate(([url, list]) => window.bench.runScenarios(url, list), [engine, LARGE] as const);
  const longestTask = await page.evaluate(([url, list]) => window.bench.longestTask(url, list), [
    engine,
    LARGE,
  ] as const);
  await browser.close();
  uncached.close();
  cached.close();
  return {
    ready,
    readyCached,
    scenario: { first: round(first), median: round(median(small)), worst: round(Math.max(...small)) },
    tenThousandPosts: { median: round(median(large)), longestTask: round(longestTask) },
  };
}

/** Engine and plain PGlite in turn, each in a browser of its own; `again` takes the second start in it. */
async function starts(address: string, engine: string, again: boolean): Promise<BrowserTimes['ready']> {
  const times = { engine: [] as number[], plain: [] as number[] };
  for (let i = 0; i < STARTS; i++) {
    for (const which of ['engine', 'plain'] as const) {
      const browser = await launch();
      const page = await browser.newPage();
      await page.goto(address);
      const start = () =>
        page.evaluate(
          ([name, url]) => (name === 'engine' ? window.bench.startEngine(url) : window.bench.startPlain()),
          [which, engine] as const,
        );
      const first = await start();
      times[which].push(again ? await start() : first);
      await browser.close();
    }
  }
  const [ours, plain] = [median(times.engine), median(times.plain)];
  return { engine: round(ours), plain: round(plain), ratio: round(ours / plain) };
}

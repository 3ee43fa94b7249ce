// How long the main thread's longest task is while a run on the page is played, stepped, scrubbed and jumped through.
import type { Page } from '@playwright/test';

const PLAYED = ['play', 'step', 'scrub', 'jump'] as const;
type Phase = (typeof PLAYED)[number];

/** Milliseconds of the longest task in each phase; 0 where none took 50 or more. */
export type PlayedTasks = Readonly<Record<Phase, number>>;

// Found by attributes: to find a role, Playwright works out accessible names in the page's own main thread.
export const moving = (page: Page) => page.locator('[data-testid=stage].stage-moving').first();
const stepOf = (page: Page) => page.locator('input[aria-label^=Step]');

const PLAY: Readonly<Record<Phase, (page: Page) => Promise<void>>> = {
  play: async (page) => {
    await moving(page).waitFor({ state: 'detached' });
  },
  step: async (page) => {
    await stepOf(page).press('Home');
    for (let i = 0; i < 30; i++) await stepOf(page).press('ArrowRight');
  },
  scrub: async (page) => {
    const end = Number(await stepOf(page).getAttribute('max'));
    for (let i = 0; i <= 40; i++) await stepOf(page).fill(String(Math.round((end * i) / 40)));
  },
  jump: async (page) => {
    for (const key of ['Home', 'End', 'Home', 'End']) {
      await stepOf(page).press(key);
      await settle(page);
    }
  },
};

/** Of a run that is being played, or is played from its start when it is not. */
export async function longestTasks(page: Page): Promise<PlayedTasks> {
  if ((await moving(page).count()) === 0) {
    await stepOf(page).press('Home');
    await stepOf(page).press(' ');
    await moving(page).waitFor();
  }
  const longest = { play: 0, step: 0, scrub: 0, jump: 0 };
  for (const phase of PLAYED) longest[phase] = await longestTaskDuring(page, () => PLAY[phase](page));
  return longest;
}

/** Until what was begun is drawn and nothing is left to do. */
export const settle = (page: Page) =>
  page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1000 })));

export async function longestTaskDuring(page: Page, work: () => Promise<void>): Promise<number> {
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

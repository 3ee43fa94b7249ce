// The stage comes first and nothing jumps: what is in view when a page opens, while it loads and while it plays.
import type { Page } from '@playwright/test';
import { expect, expectLive, openExplorer, test } from './explorer';

const VIEWPORTS = [
  { width: 390, height: 844 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
] as const;

declare global {
  interface Window {
    shifted: { value: number; what: string }[];
    tops: Set<number>;
  }
}

/** Sums what the browser counts as shifts that nobody asked for, from the first paint on. */
function watchShifts(page: Page) {
  return page.addInitScript(() => {
    window.shifted = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
        sources: { node: Node | null }[];
      })[]) {
        if (entry.hadRecentInput) continue;
        const what = entry.sources.map(({ node }) => node?.textContent?.slice(0, 30) ?? '').join(' | ');
        window.shifted.push({ value: entry.value, what });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** What a page is when it has come to rest. */
const SETTLED = {
  '': expectLive,
  'yours/': async (page: Page) => expect(page.locator('.cm-content')).toBeVisible(),
  'audit/': async (page: Page) => expect(page.locator('.cm-content')).toBeVisible(),
  'compare/': expectLive,
  'shapes/': async () => {},
  'shapes/three-levels/': async (page: Page) => expect(page.getByTestId('stage')).toBeVisible(),
  'matrix/': async () => {},
  'scale/': async (page: Page) => expect(page.getByTestId('laboratory')).toHaveAttribute('data-status', 'measuring'),
  'rules/': async () => {},
  'rules/changes/': async () => {},
} satisfies Readonly<Record<string, (page: Page) => Promise<void>>>;

for (const [path, settled] of Object.entries(SETTLED)) {
  for (const viewport of VIEWPORTS) {
    test(`nothing jumps while /${path} loads, ${viewport.width} px`, async ({ page }) => {
      await page.setViewportSize(viewport);
      await watchShifts(page);
      await page.goto(`./${path}`, { waitUntil: 'networkidle' });
      await settled(page);
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
      const shifted = await page.evaluate(() => window.shifted);
      const sum = shifted.reduce((total, { value }) => total + value, 0);
      expect(sum, JSON.stringify(shifted)).toBeLessThan(0.02);
    });
  }
}

/** So many times a page's text stops on its way, and before each script that says where something stands. */
const STOPS = 24;

/**
 * Lets the text of a page arrive piece by piece, each of which is painted before the next: at every stop stands a
 * script that comes late, which the parser waits for.
 */
async function inPieces(page: Page, path: string) {
  await page.route(`**/piece.js?*`, async (route) => {
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    await route.fulfill({ contentType: 'text/javascript', body: 'document.currentScript.remove()' });
  });
  await page.route(new RegExp(`/${path}$`), async (route) => {
    const response = await route.fetch();
    const whole = await response.text();
    const [body, end] = [whole.indexOf('<body'), whole.indexOf('</main>')];
    const starts = [...whole.matchAll(/<script.*?<\/script>|<(?:div|section|p|button|table|nav|a|h2)\b/gs)]
      .filter(({ index }) => index > body && index < end)
      .map(({ 0: text, index }) => ({ index, always: text.startsWith('<script') }));
    const every = Math.ceil(starts.length / STOPS);
    const stops = starts.filter(({ always }, at) => always || at % every === 0).map(({ index }) => index);
    const pieces = [0, ...stops].map((from, at) => whole.slice(from, stops[at]));
    await route.fulfill({
      response,
      body: pieces.map((piece, at) => (at === 0 ? piece : `<script src="piece.js?${at}"></script>${piece}`)).join(''),
    });
  });
}

for (const path of Object.keys(SETTLED)) {
  for (const viewport of VIEWPORTS) {
    test(`nothing jumps while /${path} arrives piece by piece, ${viewport.width} px`, async ({ page }) => {
      await page.setViewportSize(viewport);
      await watchShifts(page);
      await inPieces(page, path);
      await page.goto(`./${path}`, { waitUntil: 'networkidle' });
      const shifted = await page.evaluate(() => window.shifted);
      const sum = shifted.reduce((total, { value }) => total + value, 0);
      expect(sum, JSON.stringify(shifted)).toBeLessThan(0.02);
    });
  }
}

const heights = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll((all) => all.map((each) => (each as HTMLElement).offsetHeight));

/** Where the words beside the lanes stand, in each stage that is seen: from its left and from its top. */
const notes = (page: Page, selector: string) =>
  page
    .locator(selector)
    .filter({ visible: true })
    .evaluateAll((stages) =>
      stages.flatMap((stage) => {
        const box = stage.getBoundingClientRect();
        return [...stage.querySelectorAll<HTMLElement>('[data-note]')].flatMap((note) => {
          const { left, top, width } = note.getBoundingClientRect();
          return width > 0 ? [[left - box.left, top - box.top] as const] : [];
        });
      }),
    );

for (const path of ['', 'compare/', 'shapes/three-levels/', 'shapes/tree/', 'shapes/many-to-many/', 'shapes/cycle/']) {
  for (const { width } of VIEWPORTS) {
    test(`the room kept for the stage of /${path} is the room that it takes, ${width} px`, async ({
      page,
      complaints,
    }) => {
      await page.setViewportSize({ width, height: 900 });
      const scripts = '**/_next/static/chunks/**/*.js';
      await page.route(scripts, (route) => route.abort());
      await page.goto(`./${path}`);
      const kept = await heights(page, '.sketch');
      const noted = await notes(page, '.sketch');
      await page.unroute(scripts);
      await page.goto(`./${path}`);
      await expect(page.getByTestId('stage').first()).toBeVisible();
      await expect(page.locator('.sketch').filter({ visible: true })).toHaveCount(0);
      const apart = async () => {
        const taken = await heights(page, '[data-testid=stage]');
        expect(taken).toHaveLength(kept.length);
        return Math.max(...kept.map((height, at) => (height > 0 ? Math.abs(height - (taken[at] ?? 0)) : 0)));
      };
      await expect.poll(apart, kept.join(', ')).toBeLessThanOrEqual(2);
      const now = await notes(page, '[data-testid=stage]');
      expect(now).toHaveLength(noted.length);
      const off = noted.map(([x, y], at) => Math.hypot(x - (now[at]?.[0] ?? 0), y - (now[at]?.[1] ?? 0)));
      expect(Math.max(0, ...off), JSON.stringify({ noted, now })).toBeLessThanOrEqual(3);
      // Of the scripts that did not come, which the console tells when it likes.
      complaints.splice(0, complaints.length, ...complaints.filter((each) => !each.endsWith('net::ERR_FAILED')));
    });
  }
}

const PLAYED = [
  ['the explorer', ''],
  ['a refusal', '?ondelete=None'],
  ['a way with many captions', '?cascade=all%2C+delete-orphan&op=remove-post&passive_deletes=False&loaded=loaded'],
  ['three levels', 'shapes/three-levels/'],
  ['the comparison', 'compare/'],
] as const;

for (const [name, url] of PLAYED) {
  for (const width of [320, 390, 768, 1440]) {
    test(`the transport stays where it is while ${name} plays, ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: 844 });
      await page.goto(`./${url}`);
      if (!url.startsWith('shapes')) await expectLive(page);
      await expect(page.getByTestId('stage').first()).toBeVisible();
      await page.getByLabel('Speed').selectOption('4');
      await page.getByRole('button', { name: 'Play', exact: true }).click();
      // From its first frame on: a phone brings the stage into view when it begins to play.
      await page.evaluate(() => {
        window.tops = new Set();
        const watch = () => {
          const button = document.querySelector('[aria-keyshortcuts=Space]');
          if (button) window.tops.add(Math.round(button.getBoundingClientRect().top));
          requestAnimationFrame(watch);
        };
        return new Promise((resolve) => requestAnimationFrame(() => resolve(watch())));
      });
      await expect(page.getByRole('button', { name: 'Replay' })).toBeVisible();
      const tops = await page.evaluate(() => [...window.tops]);
      expect(tops).toHaveLength(1);
    });
  }
}

for (const [path, viewport] of [
  ['', { width: 1440, height: 900 }],
  ['', { width: 1280, height: 720 }],
  ['shapes/tree/', { width: 1440, height: 900 }],
  ['shapes/cycle/', { width: 1280, height: 720 }],
  ['shapes/three-levels/', { width: 1280, height: 720 }],
] as const) {
  test(`the whole stage of /${path} is in view with its transport, ${viewport.width} x ${viewport.height}`, async ({
    page,
  }) => {
    await page.setViewportSize(viewport);
    await page.goto(`./${path}`);
    await expect(page.getByTestId('stage')).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeInViewport({ ratio: 1 });
    await expect(page.getByTestId('caption')).toBeInViewport({ ratio: 1 });
  });
}

for (const [path, viewport] of [
  ['compare/', { width: 1440, height: 900 }],
  ['compare/', { width: 1280, height: 720 }],
  ['', { width: 390, height: 844 }],
  ['compare/', { width: 390, height: 844 }],
  ['shapes/three-levels/', { width: 390, height: 844 }],
] as const) {
  test(`the stage of /${path} is in view when it opens, ${viewport.width} x ${viewport.height}`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await page.goto(`./${path}`);
    const stage = page.getByTestId('stage').first();
    await expect(stage).toBeVisible();
    const top = () => stage.evaluate((element) => element.getBoundingClientRect().top);
    await expect.poll(top).toBeLessThan(viewport.height * 0.55);
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeInViewport({ ratio: 1 });
  });
}

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 1280, height: 720 },
]) {
  test(`a small stage of the comparison is in view whole, ${viewport.width} x ${viewport.height}`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await page.goto('./compare/?c=');
    await expectLive(page);
    await expect(page.getByTestId('stage')).toBeInViewport({ ratio: 1 });
  });
}

test('on a low screen the Python lanes of a comparison are in view whole, and the wire', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.goto('./compare/');
  for (const lane of ['lane-python', 'lane-wire']) {
    const lanes = page.locator(`.react-flow__node[data-id=${lane}]`);
    await expect(lanes).toHaveCount(3);
    for (const at of [0, 1, 2]) await expect(lanes.nth(at), lane).toBeInViewport({ ratio: 1 });
  }
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('stage, statement, narration and transport are in view together while it plays', async ({ page }) => {
    await openExplorer(page);
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await expect(page.locator('.react-flow__node-ticket')).toContainText('DELETE FROM users');
    // By the key: Playwright scrolls to what it clicks on.
    await page.keyboard.press('Space');
    await expect(page.getByRole('button', { name: 'Pause' })).toBeHidden();
    await expect(page.getByTestId('stage')).toBeInViewport({ ratio: 0.99 });
    for (const part of [
      page.locator('.react-flow__node-ticket'),
      page.getByTestId('caption'),
      page.getByRole('button', { name: 'Play', exact: true }),
    ]) {
      await expect(part).toBeInViewport({ ratio: 1 });
    }
    const play = page.getByRole('button', { name: 'Play', exact: true });
    const over = async () => {
      const foot = await page.getByTestId('stage').evaluate((stage) => stage.getBoundingClientRect().bottom);
      return foot - (await play.evaluate((button) => button.getBoundingClientRect().top));
    };
    await expect.poll(over).toBeLessThanOrEqual(0);
  });

  test('the flags that matter are a strip, and all settings one tap away', async ({ page }) => {
    await openExplorer(page);
    const flags = page.getByRole('region', { name: 'Flags' });
    await expect(flags.getByRole('combobox')).toHaveCount(2);
    await expect(flags.getByRole('button', { name: /^cascade/ })).toBeVisible();
    await flags.getByRole('button', { name: 'All settings' }).click();
    await expect(flags.getByRole('combobox', { name: 'driver' })).toBeVisible();
    await expect(flags.getByRole('spinbutton', { name: 'Posts of user 1' })).toBeVisible();
  });

  test('the header is a menu of all pages', async ({ page }) => {
    await page.goto('./rules/');
    const pages = page.getByRole('navigation', { name: 'Pages' });
    await expect(pages.getByRole('link', { name: 'Matrix' })).toBeHidden();
    await pages.locator('summary').click();
    await pages.getByRole('link', { name: 'Matrix' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Every combination, and who acts');
  });
});

for (const path of [
  '',
  'questions/',
  'questions/children-left-with-null/',
  'which/',
  'compare/',
  'shapes/three-levels/',
  'matrix/',
  'scale/',
  'rules/',
  'rules/changes/',
]) {
  test(`nothing of /${path} is clipped at 320 px`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(`./${path}`);
    if (path === '' || path === 'compare/') await expectLive(page);
    const clipped = () =>
      page.evaluate(() => {
        const scrolls = (element: Element | null): boolean =>
          element !== null &&
          (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
        const edgeOf = (element: Element | null): number => {
          if (element === null) return window.innerWidth;
          const clips = /hidden|clip/.test(getComputedStyle(element).overflowX);
          return Math.min(clips ? element.getBoundingClientRect().right : Infinity, edgeOf(element.parentElement));
        };
        return [
          ...document.querySelectorAll('main button, main a, main p, main h1, main select, main .react-flow__node'),
        ]
          .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
          .filter((element) => !scrolls(element) && !element.closest('.sr-only'))
          .filter((element) => element.getBoundingClientRect().right > edgeOf(element.parentElement) + 1)
          .map((element) => element.textContent?.slice(0, 40));
      });
    await expect.poll(clipped).toEqual([]);
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
}

test('a first visit begins at the beginning of the run, a link that names a step at that step', async ({ page }) => {
  await openExplorer(page);
  await expect(page.getByTestId('caption')).toHaveText('Before the run.');
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await page.keyboard.press('End');
  await expect(page).toHaveURL(/\?step=12$/);
  await page.reload();
  await expectLive(page);
  await expect(page.getByTestId('caption')).toHaveText('The transaction commits.');
  await page.keyboard.press('Home');
  await expect(page).not.toHaveURL(/step/);
});

test('the bands of the ways begin at the same heights', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('./compare/');
  await expectLive(page);
  await expect(page.getByTestId('stage')).toHaveCount(3);
  for (const lane of ['lane-python', 'lane-wire', 'lane-postgres']) {
    const tops = () =>
      page
        .locator(`.react-flow__node[data-id=${lane}]`)
        .evaluateAll((all) => [...new Set(all.map((each) => Math.round(each.getBoundingClientRect().top)))]);
    await expect.poll(tops, lane).toHaveLength(1);
  }
});

test('what travels never covers the count of round trips', async ({ page }) => {
  for (const width of [390, 768, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await openExplorer(page, '?passive_deletes=False&step=0');
    const said = await page.getByRole('slider', { name: 'Step' }).getAttribute('aria-valuetext');
    const last = Number(said?.match(/of (\d+)/)?.[1]);
    for (let step = 0; step < last; step++) {
      const covered = () =>
        page.getByTestId('stage').evaluate((stage) => {
          const trips = [...stage.querySelectorAll('.react-flow__node-lane p')].find((each) =>
            /round trip/.test(each.textContent ?? ''),
          );
          const ticket = stage.querySelector('.react-flow__node-ticket');
          const [a, b] = [trips?.getBoundingClientRect(), ticket?.getBoundingClientRect()];
          return !a || !b || (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom);
        });
      await expect.poll(covered, `${width} px, step ${step}`).toBe(false);
      await page.keyboard.press('ArrowRight');
      await expect(page.getByTestId('stage')).toHaveAttribute('data-step', String(step + 1));
    }
  }
});

test('the header leads back to the scenario that one came from', async ({ page }) => {
  await openExplorer(page, '?passive_deletes=False');
  const pages = page.getByRole('navigation', { name: 'Pages' });
  await pages.getByRole('link', { name: 'Questions' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Questions about a delete');
  await pages.getByRole('link', { name: 'Explore' }).click();
  await expect(page).toHaveURL(/\?passive_deletes=False$/);
});

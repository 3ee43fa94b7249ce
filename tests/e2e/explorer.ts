// The explorer as a test uses it: opened, live, watched for anything a visitor should never see.
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';

/**
 * Fails a test in which the console complained or a request left the site's own origin. Somebody is there: the pointer
 * moves on every page that has loaded, and what waits for that comes.
 */
export const test = base.extend<{ readonly complaints: string[] }>({
  page: async ({ page }, use) => {
    page.on('load', () => page.mouse.move(1, 1).catch(() => {}));
    await use(page);
  },
  /** What has gone by; a test that provokes a complaint takes it out. */
  complaints: [
    async ({ page, baseURL }, use) => {
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(`console: ${message.text()}`);
      });
      page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
      page.on('request', (request) => {
        const { protocol, origin } = new URL(request.url());
        if (protocol.startsWith('http') && origin !== new URL(baseURL ?? '').origin)
          complaints.push(`off-origin: ${request.url()}`);
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

/** Opens the explorer at a query and waits until what it shows ran live in the tab. */
export async function openExplorer(page: Page, query = ''): Promise<void> {
  await page.goto(`./${query}`);
  await expectLive(page);
}

export async function expectLive(page: Page): Promise<void> {
  await expect(page.getByTestId('engine')).toHaveAttribute('data-live', 'true');
}

/** The caption under the stage: what this step shows, in one sentence. */
export const caption = (page: Page) => page.getByTestId('caption');

/** The rows that wear a mark, as "posts 1 DELETE foreign-key", in the order of the page. */
export async function marks(page: Page): Promise<string[]> {
  return page
    .locator('[data-row]')
    .evaluateAll((rows) =>
      rows
        .filter((row) => row.getAttribute('data-by'))
        .map(
          (row) => `${row.getAttribute('data-row')} ${row.getAttribute('data-fate')} ${row.getAttribute('data-by')}`,
        ),
    );
}

/** That axe knows of no violation, in the page or a part of it, once all of it stands in its place. */
export async function expectAccessible(page: Page, part = 'html'): Promise<void> {
  await expect.poll(async () => (await new AxeBuilder({ page }).include(part).analyze()).violations).toEqual([]);
}

/** The same of the whole page, and that it is no wider than the window. */
export async function expectFit(page: Page): Promise<void> {
  await expectAccessible(page);
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await expect.poll(overflow).toBeLessThanOrEqual(0);
}

export { expect };

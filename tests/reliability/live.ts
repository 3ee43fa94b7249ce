// The explorer under test, and what it has to show.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { Database } from '@/lib/database/database';
import { runScenario } from '@/lib/engine/run/run-scenario';
import { readUrl } from '@/lib/scenario/url';
import type { Trace } from '@/lib/trace/trace';
import { withoutTimes } from '@/scripts/recording';
import { expect } from '../e2e/explorer';

/** The trace that a button saves, but for how long things took; within milliseconds. */
export async function downloaded(page: Page, button: string, timeout = 90_000): Promise<Trace<unknown>> {
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout }),
    page.getByRole('button', { name: button }).click({ timeout }),
  ]);
  return withoutTimes(JSON.parse(await readFile(await download.path(), 'utf8')) as Trace<unknown>);
}

/** The run that stands in the explorer. */
export async function shownRun(page: Page, timeout?: number): Promise<Trace<unknown>> {
  await expect(page.locator('[data-testid=engine][data-live=true]')).toBeVisible({ ...(timeout && { timeout }) });
  return downloaded(page, 'Download trace', timeout);
}

/** Goes to another query in the page that is there, as the back button does. */
export const goWithin = (page: Page, query: string) =>
  page.evaluate((address) => {
    history.pushState(null, '', address);
    dispatchEvent(new PopStateEvent('popstate'));
  }, query);

/** That the explorer comes to show, by trying again where it asks for that, what the model does in this process with the scenario of its address. */
export async function expectTrue(page: Page, database: Database): Promise<void> {
  const again = page.getByRole('button', { name: 'Try again' }).first();
  const { scenario } = readUrl(await page.evaluate(() => location.search));
  const wanted = withoutTimes(runScenario(database, scenario));
  // While a run is on its way, the one before it may stand there.
  await expect(async () => {
    if (await again.isVisible()) await again.click();
    expect(await shownRun(page, 2000)).toEqual(wanted);
  }).toPass();
}

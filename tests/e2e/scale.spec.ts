// The laboratory for scale: what it measures, how it is told to, and how it is read without a mouse or a picture.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, expectFit, test } from './explorer';

const SMALL = '?most=1000&repetitions=1&others=0';

const laboratory = (page: Page) => page.getByTestId('laboratory');

async function openMeasured(page: Page, query = SMALL): Promise<void> {
  await page.goto(`./scale/${query}`);
  await expect(page.getByTestId('dissolve')).toBeVisible();
  await expect(laboratory(page)).toHaveAttribute('data-status', 'idle');
}

test('it measures on its own, and names who deleted in each way', async ({ page }) => {
  await openMeasured(page);
  await expect(laboratory(page)).toHaveText('10 of 10 runs');
  const verdict = page.getByRole('region', { name: 'At 1,000 posts' });
  await expect(verdict).toContainText('cascade only: the ORM removed 1,000 rows');
  await expect(verdict).toContainText('passive_deletes=True: the foreign key removed 1,000 rows');
  await expect(verdict).toContainText('2 round trips, nothing loaded');
});

test('the table behind the chart has every size of every way, with what it cost', async ({ page }) => {
  await openMeasured(page);
  await page.getByText('The figures as a table').click();
  const rows = page.getByRole('table', { name: 'Medians of all runs' }).locator('tbody tr');
  await expect(rows).toHaveCount(10);
  const cells = await rows.nth(4).locator('th, td').allTextContents();
  expect([cells[0], cells[1], ...cells.slice(4, 7)]).toEqual(['cascade only', '1,000', '3', '4', '1,000']);
});

test('CSV and JSON hold one line for each repetition', async ({ page }) => {
  await openMeasured(page);
  await page.getByText('The figures as a table').click();
  const csv = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save CSV' }).click();
  const lines = (await readFile(await (await csv).path(), 'utf8')).trim().split('\r\n');
  expect(lines).toHaveLength(11);
  const largest = lines.filter((line) => line.startsWith('cascade only,1000,'));
  expect(largest).toHaveLength(1);
  expect(largest[0]).toMatch(/^cascade only,1000,1,[\d.]+,3,4,1000,\d+,1000,0,2,$/);
  const json = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save JSON' }).click();
  const parsed = JSON.parse(await readFile(await (await json).path(), 'utf8'));
  expect(parsed.measurements).toHaveLength(10);
  expect(parsed.postgres).toMatch(/^18\./);
});

test('a setting changes the address, says that the figures are older, and counts in the next run', async ({ page }) => {
  await openMeasured(page);
  await page.getByRole('combobox', { name: 'the ORM sends' }).selectOption({ label: 'rows one at a time' });
  await expect(page).toHaveURL(/sending=one-by-one/);
  await expect(laboratory(page)).toHaveText('The figures are from other settings.');
  await page.getByRole('button', { name: 'Measure', exact: true }).click();
  await expect(laboratory(page)).toHaveText('10 of 10 runs');
  await expect(page.getByRole('region', { name: 'At 1,000 posts' })).toContainText('1,003 round trips');
});

test('the second level is counted as well, and its missing index is found in the plan', async ({ page }) => {
  await openMeasured(page, '?most=100&repetitions=1&others=0&comments=2&index=false');
  await expect(page.getByRole('region', { name: 'At 100 posts' })).toContainText('the foreign key removed 300 rows');
  await page.getByRole('button', { name: 'Ask EXPLAIN (ANALYZE)' }).click();
  await expect(page.getByText('in the trigger of comments_post_id_fkey, 100 calls')).toBeVisible();
  await expect(page.getByText('Seq Scan, the whole table for every parent row')).toHaveCount(2);
});

test('a modelled network is a line of its own, labelled as such, and changes no measured figure', async ({ page }) => {
  await openMeasured(page);
  const measured = page.locator('[data-series=measured-0] polyline');
  await expect(page.locator('[data-series=modelled-0]')).toHaveCount(0);
  await page.getByText('The figures as a table').click();
  const time = page.locator('tbody tr').first().locator('td').nth(1);
  const before = (await time.textContent()) ?? '';
  await page.getByRole('slider', { name: 'modelled network' }).fill('50');
  await expect(page.getByText('50 ms per round trip')).toBeVisible();
  await expect(page.locator('[data-series=modelled-0] title').first()).toContainText('200 ms modelled network');
  await expect(measured).toHaveCount(1);
  await expect(time).toHaveText(before);
});

test('stopping a long run keeps what was measured, and the next run starts PostgreSQL again', async ({ page }) => {
  await page.goto('./scale/?most=100000&repetitions=9');
  await expect(laboratory(page)).toHaveText(/^[1-9]\d* of 162 runs$/);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(laboratory(page)).toHaveAttribute('data-status', 'idle');
  await expect(page.locator('[data-series=measured-0] circle').first()).toBeAttached();
  await page.getByRole('combobox', { name: 'posts, from 10 up to' }).selectOption({ label: '100' });
  await page.getByRole('combobox', { name: 'times each' }).selectOption({ label: '1' });
  await page.getByRole('button', { name: 'Measure', exact: true }).click();
  await expect(laboratory(page)).toHaveText('6 of 6 runs');
});

test('the dissolve plays, can be scrubbed, and is saved with its verdict', async ({ page }) => {
  await openMeasured(page);
  const dissolve = page.getByTestId('dissolve');
  await expect(dissolve.getByText('1,000 of 1,000 posts gone')).toHaveCount(2);
  await dissolve.getByRole('slider', { name: 'Moment of the run' }).fill('0');
  await expect(dissolve.getByText('0 of 1,000 posts gone')).toHaveCount(2);
  await dissolve.getByRole('button', { name: 'Play' }).click();
  await expect(dissolve.getByText('1,000 of 1,000 posts gone')).toHaveCount(2);
  await expect(dissolve).toHaveAttribute('data-playing', 'false');
  const download = page.waitForEvent('download');
  await dissolve.getByRole('button', { name: 'Save as PNG' }).click();
  const png = await readFile(await (await download).path());
  expect([...png.subarray(1, 4)]).toEqual([...Buffer.from('PNG')]);
  expect([png.readUInt32BE(16), png.readUInt32BE(20) > 800]).toEqual([1600, true]);
});

test.describe('without motion', () => {
  test.use({ reducedMotion: 'reduce' });
  test('the dissolve shows its end and can only be scrubbed', async ({ page }) => {
    await openMeasured(page);
    const dissolve = page.getByTestId('dissolve');
    await expect(dissolve.getByRole('button', { name: 'Play' })).toHaveCount(0);
    await expect(dissolve.getByText('1,000 of 1,000 posts gone')).toHaveCount(2);
    await expect(dissolve.getByRole('slider', { name: 'Moment of the run' })).toBeVisible();
  });
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('what was recorded on a real server is there, labelled as recorded', async ({ page }) => {
    await page.goto('./scale/');
    await expect(page.getByRole('img', { name: /Chart of time in PostgreSQL/ })).toBeVisible();
    await expect(page.getByText(/Recorded on \d{4}-\d\d-\d\d, not measured here/)).toBeVisible();
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1280, 390, 360]) {
    test.describe(`${colorScheme}, ${width} px`, () => {
      test.use({ colorScheme, viewport: { width, height: 860 } });
      test('has no accessibility violation and does not scroll sideways', async ({ page }) => {
        await openMeasured(page, '?most=100&repetitions=1&others=0');
        await page.getByText('The figures as a table').click();
        await page.getByRole('button', { name: 'Ask EXPLAIN (ANALYZE)' }).click();
        await expect(page.getByText('in the trigger of').first()).toBeVisible();
        await expectFit(page);
      });
    });
  }
}

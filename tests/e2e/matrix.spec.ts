// The outcome matrix: what stands in it, the filters, the keyboard, and that the explorer says the same.
import type { Page } from '@playwright/test';
import { GRIDS, SETTINGS } from '@/lib/matrix/grids';
import { readUrl } from '@/lib/scenario/url';
import { expect, expectFit, expectLive, test } from './explorer';

const outcomes = (page: Page) => page.locator('.mx-table a');
const named = (page: Page, settings: string, loaded: string) =>
  page.getByRole('link', { name: `${settings}, user.posts ${loaded}:` }).first();

/** Settings that the table stands for: cells that a whole row shares count for each column. */
const settingsShown = (page: Page) =>
  page
    .locator('.mx-table td:has(a)')
    .evaluateAll((cells) => cells.reduce((sum, cell) => sum + (cell as HTMLTableCellElement).colSpan, 0));
const expectSettings = (page: Page, count: number) => expect.poll(() => settingsShown(page)).toBe(count);

const countOn = async (page: Page, name: string) =>
  Number((await page.getByRole('button', { name }).textContent())?.replaceAll(/\D/g, ''));

test('every setting is there, and every outcome links to a scenario that the explorer understands', async ({
  page,
}) => {
  await page.goto('./matrix/');
  await expectSettings(page, SETTINGS.length);
  const hrefs = await outcomes(page).evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).search));
  const read = hrefs.map(readUrl);
  expect(read.flatMap(({ ignored }) => ignored)).toEqual([]);
  expect(new Set(hrefs).size).toBe(hrefs.length);
});

test.describe('at 1280 px', () => {
  test.use({ viewport: { width: 1280, height: 720 } });
  test('the whole table is there', async ({ page }) => {
    await page.goto('./matrix/');
    const { clientWidth, scrollWidth } = await page
      .locator('.mx-scroll')
      .evaluate(({ clientWidth, scrollWidth }) => ({ clientWidth, scrollWidth }));
    expect(scrollWidth).toBe(clientWidth);
  });
});

const NOT_NULL = 'nullable=False';
for (const [settings, loaded, says] of [
  [
    `cascade="all, delete-orphan", passive_deletes=True, ondelete="CASCADE", ${NOT_NULL}`,
    'not loaded or one loaded',
    '3 posts deleted by the foreign key.',
  ],
  [
    `cascade="all, delete-orphan", passive_deletes=True, ondelete="CASCADE", ${NOT_NULL}`,
    'loaded',
    '3 posts deleted by the ORM.',
  ],
  [
    `cascade="all", passive_deletes=False, ondelete="RESTRICT", ${NOT_NULL}`,
    'not loaded or one loaded or loaded',
    '3 posts deleted by the ORM.',
  ],
  [
    `cascade="all, delete-orphan", passive_deletes=True, ondelete=None, ${NOT_NULL}`,
    'not loaded or one loaded',
    'refused by PostgreSQL with 23503. What is left depends on what was loaded.',
  ],
  [
    'cascade="save-update, merge", passive_deletes=False, ondelete="CASCADE", nullable=True',
    'not loaded or one loaded or loaded',
    '3 posts set to NULL by the ORM.',
  ],
  [
    'cascade="save-update, merge", passive_deletes="all", ondelete="SET DEFAULT", nullable=True',
    'not loaded or one loaded or loaded',
    '3 posts moved to the default user by the foreign key.',
  ],
  [
    'cascade="all", passive_deletes="all"',
    'not loaded or one loaded or loaded',
    'rejected by SQLAlchemy with ArgumentError.',
  ],
] as const) {
  test(`${settings}, ${loaded}: ${says}`, async ({ page }) => {
    await page.goto('./matrix/');
    await expect(named(page, settings, loaded)).toHaveAccessibleName(`${settings}, user.posts ${loaded}: ${says}`);
  });
}

for (const [path, settings, loaded] of [
  ['', `cascade="all, delete-orphan", passive_deletes=True, ondelete="CASCADE", ${NOT_NULL}`, 'loaded'],
  ['', `cascade="save-update, merge", passive_deletes=True, ondelete="SET NULL", ${NOT_NULL}`, 'not loaded'],
  [
    'one-to-many-bulk-delete/',
    'cascade="all", passive_deletes=False, ondelete="SET NULL", nullable=True',
    'not loaded',
  ],
] as const) {
  test(`${path}${settings}, ${loaded}: the explorer comes to the same verdict`, async ({ page }) => {
    await page.goto(`./matrix/${path}`);
    const link = page.getByRole('link', { name: `${settings}, user.posts ${loaded}` });
    const pointedAt = page.getByTestId('setting');
    // The matrix answers to the pointer once the page is alive.
    await expect(async () => {
      await page.mouse.move(1, 1);
      await link.hover();
      await expect(pointedAt.getByText(settings)).toBeVisible({ timeout: 2_000 });
    }).toPass();
    const said = pointedAt.getByRole('listitem').filter({ hasText: `user.posts ${loaded}` });
    const verdict = (await said.locator('span').last().textContent()) ?? '';
    expect(verdict).toMatch(/\.$/);
    await link.click();
    await expectLive(page);
    await expect(page.locator('#verdict + p')).toHaveText(verdict);
  });
}

test('a kind of outcome is shown alone, its count is that of the table, and the address keeps it', async ({ page }) => {
  await page.goto('./matrix/');
  const all = await outcomes(page).count();
  const count = await countOn(page, 'refused');
  await page.getByRole('button', { name: 'refused' }).click();
  await expect(page).toHaveURL(/\?show=refused$/);
  await expectSettings(page, count);
  await expect(page.locator('.mx-table a:not([data-tint=refused])')).toHaveCount(0);

  await page.getByRole('combobox', { name: 'user.posts before' }).selectOption('loaded');
  await page.getByRole('combobox', { name: 'nullable' }).selectOption('False');
  await page.getByRole('combobox', { name: 'passive_deletes' }).selectOption('True');
  await expect(page).toHaveURL(/show=refused&passive_deletes=True&nullable=False&loaded=loaded$/);
  await expect(async () => {
    const narrowed = await countOn(page, 'refused');
    expect(narrowed).toBeLessThan(count);
    await expect(outcomes(page)).toHaveCount(narrowed, { timeout: 500 });
  }).toPass();
  const narrowed = await outcomes(page).count();

  await page.reload();
  await expect(outcomes(page)).toHaveCount(narrowed);
  await page.getByRole('button', { name: 'Show all again' }).click();
  await expect(outcomes(page)).toHaveCount(all);
});

test('an empty filter says so and offers the way back', async ({ page }) => {
  await page.goto('./matrix/?show=null&passive_deletes=all&nullable=False');
  await expect(page.getByRole('status').filter({ hasText: 'No setting comes to this' })).toBeVisible();
  await expect(page.locator('.mx-table')).toHaveCount(0);
  await page.getByRole('button', { name: 'Show all settings' }).click();
  await expectSettings(page, SETTINGS.length);
});

test('Tab enters the matrix once, the arrow keys move in it, Enter opens the explorer', async ({ page }) => {
  await page.goto('./matrix/?passive_deletes=True');
  // The table is narrowed and takes keys once the page is alive.
  await expect(page.getByRole('combobox', { name: 'passive_deletes' }).locator('option:checked')).toHaveText('True');
  await outcomes(page).first().focus();
  const start = page.locator(':focus');
  await expect(start).toHaveAccessibleName(/save-update, merge".*ondelete=None.*not loaded or one loaded/);
  await page.keyboard.press('ArrowDown');
  await expect(page.locator(':focus')).toHaveAccessibleName(/ondelete=None.*user\.posts loaded/);
  await page.keyboard.press('End');
  await expect(page.locator(':focus')).toHaveAccessibleName(/ondelete="CASCADE", nullable=True, user\.posts loaded/);
  await expect(page.getByTestId('setting')).toContainText('ondelete="CASCADE", nullable=True');
  await page.keyboard.press('Shift+Tab');
  await expect(page.locator('.mx-table :focus')).toHaveCount(0);
  await page.keyboard.press('Tab');
  await expect(page.locator('.mx-table :focus')).toHaveAccessibleName(/ondelete="CASCADE", nullable=True/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/ondelete|cascade/);
  await expectLive(page);
});

test('each operation has a page of its own, chosen by name', async ({ page }) => {
  await page.goto('./matrix/');
  await page.locator('summary', { hasText: 'Choose another operation' }).click();
  const menu = page.getByRole('navigation', { name: 'Operations' });
  await expect(menu.getByRole('link')).toHaveCount(GRIDS.length);
  await menu.getByRole('link', { name: 'UNIQUE user_id' }).click();
  await expect(page).toHaveURL(/matrix\/one-to-one-replace-profile-unique\/$/);
  await expect(page.getByRole('link', { name: /23505/ }).first()).toBeVisible();
  await expectSettings(page, SETTINGS.length);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('the whole matrix can be read', async ({ page }) => {
    await page.goto('./matrix/');
    await expectSettings(page, SETTINGS.length);
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [
    { width: 1280, height: 900 },
    { width: 390, height: 844 },
  ]) {
    test.describe(`${colorScheme}, ${viewport.width} px`, () => {
      test.use({ colorScheme, viewport });
      test('the matrix has no accessibility violation and scrolls sideways in itself only', async ({ page }) => {
        await page.goto('./matrix/one-to-many-delete-post-then-user/');
        await expectFit(page);
        await page
          .getByRole('link', { name: /ondelete="CASCADE", nullable=True/ })
          .last()
          .focus();
        await expect(page.locator(':focus')).toBeInViewport();
      });
    });
  }
}

// The rules page: every rule of the catalogue, its anchor, its source, and the way into its scenario.
import { plainText } from '@/lib/rules/marked-text';
import { RULES } from '@/lib/rules/rules';
import { change } from '@/lib/scenario/change';
import { DEFAULT_SCENARIO } from '@/lib/scenario/scenario';
import { readUrl } from '@/lib/scenario/url';
import { expect, expectFit, expectLive, test } from './explorer';

test('every rule of the catalogue is there, with its number, words and source', async ({ page }) => {
  await page.goto('./rules/');
  await expect(page.getByRole('article')).toHaveCount(RULES.length);
  for (const { id, title, text, reference } of RULES) {
    const rule = page.locator(`article[id="${id}"]`);
    await expect(rule.getByRole('heading', { level: 3 })).toHaveText(plainText(title));
    await expect(rule).toContainText(plainText(text));
    await expect(rule).toContainText(reference);
  }
});

test('every rule leads to exactly its scenario, its program, or the page that shows it', async ({ page, baseURL }) => {
  await page.goto('./rules/');
  const site = new URL(baseURL ?? '').pathname;
  for (const { id, scenario, program, page: shownOn } of RULES) {
    const link = page.locator(`article[id="${id}"]`).getByRole('link', { name: 'See it happen' });
    const target = new URL((await link.getAttribute('href')) ?? '', baseURL);
    if (!scenario) {
      expect(target.pathname, id).toBe(`${site}${program ? `shapes/${program}/` : shownOn?.slice(1)}`);
      if (shownOn === '/rules/changes/') expect(target.hash, id).toBe(`#${id}`);
      continue;
    }
    expect(target.pathname, id).toBe(site);
    expect(readUrl(target.search), id).toEqual({
      scenario: change(DEFAULT_SCENARIO, scenario),
      engine: 'model',
      step: null,
      ignored: [],
    });
  }
});

for (const [id, says] of [
  ['D1', 'The ORM loaded 3 rows and deleted 3 posts, in 3 statements.'],
  ['K2', 'PostgreSQL refused the DELETE: posts still point at the user.'],
  ['O1', 'The ORM loaded 3 rows and deleted 1 post, in 2 statements.'],
] as const) {
  test(`${id} opens the explorer, which runs it`, async ({ page }) => {
    await page.goto(`./rules/#${id}`);
    await page.getByRole('link', { name: `See it happen: ${id}, in the explorer` }).click();
    await expectLive(page);
    await expect(page.locator('#verdict + p')).toContainText(says);
    await page.goBack();
    await expect(page.getByRole('heading', { level: 1 })).toContainText(`${RULES.length} rules`);
  });
}

test('a number in the index leads to its rule, and the rule stands out', async ({ page }) => {
  await page.goto('./rules/');
  const rule = page.locator('article[id="M2"]');
  const shadow = () => rule.evaluate((element) => getComputedStyle(element).boxShadow);
  await expect.poll(shadow).toBe('none');
  await page
    .getByRole('navigation', { name: 'Rules by number' })
    .getByRole('link', { name: 'M2', exact: true })
    .click();
  await expect(page).toHaveURL(/#M2$/);
  await expect(rule).toBeInViewport();
  await expect.poll(shadow).not.toBe('none');
});

test('the header says where one is and leads to the other pages', async ({ page }) => {
  await page.goto('./rules/');
  const pages = page.getByRole('navigation', { name: 'Pages' });
  await expect(pages.getByText('More: Rules')).toBeVisible();
  await expect(pages.locator('[aria-current=page]').first()).toHaveText('Rules');
  await pages.getByRole('link', { name: 'Questions' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Questions about a delete');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('all of it can be read', async ({ page }) => {
    await page.goto('./rules/');
    await expect(page.getByRole('article')).toHaveCount(RULES.length);
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [
    { width: 1280, height: 900 },
    { width: 390, height: 844 },
  ]) {
    test.describe(`${colorScheme}, ${viewport.width} px`, () => {
      test.use({ colorScheme, viewport });
      test('the rules have no accessibility violation and do not scroll sideways', async ({ page }) => {
        await page.goto('./rules/#D3');
        await expectFit(page);
      });
    });
  }
}

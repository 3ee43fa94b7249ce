// The questions: all are there with their answers, and a run is loaded where somebody comes to it and not before.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { pathOfQuestion } from '@/lib/questions/question';
import { QUESTIONS } from '@/lib/questions/questions';
import { plainText } from '@/lib/rules/marked-text';
import { caption, expect, expectFit, test } from './explorer';

const ONE = './questions/children-left-with-null/';
/** What a page of text may start with beyond the empty page, gzipped. */
const MOST_SCRIPT = 12_000;

const stage = (page: Page) => page.getByRole('region', { name: 'What happens' });

test('every question is in the list with its answer, and leads to its page', async ({ page, baseURL }) => {
  await page.goto('./questions/');
  const list = page.getByRole('main');
  const site = new URL(baseURL ?? '').pathname.replace(/\/$/, '');
  for (const question of QUESTIONS) {
    const link = list.getByRole('link', { name: question.title, exact: true });
    await expect(link).toHaveAttribute('href', `${site}${pathOfQuestion(question)}`);
    await expect(link.locator('xpath=..')).toContainText(plainText(question.answer));
  }
});

test('a run is loaded when it is come to, and plays to its end', async ({ page }) => {
  const asked: string[] = [];
  // The figure is below what is seen first.
  await page.setViewportSize({ width: 1280, height: 480 });
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(ONE);
  await expect(stage(page).getByRole('button', { name: 'Play' })).toBeVisible();
  await page.mouse.wheel(0, -1);
  await page.waitForFunction(() => globalThis.readerCame);
  expect(asked.filter((each) => /run\.json|engine|sqlalchemy/.test(each))).toEqual([]);

  await stage(page).scrollIntoViewIfNeeded();
  await expect(page.getByTestId('stage').getByRole('table', { name: 'Rows of posts at this step' })).toBeVisible();
  await expect(caption(page)).toHaveText('Before the run.');
  await stage(page).getByRole('button', { name: 'To the end' }).click();
  await expect(caption(page)).toHaveText('The transaction commits.');
  await expect(page.locator('[data-row="posts:1"][data-by=client]')).toHaveCount(1);
  expect(asked.filter((each) => /\/engine\/|\/sqlalchemy\//.test(each))).toEqual([]);
});

test('a run that does not arrive is said, and can be played again', async ({ page, complaints }) => {
  await page.route('**/run.json', (route) => route.abort());
  await page.goto(ONE);
  await stage(page).getByRole('button', { name: 'Play' }).click();
  await expect(stage(page).getByRole('status')).toContainText('could not be downloaded');
  complaints.length = 0;
  await page.unrouteAll();
  await stage(page).getByRole('button', { name: 'Play' }).click();
  await expect(caption(page)).toHaveText('The transaction commits.');
});

test('a question without a script has its answer, its run as text and the code', async ({ browser, baseURL }) => {
  const page = await browser.newPage({ javaScriptEnabled: false, ...(baseURL && { baseURL }) });
  await page.goto(ONE);
  await expect(page.getByRole('main')).toContainText('The ORM loaded 3 rows and set user_id to NULL on 3 posts');
  await page.getByText('3 statements and what each did').click();
  await expect(page.getByText('UPDATE posts SET user_id')).toBeVisible();
  await expect(page.getByText('passive_deletes=True,')).toBeVisible();
  await page.close();
});

test('the pages start with little more script than the empty one', async ({ page, baseURL }) => {
  const scriptOf = async (path: string) => {
    const text = await (await page.request.get(path)).text();
    const names = [...text.matchAll(/<link rel="preload" as="script" [^>]*href="([^"]+)"/g)].map(
      ([, name = '']) => name,
    );
    const site = new URL(baseURL ?? '').pathname;
    const sizes = names.map((name) => gzipSync(readFileSync(`out/${name.slice(site.length)}`)).length);
    return sizes.reduce((sum, size) => sum + size, 0);
  };
  const empty = await scriptOf('./404.html');
  expect(empty).toBeGreaterThan(0);
  for (const path of ['./questions/', ONE, './which/']) {
    expect((await scriptOf(path)) - empty, path).toBeLessThan(MOST_SCRIPT);
  }
});

test.describe('an error that is pasted', () => {
  const field = (page: Page) => page.getByRole('textbox', { name: 'Paste your error' });
  const answer = (page: Page) => page.getByRole('region', { name: 'Paste your error' }).getByRole('status');
  const REFUSED = `sqlalchemy.exc.IntegrityError: (psycopg2.errors.ForeignKeyViolation) update or delete on table "accounts" violates foreign key constraint "orders_account_id_fkey" on table "orders"
DETAIL:  Key (id)=(7) is still referenced from table "orders".`;

  test('is told in the reader’s own names, with the questions that may be meant and the run', async ({ page }) => {
    await page.goto('./shapes/');
    await page.getByRole('contentinfo').getByRole('link', { name: 'Paste an error' }).click();
    await page.waitForURL('**/questions/#error');
    await page.waitForLoadState('networkidle');
    const before = page.url();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await field(page).fill(REFUSED);
    await expect(answer(page)).toContainText(
      'A row of accounts with (id)=(7) was to be deleted, and orders still points',
    );
    await expect(answer(page).getByRole('listitem')).toHaveCount(4);
    await expect(answer(page)).toContainText('If it was session.delete()');
    expect([page.url(), asked.filter((each) => !each.includes('/icons/'))]).toEqual([before, []]);
    expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).not.toContain(
      'accounts',
    );
    await answer(page).getByRole('link', { name: 'See its run' }).first().click();
    await expect(page).toHaveURL(/\/questions\/foreign-key-violation\/#run$/);
    await expect(page.getByRole('main')).toContainText('SQLSTATE 23503');
  });

  test('is said not to be recognised where it is none of a delete', async ({ page }) => {
    await page.goto('./questions/');
    await field(page).fill('sqlite3.IntegrityError: FOREIGN KEY constraint failed');
    await expect(answer(page)).toContainText('This is not recognised as an error of a delete.');
    await expect(answer(page).getByRole('link').first()).toBeVisible();
    await field(page).fill('Lorem ipsum');
    await expect(answer(page)).toContainText('None of the questions has its words');
    await field(page).fill('');
    await expect(answer(page)).toBeEmpty();
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [
    { width: 1280, height: 900 },
    { width: 390, height: 844 },
  ]) {
    test.describe(`${colorScheme}, ${viewport.width} px`, () => {
      test.use({ colorScheme, viewport });
      test('the questions have no accessibility violation and do not scroll sideways', async ({ page }) => {
        await page.goto('./questions/');
        await page.getByRole('textbox').fill('FEHLER:  25P02: aktuelle Transaktion wurde abgebrochen');
        await expect(page.getByRole('status').getByRole('link').first()).toBeVisible();
        await expectFit(page);
        await page.goto('./questions/pending-rollback/');
        await stage(page).scrollIntoViewIfNeeded();
        await expect(page.locator('[data-row]').first()).toBeVisible();
        await expectFit(page);
      });
    });
  }
}

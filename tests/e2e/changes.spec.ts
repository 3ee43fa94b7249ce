// What changed in 2.1: every change with its words, source and programs, and both series' runs beside each other.
import type { Page } from '@playwright/test';
import { CHANGE_PROGRAMS, CHANGES } from '@/lib/changes/changes';
import { plainText } from '@/lib/rules/marked-text';
import { findRule } from '@/lib/rules/rules';
import { readComparison } from '@/lib/scenario/compare-url';
import { SERIES } from '@/lib/versions';
import { series } from './carried';
import { caption, expect, expectAccessible, expectFit, test } from './explorer';

const PAGE = './rules/changes/';

/** Of the series that this build carries, the older first. */
const versions = [...SERIES].reverse().flatMap((name) => {
  const carried = series[name];
  return 'absent' in carried ? [] : [carried.version];
});
const skipWithoutBoth = () => test.skip(versions.length < 2, 'this build does not carry both series');
const runOf = (page: Page, program: string) => page.getByRole('region', { name: `What came of ${program}.py` });

test('every change is there, with its words, its source and its programs', async ({ page }) => {
  await page.goto(PAGE);
  await expect(page.getByRole('article')).toHaveCount(CHANGES.length);
  for (const { id, issues, programs, unseen } of CHANGES) {
    const entry = page.locator(`article[id="${id}"]`);
    const { title, text, reference } = findRule(id) ?? { title: '', text: '', reference: '' };
    await expect(entry.getByRole('heading', { level: 3 })).toHaveText(plainText(title));
    await expect(entry).toContainText(plainText(text));
    await expect(entry).toContainText(reference);
    for (const { number, release } of issues) {
      await expect(entry).toContainText(`#${number}${release ? `, in ${release}` : ''}`);
    }
    if (unseen) await expect(entry).toContainText(plainText(unseen));
    await expect(entry.locator('details')).toHaveCount(programs.length);
  }
});

test('every program has a run on each series, under its release', async ({ page }) => {
  test.skip(versions.length === 0, 'this build carries no SQLAlchemy');
  await page.goto(PAGE);
  for (const name of CHANGE_PROGRAMS) {
    for (const version of versions) await expect(runOf(page, name).first()).toContainText(version);
  }
  const missing = SERIES.filter((name) => 'absent' in series[name]);
  await expect(page.getByRole('status').filter({ hasText: 'This build carries no SQLAlchemy' })).toHaveCount(
    missing.length,
  );
});

test('what only one series does is marked, what both do is said once', async ({ page }) => {
  skipWithoutBoth();
  await page.goto(PAGE);
  const labels = runOf(page, 'labels');
  await expect(labels.locator('mark').filter({ hasText: 'AS posts_title' })).toHaveCount(1);
  await expect(labels.getByText('DELETE FROM users')).toHaveCount(1);
  const autoflush = runOf(page, 'autoflush');
  await expect(autoflush.getByText('not sent')).toHaveCount(2);
  await expect(autoflush.locator('mark')).toHaveText([/^SELECT count/, /^SELECT count/, '2', '1']);
  await expect(runOf(page, 'warnings').getByText('no warning')).toHaveCount(4);
  await expect(runOf(page, 'delete-all')).toContainText("'Session' object has no attribute 'delete_all'");
});

test('the rules lead to a change and back, and a change with settings to a comparison of both', async ({ page }) => {
  await page.goto('./rules/');
  await page.getByRole('link', { name: 'See it happen: V8, in both series' }).click();
  await expect(page).toHaveURL(/\/rules\/changes\/#V8$/);
  await expect(page.locator('article[id="V8"]')).toBeInViewport();
  await page.getByRole('link', { name: 'Rule V8' }).click();
  await expect(page).toHaveURL(/\/rules\/#V8$/);
  await page.getByRole('main').getByRole('link', { name: 'What changed in 2.1 for deletes' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What changed in 2.1 for deletes');
  const compare = page.locator('article[id="V1"]').getByRole('link', { name: 'Compare the two series step by step' });
  const { ways, notes } = readComparison(new URL((await compare.getAttribute('href')) ?? '', page.url()).search);
  expect(ways.map(({ sqlalchemy }) => sqlalchemy)).toEqual(['2.0', '2.1']);
  expect(notes).toEqual([]);
});

test('a whole program can be read and copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(PAGE);
  const details = page.locator('article[id="V6"] details');
  await details.getByText('The whole program, autoflush.py').click();
  await details.getByRole('button', { name: 'Copy autoflush.py' }).click();
  await expect(details.getByRole('status')).toHaveText('Copied');
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toContain('# --- the operation\n    session.delete(post)');
});

const runIt = (page: Page, program: string) =>
  page.getByRole('button', { name: new RegExp(`^Run it in this tab.*: ${program}\\.py$`) });
const inThisTab = (page: Page, program: string) => page.getByRole('list', { name: `${program}.py in this tab` });

test('a program runs in the tab on one series after the other, by the keyboard, and comes to what was recorded', async ({
  page,
}) => {
  skipWithoutBoth();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(PAGE);
  await expect(runIt(page, 'warnings')).toContainText(/loads up to \d+\.\d MB/);
  expect(asked.filter((url) => /\/(sqlalchemy|engine)\/|\.json$/.test(url))).toEqual([]);
  for (const program of ['warnings', 'delete-all']) {
    await runIt(page, program).focus();
    await page.keyboard.press('Enter');
  }
  await expect(inThisTab(page, 'warnings').getByRole('status')).toHaveText([
    'As recorded: the same 2 statements.',
    'As recorded: the same 2 statements and 4 warnings.',
  ]);
  const outcomes = inThisTab(page, 'delete-all').getByRole('listitem');
  await expect(outcomes.getByRole('status')).toHaveText([
    'As recorded: the same 1 error.',
    'As recorded: the same 6 statements.',
  ]);
  await expect(runIt(page, 'delete-all')).toBeFocused();
  await expect(runIt(page, 'labels')).not.toContainText('MB');
  await expectAccessible(page, 'article[id=V8]');

  const open = outcomes.nth(1).getByRole('button', { name: 'Step through it' });
  await open.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: `delete-all.py on SQLAlchemy ${versions[1]}` });
  await expect(dialog.getByTestId('produced-by')).toHaveAttribute('data-live', 'true');
  await expect(dialog.locator('[data-row][data-fate=deleted]')).toHaveCount(4);
  await page.keyboard.press('Home');
  await expect(caption(page)).toHaveText('Before the run.');
  for (const row of await dialog.locator('[data-row]').all()) await expect(row).toBeVisible();
  await expectAccessible(page, 'dialog');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(open).toBeFocused();
});

test('where the tab comes to something else, that is said and shown beside what was recorded', async ({ page }) => {
  skipWithoutBoth();
  await page.route('**/rules/changes/autoflush.json', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ body: (await answer.text()).replaceAll(/\d posts after/g, '3 posts after') });
  });
  await page.goto(PAGE);
  await page.getByRole('combobox', { name: 'The series to run autoflush.py on' }).selectOption({ index: 2 });
  await runIt(page, 'autoflush').click();
  const outcomes = inThisTab(page, 'autoflush').getByRole('listitem');
  await expect(outcomes.nth(1)).toContainText('Not as recorded: 1 line differs.');
  await expect(outcomes.nth(0)).toContainText('has not run it');
  const both = page.getByRole('region', { name: /^autoflush\.py on SQLAlchemy .* recorded and in this tab$/ });
  await expect(both.locator('mark')).toHaveText(['3', '1']);
});

test('what cannot be downloaded is said, and another try runs what was missed', async ({ page, complaints }) => {
  skipWithoutBoth();
  await page.goto(PAGE);
  const alert = page.getByRole('article').getByRole('alert');
  await page.context().setOffline(true);
  await runIt(page, 'gone').click();
  await expect(alert).toContainText('What runs it could not be downloaded.');
  await page.context().setOffline(false);
  await page.route('**/sqlalchemy/**/2.1/**', (route) => route.abort());
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(alert).toContainText('SQLAlchemy could not be downloaded');
  const outcomes = inThisTab(page, 'gone').getByRole('status');
  await expect(outcomes).toHaveText(['As recorded: the same 1 warning and 3 printed lines.', '']);
  await page.unroute('**/sqlalchemy/**/2.1/**');
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(outcomes.nth(1)).toHaveText('As recorded: the same 3 printed lines.');
  await expect(alert).toHaveCount(0);
  complaints.splice(0, complaints.length, ...complaints.filter((each) => !/ERR_(FAILED|INTERNET)/.test(each)));
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('all of it can be read', async ({ page }) => {
    await page.goto(PAGE);
    await expect(page.getByRole('article')).toHaveCount(CHANGES.length);
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [
    { width: 1280, height: 900 },
    { width: 390, height: 844 },
  ]) {
    test.describe(`${colorScheme}, ${viewport.width} px`, () => {
      test.use({ colorScheme, viewport });
      test('the changes have no accessibility violation and do not scroll sideways', async ({ page }) => {
        await page.goto(PAGE);
        await page.locator('article[id="V6"] summary').click();
        await expectFit(page);
      });
    });
  }
}

// The comparison: one timeline for all ways, the claim held to the rows, pins, tabs, links.
import type { Page } from '@playwright/test';
import { expect, expectFit, expectLive, test } from './explorer';

async function openCompare(page: Page, query = ''): Promise<void> {
  await page.goto(`./compare/${query}`);
  await expectLive(page);
}

const captions = (page: Page) => page.getByTestId('caption');
const conclusion = (page: Page) => page.getByRole('status').filter({ hasText: /It is (not )?true here/ });
const way = (page: Page, number: number) => page.getByRole('region', { name: new RegExp(`^Way ${number}:`) });
const line = (page: Page, name: RegExp) => page.getByRole('row', { name });
const ORPHANS = '?c=cascade%3Dall%26op%3Dremove-post%26nullable%3DTrue&c=op%3Dremove-post%26nullable%3DTrue';
const REFUSED = '?c=&c=ondelete%3DNone';

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [
    { width: 1280, height: 900 },
    { width: 360, height: 740 },
  ]) {
    test.describe(`${colorScheme}, ${viewport.width} px`, () => {
      test.use({ colorScheme, viewport });
      for (const query of ['', REFUSED]) {
        test(`${query || 'the three ways'}: no accessibility violation, and no sideways scroll`, async ({ page }) => {
          await openCompare(page, query);
          await expect(page.getByTestId('stage').first()).toBeVisible();
          await expectFit(page);
        });
      }
    });
  }
}

test('opens on the three ways, which have the same final effect by other hands', async ({ page }) => {
  await openCompare(page);
  await expect(conclusion(page)).toHaveText(/It is true here\. All three ways leave 1 user and 2 posts/);
  await expect(page.getByText('Ways 1 and 3 also get there alike')).toBeVisible();
  await expect(line(page, /^posts 1–3 /)).toHaveText(/ORM\s*foreign key\s*ORM$/);
  await expect(line(page, /^Post 1–3 /)).toHaveText(/deleted\s*never loaded\s*deleted$/);
  await expect(way(page, 1).getByText('not sent by way 2')).toHaveCount(2);
  await expect(way(page, 2).getByText(/not sent by/)).toHaveCount(0);
  await expect(way(page, 2).getByRole('list', { name: 'Counts' })).toContainText('1 statement, differs');
});

test('beside each verdict stands what the recorded server took, where it was recorded', async ({ page }) => {
  await openCompare(page);
  const largest = /recorded with asyncpg: .*100,000 posts took ([\d.]+ m?s)/;
  const took: (string | undefined)[] = [];
  for (const number of [1, 2, 3]) {
    const figure = way(page, number).getByTestId('server-figure');
    await expect(figure).toHaveText(largest);
    took.push(largest.exec((await figure.textContent()) ?? '')?.[1]);
  }
  expect(took[0]).toBe(took[2]);
  expect(took[0]).not.toBe(took[1]);
  await way(page, 2).getByLabel('ondelete').selectOption('None');
  await expect(way(page, 2).getByTestId('server-figure')).toHaveCount(0);
  await expect(way(page, 1).getByTestId('server-figure')).toHaveCount(1);
});

test('in a narrow column too, what is on the stage stays on it at every step', async ({ page }) => {
  await page.setViewportSize({ width: 1100, height: 900 });
  await openCompare(page);
  await page.keyboard.press('Home');
  const timeline = page.getByRole('slider', { name: 'Step of all ways' });
  for (let step = 0; step <= 16; step++) {
    await expect(timeline).toHaveAttribute('aria-valuetext', new RegExp(`^step ${step} of 16`));
    const outside = () =>
      page.getByTestId('stage').evaluateAll((stages) =>
        stages.flatMap((stage) => {
          const { right } = stage.getBoundingClientRect();
          const nodes = [...stage.querySelectorAll('.react-flow__node')];
          return nodes.filter((node) => node.getBoundingClientRect().right > right + 1).map((node) => node.textContent);
        }),
      );
    await expect.poll(outside).toEqual([]);
    await page.keyboard.press('ArrowRight');
  }
});

test('one timeline drives all ways, by the keyboard alone', async ({ page }) => {
  await openCompare(page);
  await page.keyboard.press('Home');
  await expect(captions(page)).toHaveText(Array(3).fill('Before the run.'));
  await page.keyboard.press('ArrowRight');
  await expect(captions(page)).toHaveText(Array(3).fill('A transaction begins.'));
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.keyboard.press('End');
  await expect(captions(page)).toHaveText(Array(3).fill('The transaction commits.'));
  await expect(page.getByRole('button', { name: 'Replay' })).toBeVisible();
});

test('a line of one log takes all ways to that moment, which is part of the link', async ({ page }) => {
  await openCompare(page);
  await way(page, 1)
    .getByRole('button', { name: /SELECT posts/ })
    .click();
  await expect(captions(page).first()).toHaveText('The ORM sends SELECT for posts.');
  await expect(captions(page).nth(2)).toHaveText('The ORM sends SELECT for posts.');
  const second = 'delete() marks user 1 for deletion.';
  await expect(captions(page).nth(1)).toHaveText(second);
  await expect(page).toHaveURL(/\?step=\d+$/);
  await page.reload();
  await expectLive(page);
  await expect(captions(page)).toHaveText([
    'The ORM sends SELECT for posts.',
    second,
    'The ORM sends SELECT for posts.',
  ]);
});

test('a flag of one way makes the claim untrue, and the back button makes it true again', async ({ page }) => {
  await openCompare(page);
  await way(page, 2).getByLabel('ondelete').selectOption('None');
  await expect(conclusion(page)).toContainText('It is not true here.');
  await expect(conclusion(page)).toContainText('Way 2 is refused by PostgreSQL (SQLSTATE 23503)');
  await expect(line(page, /^posts 1–3 /)).toHaveText(/gone\s*kept\s*gone$/);
  await page.goBack();
  await expect(conclusion(page)).toContainText('It is true here.');
  await expect(way(page, 2).getByLabel('ondelete')).toHaveValue('CASCADE');
});

test('operation and posts are set once for all', async ({ page }) => {
  await openCompare(page);
  await page.getByLabel('Posts of user 1', { exact: true }).fill('20');
  await page.keyboard.press('Enter');
  await expect(line(page, /^posts 1–20 /)).toBeVisible();
  await page.getByLabel('operation', { exact: true }).selectOption('raw-delete');
  await expect(page.getByText('All three ways also get there alike')).toBeVisible();
});

test('rows that end differently are told, and who differs', async ({ page }) => {
  await openCompare(page, ORPHANS);
  await expect(conclusion(page)).toContainText('It is not true here.');
  await expect(line(page, /^posts 1 /)).toHaveText(/user_id = NULL\s*gone$/);
});

test('ways can be removed and added', async ({ page }) => {
  await openCompare(page);
  await page.getByRole('button', { name: 'Remove way 3' }).click();
  await expect(conclusion(page)).toContainText('Both ways leave');
  await page.getByLabel('Add a way').selectOption({ label: 'the classic mistake' });
  await expect(conclusion(page)).toContainText('Way 3 is refused');
  await page.getByRole('button', { name: 'Back to the three ways' }).click();
  await expect(conclusion(page)).toContainText('All three ways leave');
});

test('what is pinned in the explorer stands beside another way, and what is pinned next joins them', async ({
  page,
}) => {
  await page.goto('./?ondelete=None');
  await expectLive(page);
  await page.getByRole('link', { name: 'Pin to compare' }).click();
  await expectLive(page);
  await expect(way(page, 1)).toContainText('cascade only');
  await expect(way(page, 2)).toContainText('ondelete=None');
  await expect(page).toHaveURL(/compare\/\?c=[^&]+&c=ondelete%3DNone$/);
  await page.goto('./?passive_deletes=False');
  await expectLive(page);
  await page.getByRole('link', { name: 'Pin to compare' }).click();
  await expect(page).toHaveURL(/&c=ondelete%3DNone&c=passive_deletes%3DFalse$/);
  await expect(conclusion(page)).toContainText('It is not true here.');
});

test('a mangled link falls back way by way and says so', async ({ page }) => {
  await openCompare(page, '?c=passive_deletes%3Dmaybe&c=posts%3D9&c&c&step=x&%E0%A4%A');
  const said = page.getByRole('status').filter({ hasText: 'ignored' });
  for (const text of ['4 ways', 'Way 1: passive_deletes', 'Way 2 was asked for with posts 9', 'The step was ignored']) {
    await expect(said).toContainText(text);
  }
  await expect(conclusion(page)).toContainText('It is true here.');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });
  test('the ways are tabs that keep the step', async ({ page }) => {
    await openCompare(page);
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await expect(way(page, 2)).toBeHidden();
    await page.getByRole('tab', { name: /^2 / }).click();
    await expect(way(page, 1)).toBeHidden();
    await expect(way(page, 2).getByTestId('caption')).toHaveText('A transaction begins.');
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('tab', { name: /^3 / })).toBeFocused();
    await expect(way(page, 3).getByTestId('caption')).toHaveText('A transaction begins.');
    await expect(way(page, 3).getByTestId('stage')).toHaveAttribute('data-step', '1');
  });
});

test.describe('without motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });
  test('a changed flag shows its end at once', async ({ page }) => {
    await openCompare(page);
    await way(page, 1).getByLabel('passive_deletes').selectOption('True');
    await expect(page.getByText('Ways 1 and 2 also get there alike')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Replay' })).toBeVisible();
    await expect(captions(page)).toHaveText(Array(3).fill('The transaction commits.'));
  });
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('the three recorded ways and the claim can be read', async ({ page }) => {
    await page.goto('./compare/');
    await expect(conclusion(page)).toContainText('It is true here.');
    await expect(way(page, 2).getByText('DELETE FROM users').first()).toBeVisible();
  });
});

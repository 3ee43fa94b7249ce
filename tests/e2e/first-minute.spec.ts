// The first minute: captions on the stage, a prediction that covers what it asks for, goals with feedback.
import type { Locator, Page } from '@playwright/test';
import { caption, expect, expectAccessible, expectLive, openExplorer, test } from './explorer';

const way = (page: Page, name: string) => page.getByRole('group', { name: 'Ways in' }).getByRole('button', { name });
const form = (page: Page) => page.getByRole('form', { name: 'What will this run do?' });
const result = (page: Page) => page.getByRole('region', { name: 'Your prediction' });

/** Tab until it has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
}

/** Answers a question of the form by its keys: the first choice is taken with space, each other by an arrow. */
async function answer(page: Page, about: string, place: number): Promise<void> {
  const choices = form(page).getByRole('radiogroup', { name: about, exact: true }).getByRole('radio');
  await tabTo(page, choices.first());
  await page.keyboard.press('Space');
  for (let at = 0; at < place; at++) await page.keyboard.press('ArrowDown');
  await expect(choices.nth(place)).toBeChecked();
}

test('from the home page to a right prediction, by the keyboard alone', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openExplorer(page);
  // It offers itself, and plays nothing.
  const offer = page.getByRole('region', { name: 'New here?' });
  await expect(offer).toBeVisible();
  await expect(caption(page)).toHaveText('Before the run.');
  await tabTo(page, offer.getByRole('button', { name: 'Show me' }));
  await page.keyboard.press('Enter');
  await expect(offer).toHaveCount(0);

  const seen: string[] = [];
  for (const [title, step] of [
    ['Nothing is loaded', 5],
    ['One DELETE travels', 6],
    ['PostgreSQL’s foreign key acts', 10],
    ['Who removed what', 12],
  ] as const) {
    const card = page.getByRole('region', { name: title });
    await expect(card.getByRole('heading')).toHaveText(title);
    await expect(page.getByTestId('stage')).toHaveAttribute('data-step', String(step));
    const button = card.getByRole('button', { name: /^(Next|Now predict)/ });
    await expect(button).toBeFocused();
    seen.push((await button.textContent()) ?? '');
    await page.keyboard.press('Enter');
  }
  expect(seen).toEqual(['Next', 'Next', 'Next', 'Now predict one: cascade only']);

  await expect(page).toHaveURL(/passive_deletes=False/);
  await expect(form(page).getByRole('heading')).toBeFocused();
  await answer(page, 'The operation', 0);
  await answer(page, 'user 1', 0);
  await answer(page, 'user 2', 2);
  await answer(page, 'posts 1, 2 and 3 of user 1', 0);
  await answer(page, 'posts 4 and 5 of user 2', 2);
  const play = form(page).getByRole('button', { name: 'Play and see' });
  await expect(play).toBeDisabled();
  await tabTo(page, form(page).getByRole('spinbutton'));
  await page.keyboard.type('3');
  await page.keyboard.press('Enter');
  // Without motion the end is there at once.
  await expect(result(page).getByRole('status')).toHaveText('Right in all 6.');
  await expect(caption(page)).toHaveText('The transaction commits.');
  await expect(page.getByRole('region', { name: 'The verdict' })).toBeVisible();

  await page.goto('./');
  await expectLive(page);
  await expect(way(page, 'Show me')).toBeVisible();
  await expect(offer).toHaveCount(0);
  // It can be called up again, and ends with Escape, where it began.
  await way(page, 'Show me').press('Enter');
  await expect(page.getByRole('region', { name: 'Nothing is loaded' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: 'Nothing is loaded' })).toHaveCount(0);
  await expect(way(page, 'Show me')).toBeFocused();
});

test('while one predicts, what the run comes to is covered until it is played, for everybody', async ({ page }) => {
  await openExplorer(page, '?step=12');
  await way(page, 'Predict').click();
  const log = page.getByRole('region', { name: 'SQL log' });
  const marks = page.getByRole('region', { name: 'What happens' }).locator('[data-stage] span.drawn');
  const covered = async () => {
    const tree = (
      await Promise.all([page.getByRole('region', { name: 'What happens' }), log].map((part) => part.ariaSnapshot()))
    ).join();
    expect(tree).not.toMatch(/of 12|removed \d|rows survive|round trips \d|on a server/);
    return tree;
  };
  await expect(form(page)).toBeVisible();
  await expect(log.locator('[data-line]')).toHaveCount(0);
  await expect(page.getByRole('list', { name: 'Counts' })).toHaveCount(0);
  await expect(page.getByRole('region', { name: /The verdict|How this run ends/ })).toHaveCount(0);
  await expect(page.getByTestId('announced')).toHaveText('Before the run.');
  expect(await covered()).not.toMatch(/DELETE FROM|deletes users|commits/);
  // The line and the cursor of the timeline are no marks.
  await expect(marks).toHaveCount(2);

  await form(page).getByRole('radio', { name: 'it goes through' }).check();
  const posts = form(page).getByRole('radiogroup', { name: 'posts 1, 2 and 3 of user 1', exact: true });
  await posts.getByRole('radio', { name: 'ORM removes it' }).check();
  await form(page).getByRole('spinbutton').fill('1');
  await expect(form(page).getByRole('status')).toHaveText('3 answers are open.');

  // Stepping is playing, too: what was said stands, and each step uncovers its own.
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  for (let step = 1; step <= 6; step++) {
    await page.keyboard.press('ArrowRight');
    await expect(page.getByTestId('stage')).toHaveAttribute('data-step', String(step));
  }
  await expect(form(page)).toHaveCount(0);
  await expect(log.locator('[data-line]')).toHaveCount(6);
  await expect(log.locator('[data-line]').last()).toContainText('DELETE FROM users');
  await expect(log.getByText(/^Covered/)).toBeVisible();
  expect(await covered()).not.toMatch(/foreign key's statement|DELETE FROM ONLY|commits/);
  await expect(result(page)).toContainText('posts 1, 2 and 3 of user 1: removed by the ORM');

  await page.keyboard.press('End');
  await expect(result(page).getByRole('status')).toHaveText('2 of 3 answers right.');
  const wrong = result(page).locator('[data-right=false]');
  await expect(wrong).toHaveCount(1);
  await expect(wrong).toContainText('removed by the foreign key. You said: removed by the ORM.');
  await expect(wrong).toContainText('ON DELETE CASCADE of user_id did it, inside the DELETE for users. D2');
  await expect(page.getByRole('list', { name: 'Counts' })).toBeVisible();
  await expect(log.locator('[data-line]').filter({ hasText: 'DELETE FROM ONLY' })).toBeVisible();

  // Another flag is another run, covered again; leaving uncovers it.
  await result(page).getByRole('button', { name: 'Predict this one again' }).click();
  await page.getByRole('combobox', { name: 'ondelete' }).first().selectOption('None');
  await expect(page).toHaveURL(/ondelete=None/);
  await expect(form(page).getByRole('radio', { name: 'it goes through' })).not.toBeChecked();
  await expect(log.locator('[data-line]')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Pause' })).toHaveCount(0);
  await form(page).getByRole('button', { name: 'Leave' }).click();
  await expect(page.getByRole('region', { name: 'How this run ends' })).toContainText('PostgreSQL refused');
  await expect(way(page, 'Predict')).toBeFocused();
});

test('a goal says what stands in its way, and when it is reached', async ({ page }) => {
  await openExplorer(page);
  await way(page, 'Goals').click();
  const goals = page.getByRole('region', { name: 'Goals' });
  await expect(goals.getByRole('link')).toHaveCount(4);
  await goals.getByRole('link', { name: 'Keep the posts' }).click();
  await expect(page).toHaveURL(/goal=keep-the-posts/);
  const feedback = goals.getByRole('status');
  await expect(feedback).toHaveText('Not yet. The foreign key deleted 3 posts.');
  const model = page.getByRole('region', { name: 'The model' });
  await model.getByRole('combobox', { name: 'ondelete' }).selectOption('SET NULL');
  await expect(feedback).toHaveText(/^Not yet\. PostgreSQL refused, and the user is still there: .*user_id/);
  await model.getByRole('switch', { name: /^nullable/ }).click();
  await expect(feedback).toHaveText(/^✓ Reached\. The user is gone, and all 5 posts stay/);
  await expect(page).toHaveURL(/goal=keep-the-posts/);
  // A prediction covers it, too.
  await way(page, 'Predict').click();
  await expect(feedback).toHaveText('');
  await way(page, 'Predict').click();
  await goals.getByRole('button', { name: 'Leave the goal' }).click();
  await expect(goals).toHaveCount(0);
  await expect(page).not.toHaveURL(/goal/);
  await page.goto('./?goal=no-such-goal');
  await expect(goals.getByRole('status')).toHaveText('There is no goal “no-such-goal”. These are the goals:');
  await expect(goals.getByRole('link')).toHaveCount(4);
});

for (const { colorScheme, width } of [
  { colorScheme: 'light', width: 320 },
  { colorScheme: 'dark', width: 1440 },
] as const) {
  test(`all of it fits and has no accessibility violation, ${colorScheme}, ${width} px`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 900 });
    await openExplorer(page);
    await way(page, 'Show me').click();
    await expect(page.getByRole('button', { name: 'Skip' })).toBeInViewport({ ratio: 1 });
    await expectAccessible(page, '[data-stage]');
    await way(page, 'Predict').click();
    await form(page).getByText('What do these flags say?').click();
    await form(page)
      .getByRole('button', { name: /^posts 1.*one by one$/ })
      .click();
    await expect(form(page).getByRole('radiogroup')).toHaveCount(7);
    await expectAccessible(page, 'form');
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.getByRole('button', { name: 'One step forward' }).click();
    await expect(result(page)).toBeVisible();
    await way(page, 'Goals').click();
    await expect(page.getByRole('region', { name: 'Goals' })).toBeVisible();
    await expectAccessible(page, '[aria-label=Goals]');
  });
}

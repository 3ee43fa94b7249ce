// Manners: links, keyboard, themes, phone, no script, failures with a way on.
import type { Page } from '@playwright/test';
import { caption, expect, expectFit, expectLive, marks, openExplorer, test } from './explorer';

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [
    { width: 1280, height: 900 },
    { width: 390, height: 844 },
  ]) {
    test.describe(`${colorScheme}, ${viewport.width} px`, () => {
      test.use({ colorScheme, viewport });
      for (const query of ['', '?ondelete=None', '?posts=200&passive_deletes=False']) {
        test(`${query || 'the home page'} has no accessibility violation and does not scroll sideways`, async ({
          page,
        }) => {
          await openExplorer(page, query);
          await expectFit(page);
        });
      }
    });
  }
}

test('the icons and the manifest are where the page says, below the base path too', async ({ page, baseURL }) => {
  await page.goto('./');
  const links = page.locator('link[rel="manifest"], link[rel="icon"], link[rel="apple-touch-icon"]');
  const addresses = await links.evaluateAll((all) => all.map((link) => (link as HTMLLinkElement).href));
  expect(addresses).toHaveLength(4);
  for (const address of addresses) {
    expect(address).toContain(baseURL);
    expect((await page.request.get(address)).status(), address).toBe(200);
  }
});

test.describe('before the page’s own code has come', () => {
  /** Opens a page whose scripts wait for `come`, all of them or those from the one at `from` on. */
  async function openHeld(page: Page, path: string, from = 0): Promise<() => void> {
    let come = () => {};
    const held = new Promise<void>((resolve) => {
      come = resolve;
    });
    let seen = 0;
    await page.route('**/_next/static/chunks/**/*.js', async (route) => {
      if (seen++ >= from) await held;
      await route.continue();
    });
    await page.goto(path, { waitUntil: 'commit' });
    return come;
  }

  // React comes with the first scripts and takes over what it can: it stops the events of what it is waiting for.
  for (const from of [0, 4, 8, 10, 12]) {
    test(`a choice in a list is kept, when ${from} scripts are there`, async ({ page }) => {
      const come = await openHeld(page, './shapes/three-levels/', from);
      await page.getByRole('combobox', { name: 'Shape' }).selectOption('tree');
      come();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('A tree in one table');
    });
  }

  test('a button, a choice and a number are kept', async ({ page }) => {
    const come = await openHeld(page, './');
    await page.getByRole('button', { name: /^Theme: system/ }).click();
    await page.getByRole('combobox', { name: 'passive_deletes' }).first().selectOption('False');
    await page.getByRole('spinbutton', { name: 'Posts of user 1' }).fill('5');
    await page.keyboard.press('Tab');
    come();
    await expect(page).toHaveURL(/posts=5/);
    await expect(page).toHaveURL(/passive_deletes=False/);
    await expect(page.getByRole('button', { name: /^Theme: light/ })).toBeVisible();
    await expectLive(page);
  });
});

test('the keyboard alone plays, steps and jumps', async ({ page }) => {
  await openExplorer(page);
  await page.keyboard.press('Home');
  await expect(caption(page)).toHaveText('Before the run.');
  await page.keyboard.press('ArrowRight');
  await expect(caption(page)).toHaveText('A transaction begins.');
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeHidden();
  await page.keyboard.press('End');
  await expect(caption(page)).toHaveText('The transaction commits.');
});

test('after a click on a button the keys still step, and space still presses it', async ({ page }) => {
  await openExplorer(page);
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.keyboard.press('Home');
  await expect(caption(page)).toHaveText('Before the run.');
  await page.keyboard.press('ArrowRight');
  await expect(caption(page)).toHaveText('A transaction begins.');
  const theme = page.getByRole('button', { name: /^Theme/ });
  const before = (await theme.getAttribute('aria-label')) ?? '';
  await theme.focus();
  await page.keyboard.press('Space');
  await expect(theme).not.toHaveAttribute('aria-label', before);
  await expect(caption(page)).toHaveText('A transaction begins.');
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await page.keyboard.press('End');
  await expect(caption(page)).toHaveText('The transaction commits.');
});

test('a step is part of the link, and opening the link shows it', async ({ page }) => {
  await openExplorer(page);
  await page.keyboard.press('Home');
  for (const _ of [1, 2, 3]) await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/step=3/);
  await page.reload();
  await expectLive(page);
  await expect(caption(page)).toHaveText('The Session loads user 1.');
});

test('the back button brings the scenario before back', async ({ page }) => {
  await openExplorer(page);
  await page.getByRole('button', { name: 'cascade only' }).click();
  await expect(page).toHaveURL(/passive_deletes=False/);
  await page.keyboard.press('End');
  await expect.poll(() => marks(page)).toContain('posts:1 deleted client');
  await page.goBack();
  await expect(page).not.toHaveURL(/passive_deletes/);
  await expect(caption(page)).toHaveText('Before the run.');
  await page.keyboard.press('End');
  await expect.poll(() => marks(page)).toContain('posts:1 deleted foreign-key');
});

test('a mangled link falls back field by field and says which field it ignored', async ({ page }) => {
  await openExplorer(page, '?passive_deletes=maybe&posts=1e9&ondelete=SET+NULL&nullable=True&step=-4&%E0%A4%A');
  const said = page.getByRole('status').filter({ hasText: 'ignored' });
  for (const field of ['passive_deletes', 'posts', 'step']) await expect(said).toContainText(field);
  await expect(said).not.toContainText('ondelete');
  await page.keyboard.press('End');
  await expect.poll(() => marks(page)).toContain('posts:1 changed foreign-key');
  // It stays when stepping puts the link in order, and goes when a setting is changed.
  await page.keyboard.press('Home');
  await expect(page).not.toHaveURL(/maybe/);
  await expect(said).toContainText('passive_deletes');
  await page.getByRole('button', { name: 'cascade only' }).click();
  await expect(said).toHaveCount(0);
});

test('a cascade that SQLAlchemy does not know is shown in its own words', async ({ page }) => {
  await openExplorer(page, '?cascade=all,+orphan');
  await expect(page.getByText("Invalid cascade option(s): 'orphan'").first()).toBeVisible();
});

test.describe('without motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });
  test('a changed flag shows its end at once, with the same marks', async ({ page }) => {
    await openExplorer(page);
    await page.getByRole('button', { name: 'cascade only' }).click();
    await expect(page.getByRole('button', { name: 'Replay' })).toBeVisible();
    await expect.poll(() => marks(page)).toContain('posts:3 deleted client');
  });
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('the page can be read: what it is, the model, the verdict, the log', async ({ page }) => {
    await page.goto('./');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Who deleted my rows, SQLAlchemy or PostgreSQL?');
    // A browser whose scripts are off by its tools does not show <noscript>, so its text is looked up in what was sent.
    expect(await (await page.request.get('./')).text()).toContain('Without JavaScript this page shows one run');
    await expect(page.getByRole('region', { name: 'The model' })).toContainText('relationship(');
    await expect(page.getByRole('region', { name: 'SQL log' })).toContainText('DELETE FROM users');
  });
});

test('a worker that cannot be loaded is said so, and a retry brings it to life', async ({ page, complaints }) => {
  await page.route('**/engine/**', (route) => route.abort());
  await page.goto('./');
  const alert = page.getByRole('alert').filter({ has: page.getByRole('button', { name: 'Try again' }) });
  await expect(alert).toBeVisible();
  await page.unroute('**/engine/**');
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expectLive(page);
  complaints.length = 0;
});

test('a browser without WebAssembly is told so in a sentence', async ({ page, complaints }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'WebAssembly'));
  await page.goto('./');
  await expect(page.getByRole('alert').filter({ hasText: 'WebAssembly' })).toBeVisible();
  complaints.length = 0;
});

test('ten thousand posts leave row by row, and the counts are right', async ({ page }) => {
  await openExplorer(page, '?posts=10000&passive_deletes=False');
  await page.keyboard.press('End');
  await expect(page.getByText('10,002 → 2')).toBeVisible();
  await page.keyboard.press('Home');
  await expect(page.getByText('10,002 rows')).toBeVisible();
  await page.getByLabel('Speed').selectOption('4');
  await page.keyboard.press('Space');
  await expect(page.getByText('10,002 → 2')).toBeVisible();
});

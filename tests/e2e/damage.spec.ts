// What happens when something is damaged on its way, or does not come: a sentence, and a way on.
import type { Page } from '@playwright/test';
import { carried } from './carried';
import { answered, DAMAGES, type Damage } from './damages';
import { expect, expectLive, openExplorer, test } from './explorer';

// What a browser says of files that do not come is what these tests provoke; nothing of ours may be left uncaught.
test.afterEach(({ complaints }) => {
  complaints.splice(0, complaints.length, ...complaints.filter((each) => !each.startsWith('console: ')));
});

const alertOf = (page: Page, text: string) => page.getByRole('alert').filter({ hasText: text });

async function tryAgain(page: Page, sentence: string): Promise<void> {
  const alert = alertOf(page, sentence);
  await expect(alert).toBeVisible();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await alert.getByRole('button', { name: 'Try again' }).click();
}

for (const file of ['pglite.wasm', 'snapshot.tar']) {
  for (const [name, damage] of Object.entries(DAMAGES)) {
    test(`PostgreSQL’s ${file}, ${name}: said, and had by trying again`, async ({ page }) => {
      await page.route(`**/engine/**/${file}`, damage);
      await page.goto('./');
      await tryAgain(page, 'PostgreSQL could not be downloaded');
      await expectLive(page);
    });
  }
}

test('a worker’s script that is never answered is asked for once more, and given up then', async ({ page }) => {
  await page.route('**/engine/**/engine.worker.js', async () => {});
  await page.goto('./');
  await expect(page.getByText('asking once more, as nothing has arrived')).toBeVisible();
  await tryAgain(page, 'PostgreSQL did not answer in time');
  await expectLive(page);
});

for (const file of ['scale.worker.js', 'pglite.wasm', 'auto_explain.tgz']) {
  for (const name of ['flipped', 'never answered'].filter((each) => file !== 'scale.worker.js' || each !== 'flipped')) {
    test(`the laboratory’s ${file}, ${name}: said, and measured by asking again`, async ({ page }) => {
      const damage = DAMAGES[name] as Damage;
      await page.route(`**/engine/**/${file}`, damage);
      await page.goto('./scale/');
      const laboratory = page.getByTestId('laboratory');
      // It measures by itself once somebody is there.
      await expect(laboratory).toContainText('PostgreSQL could not be downloaded');
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await page.getByRole('button', { name: 'Measure', exact: true }).click();
      await expect(laboratory).toHaveAttribute('data-status', 'measuring');
    });
  }
}

test.describe('SQLAlchemy’s files', () => {
  test.skip('absent' in carried, 'This build carries no SQLAlchemy');
  const sentence = 'SQLAlchemy could not be downloaded';

  for (const file of ['pyodide.asm.wasm', 'python_stdlib.zip', '*/sqlalchemy.zip']) {
    for (const name of ['not sent', 'flipped', 'a page in its place', 'never answered']) {
      test(`${file}, ${name}: said, PostgreSQL goes on, and had by trying again`, async ({ page }) => {
        await openExplorer(page);
        await page.route(`**/sqlalchemy/**/${file}`, DAMAGES[name] as Damage);
        await page.getByRole('button', { name: 'Run on SQLAlchemy' }).click();
        await expect(alertOf(page, sentence)).toBeVisible();
        await expectLive(page);
        await tryAgain(page, sentence);
        await expect(page.getByTestId('produced-by')).toHaveAttribute('data-engine', 'sqlalchemy');
      });
    }
  }
});

test.describe('the page’s own scripts', () => {
  const scripts = '**/_next/static/chunks/*.js';

  /** Addresses of the scripts that a page starts with. */
  async function startsWith(page: Page, path: string): Promise<string[]> {
    const text = await (await page.request.get(path)).text();
    return [...text.matchAll(/<link rel="preload" as="script" [^>]*href="([^"]+)"/g)].map(
      ([, address = '']) => address,
    );
  }

  for (const path of ['./', './compare/', './yours/', './scale/', './matrix/', './questions/', './rules/']) {
    test(`one that does not arrive on ${path} is said, and loading the page again brings it`, async ({ page }) => {
      const [first = ''] = await startsWith(page, path);
      await page.route(`**${first}`, (route) => route.abort());
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(alertOf(page, 'A part of this page did not arrive, or not whole.')).toBeVisible();
      await page.unrouteAll();
      await page.getByRole('button', { name: 'Load the page again' }).click();
      await expect(page.locator('#start-note')).toHaveCount(0);
      await page
        .getByRole('button', { name: /Dark|Light|theme/i })
        .first()
        .click();
      await expect(page.locator('html')).toHaveAttribute('data-theme', /.+/);
    });
  }

  test('a copy that was damaged is not run but fetched anew', async ({ page }) => {
    const spoiled = await startsWith(page, './');
    const seen = new Map<string, number>();
    await page.route(scripts, async (route) => {
      const { pathname } = new URL(route.request().url());
      seen.set(pathname, (seen.get(pathname) ?? 0) + 1);
      // The preload and the script itself; what is asked for past the cache comes whole.
      if (spoiled.includes(pathname) && (seen.get(pathname) ?? 0) <= 2 && !route.request().headers()['cache-control']) {
        await answered(route, (body) => Buffer.concat([body, Buffer.from('\ndocument.title = "spoiled"')]));
      } else await route.continue();
    });
    await openExplorer(page);
    await expect(page).not.toHaveTitle('spoiled');
    await expect(page.locator('#start-note')).toHaveCount(0);
  });

  test('those that are loaded later cost their part alone', async ({ page }) => {
    const known = new Set(await startsWith(page, './'));
    await page.route(scripts, (route) =>
      known.has(new URL(route.request().url()).pathname) ? route.continue() : route.abort(),
    );
    await page.goto('./');
    await expectLive(page);
    await expect(alertOf(page, 'The stage did not arrive.')).toBeVisible();
    await expect(page.getByRole('region', { name: 'SQL log' })).toContainText('DELETE FROM users');
    await page.getByRole('combobox', { name: 'ondelete' }).selectOption('RESTRICT');
    await expect(page.getByRole('region', { name: /verdict|this run ends/i })).toContainText('refused');
  });

  test('a browser that cannot read them is told so', async ({ page }) => {
    await page.addInitScript(() => {
      // As an engine of 2018 would throw, for the first script of the site's own.
      addEventListener('load', () => {
        const filename = document.querySelector<HTMLLinkElement>('link[rel=preload][as=script]')?.href ?? '';
        dispatchEvent(new ErrorEvent('error', { error: new SyntaxError('Unexpected token'), filename }));
      });
    });
    await page.goto('./');
    await expect(alertOf(page, 'This browser is too old for this page.')).toBeVisible();
  });
});

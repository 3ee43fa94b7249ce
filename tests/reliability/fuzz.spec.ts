// Addresses by chance, on every page that reads its own: a page stands there, and nothing is left uncaught.
import { numbersFrom } from '@/scripts/sqlalchemy/space';
import { expect, test } from '../e2e/explorer';
import { countOf, SEED } from './asked';
import { goWithin } from './live';
import { aQuery, PAGES } from './mangled';

/** Of the addresses of the whole, a tenth; so many of them in one page before the next is loaded. */
const EACH = Math.ceil(countOf(500) / 10 / PAGES.length);
const IN_ONE_PAGE = 25;

for (const [number, path] of PAGES.entries()) {
  test(`${EACH} addresses of /${path} (SEED=${SEED})`, async ({ page, complaints }) => {
    test.setTimeout(120_000 + EACH * 2000);
    const next = numbersFrom(SEED + number);
    for (let at = 0; at < EACH; at++) {
      const query = aQuery(next, path);
      await test.step(query, async () => {
        if (at % IN_ONE_PAGE === 0) await page.goto(`./${path}${query}`);
        else {
          await goWithin(page, query);
        }
        await expect(page.getByRole('heading', { level: 1 }).first(), query).toBeVisible();
        await expect(page.getByRole('alert').getByRole('heading'), query).toHaveCount(0);
        await expect(page.locator('[aria-busy=true]'), query).toHaveCount(0);
        expect(complaints, query).toEqual([]);
      });
    }
  });
}

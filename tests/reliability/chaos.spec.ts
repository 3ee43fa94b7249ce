// Workers that end or have no memory left, and files that are damaged, at moments by chance: a sentence and a way on, and
// then the run that was asked for.
import type { Page } from '@playwright/test';
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import { writeUrl } from '@/lib/scenario/url';
import { numbersFrom, oneByChance } from '@/scripts/sqlalchemy/space';
import { absent } from '../e2e/carried';
import { DAMAGES } from '../e2e/damages';
import { expect, test } from '../e2e/explorer';
import { countOf, SEED } from './asked';
import { expectTrue, goWithin } from './live';
import { aScenario, type Next } from './mangled';

/** Kills of the whole, in pages of so many each. */
const COUNT = countOf(5);
const IN_ONE_PAGE = 5;
const FILES = ['pglite.wasm', 'snapshot.tar', 'engine.worker.js'];

/** How a worker ends, as often as it stands here; one that is full has no memory left for anything large. */
const ENDS = [...Array<'throws'>(7).fill('throws'), 'is silent', 'is full', 'is full'] as const;

function endIt(how: (typeof ENDS)[number]): void {
  if (how === 'is silent') self.close();
  else if (how === 'throws') {
    setTimeout(() => {
      throw new Error('killed');
    });
  } else {
    const held: ArrayBuffer[] = [];
    Object.assign(self, { held });
    try {
      while (held.length < 1000) held.push(new ArrayBuffer(2 ** 30));
    } catch {
      // As full as it can be.
    }
  }
}

let database: Database;
test.beforeAll(async () => {
  database = await openDatabase();
});
test.afterAll(() => database.close());

/** Milliseconds of a moment by chance, within the page. */
const aMoment = (page: Page, next: Next) =>
  page.evaluate((time) => new Promise((resolve) => setTimeout(resolve, time)), Math.floor(next() * 120));

for (let number = 0; number * IN_ONE_PAGE < COUNT; number++) {
  test(`page ${number + 1}: workers end or fill up at any moment (SEED=${SEED})`, async ({ page, complaints }) => {
    test.setTimeout(600_000);
    const next = numbersFrom(SEED + number);
    await page.route(`**/engine/**/${oneByChance(next, FILES)}`, oneByChance(next, Object.values(DAMAGES)));
    await page.goto('./');
    await page.mouse.move(1, 1);
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await expectTrue(page, database);
    if (absent === null && next() < 0.5) {
      await page
        .getByRole('button', { name: /SQLAlchemy/ })
        .first()
        .click();
      await goWithin(page, '?');
    }
    for (let kill = 0; kill < IN_ONE_PAGE; kill++) {
      const query = `?${writeUrl(aScenario(next)).slice(1)}`;
      await test.step(query, async () => {
        await goWithin(page, query);
        await aMoment(page, next);
        const workers = page.workers();
        const worker = workers[Math.floor(next() * workers.length)];
        const end = oneByChance(next, ENDS);
        // One that is at work hears it when it is done, and one that waits never does.
        void worker?.evaluate(endIt, end).catch(() => {});
        const other = `?${writeUrl(aScenario(next)).slice(1)}`;
        await goWithin(page, other);
        await expectTrue(page, database);
      });
    }
    complaints.splice(0, complaints.length, ...complaints.filter((each) => !/console: |killed/.test(each)));
  });
}

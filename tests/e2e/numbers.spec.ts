// The numbers that a page says of one run, wherever it says them: none argues with another.
import type { Page } from '@playwright/test';
import { PRESETS } from '@/lib/scenario/presets';
import { writeUrl } from '@/lib/scenario/url';
import { series } from './carried';
import { expect, expectLive, openExplorer, test } from './explorer';

const number = (text: string, pattern: RegExp) => {
  const [, found] = text.match(pattern) ?? [];
  return found === undefined ? 0 : Number(found.replaceAll(',', ''));
};

/** "1 statement, 2 round trips, 0 rows loaded" after a heading. */
function costIn(text: string, heading: string) {
  const rest = text.slice(text.indexOf(`${heading}: `) + heading.length);
  if (!text.includes(`${heading}: `)) return { statements: 0, roundTrips: 0, rowsLoaded: 0 };
  return {
    statements: number(rest, /([\d,]+) statement/),
    roundTrips: number(rest, /([\d,]+) round trip/),
    rowsLoaded: number(rest, /([\d,]+) rows? loaded/),
  };
}

/** Of all rows, or those of a table. */
async function numbersOf(page: Page, rowsOf = '[data-row]') {
  const textsOf = async (texts: Promise<readonly string[]>) => (await texts).join('\n');
  const log = page.getByRole('region', { name: 'SQL log', exact: true });
  const sent = await log
    .locator('[data-line]')
    .evaluateAll((all) =>
      all.map((line) => line.firstElementChild?.textContent ?? '').filter((text) => /^\d/.test(text)),
    );
  const rows = await page
    .locator(rowsOf)
    .evaluateAll((all) => all.map((row) => `${row.getAttribute('data-by')} ${row.getAttribute('data-fate')}`));
  return {
    verdict: await textsOf(page.getByRole('region', { name: 'The verdict' }).locator('p').allTextContents()),
    counts: await textsOf(page.getByRole('list', { name: 'Counts' }).getByRole('listitem').allTextContents()),
    headings: await textsOf(log.getByRole('heading', { level: 3 }).allTextContents()),
    note: await textsOf(page.locator('[data-note=wire]').allTextContents()),
    sent: sent.map(Number),
    rows,
    stays: rows.filter((row) => !row.endsWith('deleted')).length,
  };
}

for (const { id, name, scenario } of PRESETS) {
  test(`${name}: stage, verdict and log count alike`, async ({ page }) => {
    await openExplorer(page, writeUrl(scenario, null, 'model'));
    await page.keyboard.press('End');
    await expect(page.getByRole('region', { name: 'The verdict' })).toBeVisible();
    const { verdict, counts, headings, note, sent, rows, stays } = await numbersOf(page);
    const before = costIn(headings, 'Before the operation');
    const operation = costIn(headings, 'The operation');
    expect(operation.roundTrips, id).toBeGreaterThan(0);

    // the log
    expect(sent).toEqual(Array.from({ length: before.roundTrips + operation.roundTrips }, (_, at) => at + 1));
    // the stage
    expect(number(note, /^([\d,]+) round trip/)).toBe(operation.roundTrips);
    expect(number(note, /([\d,]+) before it/)).toBe(before.roundTrips);
    // the verdict's numbers
    expect(number(counts, /([\d,]+)\s+statement/)).toBe(operation.statements);
    expect(number(counts, /([\d,]+)\s+round trips?$/m)).toBe(operation.roundTrips);
    expect(number(counts, /([\d,]+)\s+round trips? before the operation/)).toBe(before.roundTrips);
    expect(number(counts, /([\d,]+)\s+rows? loaded into Python/)).toBe(operation.rowsLoaded);
    expect(stays).toBe(number(counts, /([\d,]+)\s+rows? survives?/));
    const removedBy = (who: string) => number(counts, new RegExp(`([\\d,]+)\\s+rows? removed by ${who}`));
    const marked = (who: string) => rows.filter((row) => row === `${who} deleted`).length;
    const lasts = !verdict.includes('rolled back');
    expect(removedBy('the ORM')).toBe(lasts ? marked('client') : 0);
    expect(removedBy('a foreign key')).toBe(lasts ? marked('foreign-key') : 0);
    // its sentences
    const loaded = number(verdict, /loaded ([\d,]+) row/);
    if (verdict.includes('loaded')) expect(loaded).toBe(operation.rowsLoaded);
    if (verdict.includes('loaded nothing')) expect(verdict.includes('nothing more')).toBe(before.rowsLoaded > 0);
    if (/in [\d,]+ statement/.test(verdict))
      expect(number(verdict, /in ([\d,]+) statement/)).toBe(operation.statements);
  });
}

for (const setting of [
  'cascade="all, delete-orphan", passive_deletes=True, ondelete="CASCADE", nullable=False, user.posts loaded',
  'cascade="all, delete-orphan", passive_deletes=True, ondelete="CASCADE", nullable=False, user.posts not loaded',
  'cascade="save-update, merge", passive_deletes=False, ondelete="CASCADE", nullable=True, user.posts not loaded',
  'cascade="save-update, merge", passive_deletes="all", ondelete="SET DEFAULT", nullable=True, user.posts not loaded',
  'cascade="all, delete-orphan", passive_deletes=True, ondelete=None, nullable=False, user.posts not loaded',
]) {
  test(`the matrix and the explorer count alike: ${setting}`, async ({ page }) => {
    await page.goto('./matrix/');
    const cell = page.getByRole('link', { name: setting }).first();
    const says = (await cell.getAttribute('aria-label')) ?? '';
    await cell.click();
    await expectLive(page);
    await page.keyboard.press('End');
    await expect(page.getByRole('region', { name: 'The verdict' })).toBeVisible();
    const { verdict, rows, stays } = await numbersOf(page, '[data-row^="posts:"]');
    const marked = (mark: string) => rows.filter((row) => row === mark).length;
    const said = { deleted: 0, changed: 0 };
    for (const [, count, deed, who] of says.matchAll(/(\d+) posts (deleted|set|moved) .*?by the (ORM|foreign key)/g)) {
      const fate = deed === 'deleted' ? 'deleted' : 'changed';
      said[fate] += Number(count);
      expect(marked(`${who === 'ORM' ? 'client' : 'foreign-key'} ${fate}`), says).toBe(Number(count));
      expect(verdict).toContain(`${count} posts`);
    }
    expect(rows.length - stays).toBe(said.deleted);
    const [, refusal] = /refused by PostgreSQL with (\d+)/.exec(says) ?? [];
    expect(said.deleted + said.changed > 0).toBe(refusal === undefined);
    if (refusal) await expect(page.getByRole('region', { name: 'The verdict' })).toContainText(refusal);
  });
}

test('what a change’s program comes to in the tab is counted as its two columns are', async ({ page }) => {
  test.skip(
    Object.values(series).some((each) => 'absent' in each),
    'this build does not carry both series',
  );
  await page.goto('./rules/changes/');
  const run = page.getByRole('region', { name: 'What came of warnings.py' }).first();
  const columns = await run.evaluate((region) =>
    [0, 1].map((column) =>
      [...region.querySelectorAll(':scope > ul.divide-y')].map((list) => {
        const cells = [...list.children].map((line) => line.querySelectorAll('p')[column] ?? line.querySelector('p'));
        return cells.filter((cell) => !cell?.querySelector('.italic')).length;
      }),
    ),
  );
  await page.getByRole('button', { name: /^Run it in this tab.*: warnings\.py$/ }).click();
  const outcomes = page.getByRole('list', { name: 'warnings.py in this tab' }).getByRole('status');
  await expect(outcomes).toHaveText([/^As recorded/, /^As recorded/]);
  const counted = (await outcomes.allTextContents()).map((text) =>
    [...text.matchAll(/\d+/g)].map(([found]) => Number(found)),
  );
  expect(columns.map((each) => each.filter((count) => count > 0))).toEqual(counted);
});

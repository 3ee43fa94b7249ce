// The numbers that a page says of one run, wherever it says them: none argues with another.
import type { Page } from '@playwright/test';
import { PRESETS } from '@/lib/scenario/presets';
import { writeUrl } from '@/lib/scenario/url';
import { expect, openExplorer, test } from './explorer';

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

async function numbersOf(page: Page) {
  const textsOf = async (texts: Promise<readonly string[]>) => (await texts).join('\n');
  const log = page.getByRole('region', { name: 'SQL log', exact: true });
  const sent = await log
    .locator('[data-line]')
    .evaluateAll((all) =>
      all.map((line) => line.firstElementChild?.textContent ?? '').filter((text) => /^\d/.test(text)),
    );
  const rows = await page
    .locator('[data-row]')
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

// The stage of any schema: what stands on it keeps its place while a run goes by.
import type { Page } from '@playwright/test';
import { expect, test } from './explorer';

const STAGES = [
  ['the explorer', '?passive_deletes=False'],
  ['the explorer at many posts', '?posts=400&passive_deletes=False'],
  ['a refusal', '?ondelete=None'],
  ['keys set to NULL', '?ondelete=SET+NULL&nullable=True&loaded=loaded'],
  ['three levels', 'shapes/three-levels/'],
  ['many-to-many', 'shapes/many-to-many/'],
  ['a trigger of the program’s own', 'shapes/swallowing-trigger/'],
  ['an object of a long name', 'shapes/association-object/'],
  ['a refusal that is caught', 'shapes/savepoint-per-delete/'],
] as const;

/** Place and size of everything but what travels, by its name. */
const boxes = (page: Page) =>
  page
    .getByTestId('stage')
    .evaluate((stage) =>
      Object.fromEntries(
        [...stage.querySelectorAll<HTMLElement>('.react-flow__node')]
          .filter(({ dataset }) => dataset.id !== 'ticket')
          .map(({ dataset, style, offsetWidth, offsetHeight }) => [
            dataset.id,
            `${style.transform} ${offsetWidth} ${offsetHeight}`,
          ]),
      ),
    );

/** The same once two frames have drawn what was asked for. */
async function drawnBoxes(page: Page) {
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(null)))),
  );
  return boxes(page);
}

/** The timeline is looked at in so many places. */
const PARTS = 40;

const CASES = STAGES.flatMap(([name, url], at) =>
  [1440, ...(at % 2 === 0 ? [390] : [])].map((width) => ({ name, url, width })),
);

for (const { name, url, width } of CASES) {
  test(`nothing moves at any step: ${name}, ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 1000 });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(url);
    const timeline = page.getByRole('slider', { name: /^Step/ });
    await expect(timeline).toBeVisible();
    await expect(page.locator('.react-flow__node').first()).toBeVisible();
    if (!url.startsWith('shapes')) await expect(page.locator('[data-testid=engine][data-live=true]')).toBeVisible();
    const end = Number(await timeline.getAttribute('max'));
    await timeline.press('End');
    const first = await drawnBoxes(page);
    expect(Object.keys(first).length).toBeGreaterThan(4);
    const seen = new Set<string | null>();
    for (let part = 0; part <= PARTS; part++) {
      await timeline.fill(String(Math.round((end * part) / PARTS)));
      expect(await drawnBoxes(page), `at ${part} of ${PARTS}`).toEqual(first);
      seen.add(await page.getByTestId('stage').getAttribute('data-step'));
    }
    expect(seen.size).toBeGreaterThan(5);
  });
}

// The stage of any schema: what stands on it keeps its place while a run goes by.
import { expect, type Page, test } from '@playwright/test';

const STAGES = [
  ['the explorer', '?passive_deletes=False'],
  ['the explorer at many posts', '?posts=400&passive_deletes=False'],
  ['a refusal', '?ondelete=None'],
  ['keys set to NULL', '?ondelete=SET+NULL&nullable=True&loaded=loaded'],
  ['three levels', 'shapes/three-levels/'],
  ['many-to-many', 'shapes/many-to-many/'],
  ['a trigger of the program’s own', 'shapes/swallowing-trigger/'],
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

for (const [name, url] of STAGES) {
  test(`nothing moves at any step: ${name}`, async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 1000 });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(url);
    const timeline = page.getByRole('slider', { name: /^Step/ });
    await expect(timeline).toBeVisible();
    await expect(page.locator('.react-flow__node').first()).toBeVisible();
    if (!url.startsWith('shapes')) await expect(page.locator('[data-testid=engine][data-live=true]')).toBeVisible();
    await timeline.press('End');
    const last = Number(await timeline.getAttribute('max'));
    const first = await boxes(page);
    expect(Object.keys(first).length).toBeGreaterThan(4);
    const every = Math.max(1, Math.floor(last / 40));
    for (let step = 0; step <= last; step += every) {
      await timeline.fill(String(step));
      await expect(page.getByTestId('stage')).toHaveAttribute('data-step', String(step));
      await expect.poll(() => boxes(page), { message: `step ${step}` }).toEqual(first);
    }
  });
}

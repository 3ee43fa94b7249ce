// On paper: every page is whole, as wide as A4 leaves room for, and light whatever the theme on screen.
import { caption, expect, expectLive, test } from './explorer';

/** A4 without its margins, in CSS pixels. */
const PAPER = { width: 703, height: 1032 };

for (const path of [
  '',
  'yours/',
  'audit/',
  'compare/',
  'shapes/',
  'shapes/three-levels/',
  'matrix/',
  'scale/',
  'questions/',
  'questions/children-left-with-null/',
  'which/',
  'rules/',
  'rules/changes/',
] as const) {
  test(`/${path} goes to paper whole and light`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`./${path}`);
    if (path === '' || path === 'compare/') await expectLive(page);
    const stages = page.getByTestId('stage');
    if (path === 'shapes/three-levels/' || path === '') {
      await expect(stages).toBeVisible();
      await page.keyboard.press('End');
      await expect(caption(page)).toHaveText('The transaction commits.');
    }
    // As a browser does when it prints: first the event, then the layout for paper.
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize(PAPER);
    // What is drawn by its width follows in a frame of its own.
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PAPER.width);
    const red = () =>
      page.evaluate(() => Number(getComputedStyle(document.body).backgroundColor.match(/\d+/)?.[0] ?? 0));
    await expect.poll(red).toBeGreaterThan(240);
    const cut = () =>
      page.evaluate((width) => {
        const shown = [...document.querySelectorAll('main p, main li, main tr, main pre, main h2, .react-flow__node')]
          .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
          .filter((element) => !element.closest('.sr-only'));
        const isCut = (element: Element) => {
          const { right, bottom } = element.getBoundingClientRect();
          if (right > width + 1) return true;
          for (let box = element.parentElement; box; box = box.parentElement) {
            if (!/hidden|clip|auto|scroll/.test(getComputedStyle(box).overflowY)) continue;
            if (bottom > box.getBoundingClientRect().bottom + 2) return true;
          }
          return false;
        };
        return shown.filter(isCut).map((element) => element.textContent?.slice(0, 60));
      }, PAPER.width);
    await expect.poll(cut).toEqual([]);
    if (path === 'compare/') await expect(page.getByRole('region', { name: /^Way / })).toHaveCount(3);
    // A line of the stage lies in a drawing that has a size, or is not drawn.
    const lines = () =>
      page.locator('.react-flow__edge').evaluateAll((all) =>
        all.map((line) => {
          const { width, height } = line.closest('svg')?.getBoundingClientRect() ?? { width: 0, height: 0 };
          return width > 0 && height > 0;
        }),
      );
    if (path === 'shapes/three-levels/' || path === '')
      await expect.poll(async () => (await lines()).length).toBeGreaterThan(0);
    expect(await lines()).not.toContain(false);
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
  });
}

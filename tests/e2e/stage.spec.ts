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
  ['a tree', 'shapes/tree/'],
  ['a post that changes hands', '?op=move-append&loaded=loaded'],
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

/** Texts that stand out of the box of their class or table. */
const standingOut = (page: Page) =>
  page.getByTestId('stage').evaluate((stage) =>
    [...stage.querySelectorAll('.react-flow__node-class, .react-flow__node-table')].flatMap((node) => {
      const { left, right, bottom } = node.getBoundingClientRect();
      return [...node.querySelectorAll('span:not(.sr-only), b, td')].flatMap((part) => {
        const box = part.getBoundingClientRect();
        return box.left < left - 1 || box.right > right + 1 || box.bottom > bottom + 1 ? [part.textContent] : [];
      });
    }),
  );

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
    await expect.poll(() => standingOut(page)).toEqual([]);
  });
}

test('a post that is moved leaves the box of one user and joins that of the other at its step', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('?op=move-append&loaded=loaded');
  await expect(page.locator('[data-testid=engine][data-live=true]')).toBeVisible();
  const timeline = page.getByRole('slider', { name: /^Step/ });
  const posts = (user: number) => page.locator(`[data-hand="User:${user}"] [data-member]`);
  const stage = page.getByTestId('stage');
  await timeline.press('End');
  const [, last] = /of (\d+)$/.exec((await timeline.getAttribute('aria-valuetext')) ?? '') ?? [];
  await timeline.press('Home');
  const seen: string[] = [];
  for (let step = 0; step <= Number(last); step++) {
    await expect(stage).toHaveAttribute('data-step', String(step));
    const [ann, bob] = await Promise.all([posts(1), posts(2)].map((each) => each.allTextContents()));
    const line = `${ann} | ${bob}`;
    if (seen.at(-1) !== line) seen.push(line);
    await timeline.press('ArrowRight');
  }
  expect(seen).toEqual([
    ' | ',
    'Post#1,Post#2,Post#3 | ',
    'Post#1,Post#2,Post#3 | Post#4,Post#5',
    'Post#2,Post#3 | Post#4,Post#5,Post#1user_id is 1',
    'Post#2,Post#3 | Post#4,Post#5,Post#1',
  ]);
});

test('a field of objects says how many it shows in which state, and wears their colours', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('?posts=200&loaded=loaded');
  await expect(page.locator('[data-testid=engine][data-live=true]')).toBeVisible();
  const timeline = page.getByRole('slider', { name: /^Step/ });
  const states = page.getByRole('list', { name: 'States of Post' }).getByRole('listitem');
  const field = page.getByRole('img', { name: 'Post objects in the Session' });
  const picture = () => field.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  await timeline.press('End');
  await expect(states).toHaveText(['0persistent', '0marked deleted', '0deleted', '200deleted, detached']);
  const gone = await picture();
  await page.getByRole('button', { name: /Flushed: user 1 and the/ }).click();
  await expect(states).toHaveText(['0persistent', '0marked deleted', '200deleted', '0deleted, detached']);
  await expect.poll(picture).toBe(gone);
  await timeline.press('Home');
  await expect(async () => {
    await timeline.press('ArrowRight');
    await expect(states.first()).toHaveText('200persistent', { timeout: 500 });
  }).toPass();
  await expect.poll(picture).not.toBe(gone);
});

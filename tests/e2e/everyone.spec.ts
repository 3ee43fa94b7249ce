// For everyone: what a screen reader is told, where the focus goes, forced colours, and targets that a finger meets.
import type { Locator, Page } from '@playwright/test';
import { caption, expect, expectLive, openExplorer, test } from './explorer';

const PAGES = [
  './',
  './audit/',
  './compare/',
  './shapes/',
  './shapes/three-levels/',
  './matrix/',
  './scale/',
  './questions/',
  './questions/children-left-with-null/',
  './which/',
  './rules/',
  './rules/changes/',
  './licences/',
];

const announced = (page: Page) => page.getByTestId('announced');
const stage = (page: Page) => page.getByRole('region', { name: 'What happens' });

/** Opens the explorer at a query, at the end of its run. */
async function openEnd(page: Page, query = ''): Promise<void> {
  await openExplorer(page, query);
  await page.keyboard.press('End');
  await expect(caption(page)).toHaveText('The transaction commits.');
}

test.describe('to a screen reader', () => {
  for (const path of ['./', './shapes/three-levels/', './compare/']) {
    test(`the stage of ${path} is a document without an application, and its lines are silent`, async ({ page }) => {
      await page.goto(path);
      const drawn = page.getByTestId('stage').first();
      await expect(drawn.getByRole('table').first()).toBeVisible();
      await expect(page.getByRole('application')).toHaveCount(0);
      await expect(page.locator('[aria-roledescription]:not([aria-hidden] *)')).toHaveCount(0);
      await expect(drawn.locator('.react-flow__edge').first()).toBeAttached();
      await expect(drawn.getByRole('img')).toHaveCount(0);
      await expect(drawn).not.toMatchAriaSnapshot('- text: /press enter/i');
      // React Flow's name is the only stop in it.
      await expect(drawn.locator('a, button, input, select, [tabindex]:not([tabindex="-1"])')).toHaveCount(1);
    });
  }

  test('the rows of a table say who deleted them, and stand with the headings of their columns', async ({ page }) => {
    await openEnd(page);
    await expect(stage(page)).toMatchAriaSnapshot(`
      - paragraph: Python what the Session knows
      - paragraph: User table users
      - list "User objects":
        - listitem: /User#1 ann deleted/
      - paragraph: /\\d round trips/
      - text: COMMIT
      - paragraph: "PostgreSQL committed: what everyone sees"
      - table "Rows of users at this step":
        - rowgroup:
          - row "id name touched by"
        - rowgroup:
          - row "1 ann deleted by ORM"
          - row "2 bob"
      - table "Rows of posts at this step":
        - rowgroup:
          - row "id title user_id touched by":
            - columnheader "id"
            - columnheader "title"
            - columnheader "user_id"
            - columnheader "touched by"
        - rowgroup:
          - row "1 p1 1 deleted by foreign key"
          - row "2 p2 1 deleted by foreign key"
          - row "3 p3 1 deleted by foreign key"
          - row "4 p4 2"
          - row "5 p5 2"
      - paragraph: "user_id refers to users: ON DELETE CASCADE"
    `);
  });

  test('the number of a rule and its title are two words in the log', async ({ page }) => {
    await openEnd(page);
    const line = page.getByRole('region', { name: 'SQL log' }).locator('[data-line]').filter({ hasText: 'SELECT' });
    await expect(line.first()).toHaveAccessibleName(/\bL1 An object/);
  });

  test('a value that was changed is said with what it was', async ({ page }) => {
    await openEnd(page, '?ondelete=SET+NULL&nullable=True');
    const posts = stage(page).getByRole('table', { name: 'Rows of posts at this step' });
    await expect(posts.getByRole('row', { name: '1 p1 1 is now NULL set by foreign key' })).toBeVisible();
  });

  test('each step that is asked for is announced, once', async ({ page }) => {
    await openExplorer(page);
    await page.keyboard.press('Home');
    await expect(announced(page)).toHaveText('Before the run.');
    const said = await record(announced(page), page.getByRole('slider', { name: 'Step' }));
    const sentences = ['A transaction begins.', /SELECT/, 'The Session loads user 1.'];
    for (const sentence of sentences) {
      await page.keyboard.press('ArrowRight');
      await expect(announced(page)).toHaveText(sentence);
    }
    expect(await said('announced')).toHaveLength(sentences.length);
  });

  test('while a run plays it is told of not more often than can be heard, and of its end', async ({ page }) => {
    await openExplorer(page);
    await page.keyboard.press('Home');
    await expect(announced(page)).toHaveText('Before the run.');
    const said = await record(announced(page), page.getByRole('slider', { name: 'Step' }));
    await page.keyboard.press('Space');
    await expect(announced(page)).toHaveText('The transaction commits.');
    await expect(page.getByRole('button', { name: 'Replay' })).toBeVisible();
    for (const what of ['announced', 'slider'] as const) {
      const all = await said(what);
      expect(all.length).toBeGreaterThan(2);
      const texts = all.map(({ text }) => text);
      expect(texts.filter((text, at) => text === texts[at - 1])).toEqual([]);
      // The first and the last are said in any case; a busy browser may show any of them later than it was said.
      const lasted = (all.at(-1)?.at ?? 0) - (all[0]?.at ?? 0);
      expect(all.length).toBeLessThanOrEqual(lasted / 2000 + 2);
    }
  });

  test('of ways beside each other, only those with something new are told of', async ({ page }) => {
    await page.goto('./compare/');
    await expectLive(page);
    await page.keyboard.press('Home');
    const ways = announced(page).locator('p');
    await expect(ways).toHaveText([1, 2, 3].map((way) => `Way ${way}: Before the run.`));
    await page.keyboard.press('ArrowRight');
    await expect(ways).toHaveText([1, 2, 3].map((way) => `Way ${way}: A transaction begins.`));
  });
});

interface Said {
  readonly at: number;
  readonly text: string;
}

/** Keeps what the live region and the slider say from now on, and when. */
async function record(region: Locator, slider: Locator): Promise<(what: 'announced' | 'slider') => Promise<Said[]>> {
  await region.evaluate((live) => {
    const said: Said[] = [];
    Object.assign(window, { announced: said });
    new MutationObserver(() => said.push({ at: performance.now(), text: live.textContent ?? '' })).observe(live, {
      characterData: true,
      childList: true,
      subtree: true,
    });
  });
  await slider.evaluate((input) => {
    const said: Said[] = [];
    Object.assign(window, { slider: said });
    new MutationObserver(() =>
      said.push({ at: performance.now(), text: input.getAttribute('aria-valuetext') ?? '' }),
    ).observe(input, { attributeFilter: ['aria-valuetext'] });
  });
  return (what) => region.page().evaluate((name) => (window as unknown as Record<string, Said[]>)[name] ?? [], what);
}

test('the walk of docs/ACCESSIBILITY.md leads from the address to the verdict', async ({ page }) => {
  await openExplorer(page);
  await expect(page).toHaveTitle('Cascade Lens: who deleted my rows, SQLAlchemy or PostgreSQL?');
  const tabTo = async (target: Locator, key = 'Tab') => {
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press(key);
      if (await target.evaluate((element) => element === document.activeElement)) return;
    }
    await expect(target).toBeFocused();
  };
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  const model = page.getByRole('region', { name: 'The model' });
  const flag = model.getByRole('combobox', { name: 'passive_deletes' });
  await tabTo(flag);
  await page.keyboard.press('ArrowUp');
  await expect(flag).toHaveValue('False');
  await expect(page.getByRole('region', { name: 'The verdict' }).getByRole('status')).toHaveText(
    /^The ORM loaded 3 rows and deleted 3 posts, in 3 statements\./,
  );
  await expect(announced(page)).toHaveText('The transaction commits.');
  await tabTo(page.getByRole('button', { name: 'Replay' }));
  await page.keyboard.press('Home');
  await expect(announced(page)).toHaveText('Before the run.');
  await page.keyboard.press('ArrowRight');
  await expect(announced(page)).toHaveText('A transaction begins.');
  await page.keyboard.press('End');
  await expect(announced(page)).toHaveText('The transaction commits.');
  await tabTo(flag, 'Shift+Tab');

  await expect(page.getByRole('heading')).toHaveText([
    'Who deleted my rows, SQLAlchemy or PostgreSQL?',
    'models.py',
    'The verdict',
    /There is another way|What to change/,
    'Live SQL log',
    /^Before the operation/,
    /^The operation/,
  ]);
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - region "The model"
    - region "What happens":
      - region "Engine"
    - region "The verdict"
    - region "SQL log"
  `);
});

test.describe('by keyboard', () => {
  for (const path of [...PAGES, './no-such-page/']) {
    test(`${path} begins with a link that skips to its content`, async ({ page, complaints }) => {
      await page.goto(path);
      complaints.splice(0, complaints.length, ...complaints.filter((each) => !each.includes('404')));
      await page.keyboard.press('Tab');
      const skip = page.getByRole('link', { name: 'Skip to the content' });
      await expect(skip).toBeFocused();
      await expect(skip).toBeInViewport();
      await page.keyboard.press('Enter');
      await expect(page.getByRole('main')).toBeFocused();
    });
  }

  test('a button of the timeline keeps the focus at the end of the run', async ({ page }) => {
    await openExplorer(page);
    const forward = page.getByRole('button', { name: 'One step forward' });
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await forward.press('Enter');
    await expect(forward).toBeDisabled();
    await expect(forward).toBeFocused();
    await page.keyboard.press('Home');
    await expect(forward).toBeEnabled();
    await expect(forward).toBeFocused();
  });

  test('the model comes before the stage that it changes', async ({ page }) => {
    await openExplorer(page);
    const model = page.getByRole('region', { name: 'The model' });
    await model.getByRole('combobox', { name: 'relationship' }).focus();
    await page.keyboard.press('Tab');
    await expect(stage(page).locator(':focus')).toHaveCount(1);
    await page.keyboard.press('Shift+Tab');
    await expect(model.locator(':focus')).toHaveCount(1);
  });

  for (const viewport of [
    { width: 390, height: 844 },
    { width: 1280, height: 720 },
  ]) {
    test.describe(`${viewport.width} px`, () => {
      test.use({ viewport, contextOptions: { reducedMotion: 'reduce' } });
      for (const path of PAGES) {
        test(`nothing covers what has the focus on ${path}`, async ({ page }) => {
          await page.goto(path);
          await settled(page, path);
          const stops = { Tab: 0, 'Shift+Tab': 0 };
          for (const key of ['Tab', 'Shift+Tab'] as const) {
            // The first press after the last stop leaves the page.
            for (let focused = true; focused && stops[key] < 160; ) {
              await page.keyboard.press(key);
              const { name, covers } = await page.evaluate(coveredFocus);
              expect(covers, `${key} to ${name}`).toEqual([]);
              focused = name !== null;
              if (focused) stops[key]++;
            }
          }
          expect(stops.Tab).toBeGreaterThan(8);
        });
      }
    });
  }
});

/** Until what is drawn in the browser has its place. */
async function settled(page: Page, path: string): Promise<void> {
  await expect(page.getByRole('main')).toBeVisible();
  if (['./', './compare/'].includes(path)) await expectLive(page);
  if (['./', './compare/', './shapes/three-levels/'].includes(path)) {
    await expect(page.getByTestId('stage').first().getByRole('table').first()).toBeVisible();
  }
}

/** What has the focus, and what lies over it; "out of view" where none of it is in the window. */
function coveredFocus(): { readonly name: string | null; readonly covers: readonly string[] } {
  const focus = document.activeElement;
  if (!focus || focus === document.body) return { name: null, covers: [] };
  const { left, top, right, bottom } = focus.getBoundingClientRect();
  const points = [left + 2, (left + right) / 2, right - 2].flatMap((x) =>
    [top + 2, (top + bottom) / 2, bottom - 2].filter((y) => y >= 0 && y < innerHeight).map((y) => [x, y] as const),
  );
  const covers = points.flatMap(([x, y]) => {
    const hit = document.elementFromPoint(x, y);
    if (!hit || hit.contains(focus)) return [];
    for (let over: Element | null = hit; over && !over.contains(focus); over = over.parentElement) {
      if (['sticky', 'fixed'].includes(getComputedStyle(over).position)) return [over.className || over.tagName];
    }
    return [];
  });
  const name = `${focus.tagName} ${focus.getAttribute('aria-label') ?? focus.textContent}`;
  return { name, covers: points.length > 0 ? [...new Set(covers)] : ['out of view'] };
}

for (const width of [390, 1440]) {
  test.describe(`targets at ${width} px`, () => {
    test.use({ viewport: { width, height: 900 } });
    for (const path of PAGES) {
      test(`${path} has none below 24 px but links in a text, and none that cuts its own text`, async ({ page }) => {
        await page.goto(path);
        await settled(page, path);
        for (const details of await page.getByRole('button', { name: /^Details of/ }).all()) {
          if (await details.isVisible()) await details.click();
        }
        await expect.poll(() => page.evaluate(smallTargets)).toEqual({ enough: true, small: [], cut: [] });
      });
    }
  });
}

/** WCAG 2.5.8, without its exception for spacing. */
function smallTargets() {
  const all = [...document.querySelectorAll('a[href], button, select, input, summary, textarea, [tabindex="0"]')];
  const targets = all.filter(
    (each) => each.checkVisibility({ visibilityProperty: true }) && each.getBoundingClientRect().width > 1,
  );
  const small = targets.flatMap((each) => {
    const { width, height } = (each.closest('label') ?? each).getBoundingClientRect();
    if (width >= 24 && height >= 24) return [];
    const text = each.closest('p, li, dd, td')?.textContent?.trim() ?? '';
    const own = each.textContent?.trim() ?? '';
    if (each.matches('a') && getComputedStyle(each).display === 'inline' && text.length > own.length) return [];
    return [`${each.tagName} ${each.getAttribute('aria-label') ?? own} ${width} x ${height}`];
  });
  const cut = targets.flatMap((each) =>
    each.matches('button') && each.scrollWidth > each.clientWidth + 1 ? [each.textContent ?? ''] : [],
  );
  return { enough: targets.length > 6, small, cut };
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`forced colours, ${colorScheme}`, () => {
    test.use({ colorScheme, contextOptions: { forcedColors: 'active' } });

    const style = (target: Locator, name: string, pseudo?: string) =>
      target.evaluate((element, [name, pseudo]) => getComputedStyle(element, pseudo).getPropertyValue(name ?? ''), [
        name,
        pseudo,
      ] as const);

    test('the marks of the actors are drawn in the verdict, the log and the timeline', async ({ page }) => {
      await openEnd(page);
      const canvas = await style(page.locator('body'), 'background-color');
      for (const mark of ['.mark-orm', '.mark-fk']) {
        const drawn = page.locator(`:is([aria-labelledby=verdict], [aria-label="SQL log"]) ${mark}`);
        await expect.poll(() => drawn.count()).toBeGreaterThan(1);
        for (const each of await drawn.all()) {
          expect(await style(each, 'background-color', '::before')).not.toBe(canvas);
        }
      }
      const marks = stage(page).locator('span.drawn');
      await expect.poll(() => marks.count()).toBeGreaterThan(5);
      for (const each of await marks.all()) await expect(each).not.toHaveCSS('background-color', canvas);
    });

    test('rows that were deleted are struck through, and the others are not', async ({ page }) => {
      await openEnd(page);
      const cell = (row: number) => page.locator(`[data-row="posts:${row}"] td`).first();
      await expect(cell(3)).toHaveCSS('text-decoration-line', 'line-through');
      await expect(cell(4)).toHaveCSS('text-decoration-line', 'none');
    });

    test('in a field of cells, rows that were deleted and rows that are kept look different', async ({ page }) => {
      await openEnd(page, '?posts=200');
      const field = stage(page).getByRole('img', { name: /^posts: 2 of 202/ });
      await expect
        .poll(() =>
          field.evaluate((canvas: HTMLCanvasElement) => {
            const { width, height } = canvas;
            const image = canvas.getContext('2d')?.getImageData(0, 0, width, height);
            return new Set(new Uint32Array(image?.data.buffer ?? new ArrayBuffer(0)).slice(0, 202)).size;
          }),
        )
        .toBe(2);
    });

    test('what is chosen, and where one is, can be seen', async ({ page }) => {
      await openEnd(page);
      const pill = (name: string) => page.getByRole('button', { name, exact: true });
      await expect(pill('passive_deletes=True')).not.toHaveCSS(
        'background-color',
        await style(pill('cascade only'), 'background-color'),
      );
      const pages = page.getByRole('navigation', { name: 'Pages' });
      await expect(pages.locator('[aria-current=page]')).toHaveCSS('text-decoration-line', 'underline');
      const now = page.getByRole('region', { name: 'SQL log' }).locator('[aria-current=step]');
      await expect(now).toHaveCSS('outline-style', 'solid');
      await expect(pill('Replay')).toHaveCSS('border-top-style', 'solid');
    });

    test('the matrix tells rows that are gone from rows that stay', async ({ page }) => {
      await page.goto('./matrix/');
      for (const actor of ['client', 'foreign-key']) {
        const mark = (gone: boolean) => page.locator(`.mx-table [data-actor="${actor}"][data-gone="${gone}"]`).first();
        expect(await style(mark(true), 'background-color')).not.toBe(await style(mark(false), 'background-color'));
      }
    });
  });
}

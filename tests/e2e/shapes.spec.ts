// Other shapes: each program with its recorded run, from the first step to the last, and live in the tab.
import type { Page } from '@playwright/test';
import { findProgram, PROGRAM_IDS, PROGRAMS, type ProgramId } from '@/lib/programs/programs';
import { absent } from './carried';
import { caption, expect, expectFit, marks, test } from './explorer';

const skipWithout = () => test.skip(absent !== null, `this build carries no SQLAlchemy: ${absent}`);

const openProgram = (page: Page, id: string, query = '') => page.goto(`./shapes/${id}/${query}`);
const stepOf = (page: Page) => page.getByRole('slider', { name: 'Step' }).getAttribute('aria-valuetext');

test('the list leads to every program', async ({ page, baseURL }) => {
  await page.goto('./shapes/');
  const list = page.getByRole('main').getByRole('link');
  await expect(list).toHaveCount(PROGRAMS.length);
  for (const { id, title, lesson } of PROGRAMS) {
    const link = list.filter({ hasText: title }).first();
    expect(new URL((await link.getAttribute('href')) ?? '', baseURL).pathname, id).toMatch(
      new RegExp(`/shapes/${id}/$`),
    );
    await expect(page.getByText(lesson)).toBeVisible();
  }
});

test('the list has a picture of every run, in words for those who cannot see it', async ({ page }) => {
  skipWithout();
  await page.goto('./shapes/');
  await expect(page.getByRole('main').getByRole('img')).toHaveCount(PROGRAMS.length);
  const card = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'Three levels, the first' }) });
  const picture = card.getByRole('img');
  await expect(picture).toHaveAccessibleName(/^PostgreSQL refused the DELETE: other rows still point there\./);
  await expect(picture).toHaveText('userspostscomments');
  await expect(picture.locator('.refusing')).toHaveCount(1);
  await expect(card).toContainText('IntegrityError');
  const all = await page.locator('svg[role=img]').evaluateAll((each) => each.map(({ outerHTML }) => outerHTML.length));
  expect(Math.max(...all)).toBeLessThan(3000);
});

/** The caption and the marked rows of the last step. */
interface End {
  readonly caption: string;
  readonly marks: readonly string[];
}
/** What is said of a program that SQLAlchemy refuses before anything is sent that could be played. */
interface Refusal {
  readonly refused: string;
}

const COMMITTED = 'The transaction commits.';
const EXPIRED = 'After the rollback every object is expired: its attributes are read again when next asked for.';
const ANN = 'users:1 deleted client';
const rows = (table: string, keys: readonly (number | string)[], by: string) =>
  keys.map((key) => `${table}:${key} deleted ${by}`);
const POSTS_BY_ORM: End = { caption: COMMITTED, marks: [ANN, ...rows('posts', [1, 2], 'client')] };
const POSTS_BY_FOREIGN_KEY: End = { caption: COMMITTED, marks: [ANN, ...rows('posts', [1, 2], 'foreign-key')] };

const MEMBERSHIPS: End = {
  caption: COMMITTED,
  marks: [ANN, ...rows('memberships', ['(1, 1)', '(1, 2)'], 'client')],
};

const ENDS: Readonly<Record<ProgramId, End | Refusal>> = {
  'three-levels': {
    caption: COMMITTED,
    marks: [ANN, ...rows('posts', [1, 2], 'client'), ...rows('comments', [1, 2, 3], 'client')],
  },
  'three-levels-passive': {
    caption: COMMITTED,
    marks: [ANN, ...rows('posts', [1, 2], 'foreign-key'), ...rows('comments', [1, 2, 3], 'foreign-key')],
  },
  'three-levels-first-passive': { caption: EXPIRED, marks: [] },
  'many-to-many': {
    caption: COMMITTED,
    marks: [...rows('posts', [1], 'client'), ...rows('post_tags', ['(1, 1)', '(1, 2)'], 'client')],
  },
  'many-to-many-passive': {
    caption: COMMITTED,
    marks: [...rows('posts', [1], 'client'), ...rows('post_tags', ['(1, 1)', '(1, 2)'], 'foreign-key')],
  },
  'many-to-many-all': {
    caption: COMMITTED,
    marks: [
      ...rows('posts', [1], 'client'),
      ...rows('tags', [1, 2], 'client'),
      ...rows('post_tags', ['(1, 1)', '(1, 2)', '(2, 1)'], 'client'),
    ],
  },
  'many-to-many-one-way': { caption: EXPIRED, marks: [] },
  tree: { caption: COMMITTED, marks: rows('nodes', [1, 2, 3, 4, 5, 6], 'client') },
  'wrong-side': { caption: COMMITTED, marks: [ANN, 'posts:1 deleted client', 'posts:2 changed client'] },
  backref: POSTS_BY_FOREIGN_KEY,
  'no-relationship': POSTS_BY_FOREIGN_KEY,
  'lazy-raise': POSTS_BY_ORM,
  'lazy-noload': POSTS_BY_FOREIGN_KEY,
  'lazy-write-only': { caption: 'The transaction rolls back: nothing of it lasts.', marks: [] },
  'lazy-dynamic': POSTS_BY_ORM,
  'async-lazy-load': { ...POSTS_BY_ORM, caption: 'MissingGreenlet: greenlet_spawn has not been called' },
  'never-had-a-parent': { caption: COMMITTED, marks: ['posts:9 inserted client'] },
  'orphan-on-the-many-side': { refused: 'set the single_parent=True flag' },
  'passive-on-the-many-side': POSTS_BY_ORM,
  'deferred-constraint': { caption: 'IntegrityError (SQLSTATE 23503)', marks: [] },
  'swallowing-trigger': { caption: COMMITTED, marks: [ANN] },
  'association-object': MEMBERSHIPS,
  'association-object-viewonly': MEMBERSHIPS,
  'duplicate-association': { caption: EXPIRED, marks: [] },
  cycle: { caption: EXPIRED, marks: [] },
  'cycle-post-update': {
    caption: COMMITTED,
    marks: [...rows('albums', [1], 'client'), ...rows('photos', [1, 2], 'client')],
  },
  'joined-inheritance': {
    caption: COMMITTED,
    marks: [...rows('employees', [1], 'client'), ...rows('engineers', [1], 'client')],
  },
  'joined-passive-deletes': {
    caption: COMMITTED,
    marks: [...rows('employees', [1], 'client'), ...rows('engineers', [1], 'foreign-key')],
  },
  'joined-under-a-parent': { caption: EXPIRED, marks: [] },
  'foreign-key-into-subclass': {
    caption: COMMITTED,
    marks: [
      ...rows('employees', [1], 'client'),
      ...rows('engineers', [1], 'client'),
      ...rows('tasks', [1, 2], 'foreign-key'),
    ],
  },
  'joined-bulk-delete': { caption: COMMITTED, marks: rows('engineers', [2], 'client') },
  'composite-set-null': {
    caption: COMMITTED,
    marks: [
      ...rows('authors', ['(7, 1)'], 'client'),
      'posts:(7, 1) changed foreign-key',
      'posts:(7, 2) changed foreign-key',
    ],
  },
  'composite-blank-out': { caption: EXPIRED, marks: [] },
  'natural-key': {
    caption: COMMITTED,
    marks: [
      'countries:BUR changed client',
      ...['Mandalay', 'Yangon'].map((city) => `cities:${city} changed foreign-key`),
    ],
  },
  'savepoint-per-delete': { caption: COMMITTED, marks: rows('customers', [1, 3], 'client') },
  'version-id': { caption: EXPIRED, marks: ['posts:2 changed elsewhere'] },
  'audit-trigger': {
    caption: COMMITTED,
    marks: [...POSTS_BY_FOREIGN_KEY.marks, 'deleted_posts:1 inserted trigger', 'deleted_posts:2 inserted trigger'],
  },
  'soft-delete': { caption: COMMITTED, marks: ['users:1 changed client', ...rows('posts', [1, 2], 'client')] },
};

for (const id of PROGRAM_IDS) {
  test(`${id} can be read and played to its end`, async ({ page }) => {
    skipWithout();
    const { title, lesson } = findProgram(id);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await openProgram(page, id);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    await expect(page.getByText(lesson)).toBeVisible();
    await expect(page.getByTestId('produced-by')).toContainText('recorded when this page was built');
    await expect(page.getByRole('list', { name: `The program ${id}.py` })).toContainText('# --- the operation');
    const end = ENDS[id];
    const run = page.getByRole('slider', { name: 'Step' });
    if ('refused' in end) {
      await expect(page.getByText(end.refused)).toBeVisible();
      await expect(run).toHaveAttribute('aria-valuetext', /^step 0 of 0/);
    } else {
      const [, steps] = (await stepOf(page))?.split(' of ') ?? [];
      await page.getByRole('combobox', { name: 'Speed' }).selectOption('4');
      await page.getByRole('button', { name: 'Play', exact: true }).click();
      await expect(page.getByRole('button', { name: 'Replay' })).toBeVisible();
      await expect(run).toHaveAttribute('aria-valuetext', `step ${steps} of ${steps}`);
      await expect(caption(page)).toContainText(end.caption);
      await expect.poll(async () => (await marks(page)).sort()).toEqual([...end.marks].sort());
    }
    // Reading needs neither Python nor PostgreSQL.
    expect(asked.filter((url) => /\/(sqlalchemy|engine)\//.test(url))).toEqual([]);
  });
}

test('the stage draws classes with their settings, tables, and foreign keys with what they do', async ({ page }) => {
  skipWithout();
  await openProgram(page, 'three-levels-first-passive');
  const stage = page.getByTestId('stage');
  await expect(stage.getByText('passive_deletes=True')).toHaveCount(1);
  await expect(stage.getByText('cascade="all, delete-orphan"')).toHaveCount(2);
  await expect(stage.getByText('ON DELETE CASCADE', { exact: true })).toBeVisible();
  await expect(stage.getByText('no ON DELETE', { exact: true })).toBeVisible();
  await page.keyboard.press('End');
  await expect(stage.getByText('✕ no ON DELETE', { exact: true })).toBeVisible();
  await expect(stage.getByRole('table', { name: 'Rows of comments at this step' }).getByRole('row')).toHaveCount(5);
});

test('a step lights the line of the program that sent its statement, and is a part of the link', async ({ page }) => {
  skipWithout();
  await openProgram(page, 'lazy-dynamic');
  const source = page.getByRole('list', { name: 'The program lazy-dynamic.py' });
  await page
    .getByRole('region', { name: 'SQL log' })
    .getByRole('button', { name: /SELECT posts/ })
    .first()
    .click();
  await expect(source.locator('[aria-current=step]')).toContainText('session.delete(ann)');
  await expect(page).toHaveURL(/\?step=\d+$/);
  const said = await caption(page).textContent();
  await page.reload();
  await expect(caption(page)).toHaveText(said ?? '');
});

test('a step that is none is said, and the beginning is shown', async ({ page }) => {
  skipWithout();
  await openProgram(page, 'tree', '?step=soon');
  await expect(page.getByText('in the address was ignored')).toBeVisible();
  await expect(caption(page)).toHaveText('Before the run.');
});

test('an address of no program says so, and the way back is there', async ({ page, complaints }) => {
  await page.goto('./shapes/no-such-thing/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no such page.');
  complaints.splice(0, complaints.length, ...complaints.filter((each) => !each.includes('404')));
});

test('a link that names its program behind a question mark leads there, a mangled one to the list', async ({
  page,
}) => {
  await page.goto('./shapes/?program=tree&step=3');
  await expect(page).toHaveURL(/\/shapes\/tree\/\?step=3$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('A tree in one table');
  await page.goto('./shapes/?program=%3Cb%3Etrea');
  await expect(page.getByRole('status')).toHaveText('There is no shape “<b>trea”. All that there are stand below.');
  await expect(page.getByRole('link', { name: 'A tree in one table' })).toBeVisible();
});

test('the list of shapes goes from one to another, and so do the arrows', async ({ page }) => {
  await openProgram(page, 'three-levels');
  await page.getByRole('combobox', { name: 'Shape' }).selectOption('tree');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('A tree in one table');
  await page.getByRole('navigation', { name: 'Shapes' }).getByRole('link', { name: /^Next/ }).click();
  await expect(page).toHaveURL(/\/shapes\/cycle\/$/);
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('A tree in one table');
});

test('one click runs the program in the tab, with the same end as the recorded run', async ({ page }) => {
  skipWithout();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openProgram(page, 'many-to-many-passive');
  await page.getByRole('slider', { name: 'Step' }).press('End');
  await expect(page.locator('[data-by=foreign-key]')).toHaveCount(2);
  const recorded = await marks(page);
  await page.getByRole('button', { name: /^Run it in this tab.*MB/ }).click();
  await expect(page.getByTestId('produced-by')).toHaveAttribute('data-live', 'true');
  await expect(page.getByTestId('produced-by')).toContainText('live in this tab');
  await expect.poll(() => marks(page)).toEqual(recorded);
  await page.getByRole('button', { name: 'Run it again' }).click();
  await expect(page.getByRole('button', { name: 'Run it again' })).toBeEnabled();
  await expect.poll(() => marks(page)).toEqual(recorded);
});

test('when SQLAlchemy cannot be loaded, a sentence says so and another try works', async ({ page, complaints }) => {
  skipWithout();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openProgram(page, 'backref');
  await page.route('**/sqlalchemy/**', (route) => route.abort());
  await page.getByRole('button', { name: /^Run it in this tab/ }).click();
  await expect(page.getByRole('main').getByRole('alert')).toBeVisible();
  await expect(page.getByTestId('produced-by')).toContainText('recorded');
  await page.unroute('**/sqlalchemy/**');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByTestId('produced-by')).toHaveAttribute('data-live', 'true');
  complaints.splice(0, complaints.length, ...complaints.filter((each) => !/ERR_FAILED/.test(each)));
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('a program can be read', async ({ page }) => {
    skipWithout();
    await openProgram(page, 'tree');
    await expect(page.getByText('Deleting the root sends one SELECT')).toBeVisible();
    await expect(page.getByRole('list', { name: 'The program tree.py' })).toContainText('session.delete(root)');
    await expect(page.getByRole('region', { name: 'SQL log' })).toContainText('DELETE FROM nodes');
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [
    { width: 1280, height: 900 },
    { width: 390, height: 844 },
  ]) {
    test.describe(`${colorScheme}, ${viewport.width} px`, () => {
      test.use({ colorScheme, viewport });
      for (const path of [
        '',
        'three-levels-first-passive/?step=9',
        'many-to-many-passive/',
        'orphan-on-the-many-side/',
      ]) {
        test(`shapes/${path} has no accessibility violation and does not scroll sideways`, async ({ page }) => {
          await page.goto(`./shapes/${path}`);
          if (path && !absent && !path.startsWith('orphan'))
            await expect(page.locator('[data-row]').first()).toBeVisible();
          await expectFit(page);
        });
      }
    });
  }
}

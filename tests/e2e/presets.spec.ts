// Every preset, played to its end: the caption and the marked rows of each step, and no step that nobody looked at.
import { PRESETS, type PresetId } from '@/lib/scenario/presets';
import { writeUrl } from '@/lib/scenario/url';
import { caption, expect, marks, openExplorer, test } from './explorer';

/** What one step says, and the marks that it adds; null takes all marks away. */
type Step = readonly [caption: string, adds?: string | null];

const START: readonly Step[] = [
  ['Before the run.'],
  ['A transaction begins.'],
  ['The ORM sends SELECT for users.'],
  ['The Session loads user 1.'],
];
const SELECTIN: readonly Step[] = [
  ['The ORM sends SELECT for posts.'],
  ['selectinload fills user1.posts with the 3 posts.'],
];
const ORM_DELETES_ALL: readonly Step[] = [
  ['delete() marks user 1 for deletion, and by the delete cascade the 3 posts.'],
  ['The ORM sends DELETE for posts with 3 parameter sets, one executemany.'],
  ['The ORM’s statement deletes posts row 1.', 'posts:1 deleted client'],
  ['The ORM’s statement deletes posts row 2.', 'posts:2 deleted client'],
  ['The ORM’s statement deletes posts row 3.', 'posts:3 deleted client'],
  ['The ORM sends DELETE for users.'],
  ['The ORM’s statement deletes users row 1.', 'users:1 deleted client'],
  ['Flushed: user 1 and the 3 posts deleted.'],
  ['The transaction commits.'],
];
const LEFT_TO_THE_DATABASE: readonly Step[] = [
  ['delete() marks user 1 for deletion.'],
  ['user1.posts stays unloaded: passive_deletes=True leaves what is in it to the database.'],
  ['The ORM sends DELETE for users.'],
  ['The ORM’s statement deletes users row 1.', 'users:1 deleted client'],
];
const ROLLED_BACK: readonly Step[] = [
  ['The transaction rolls back: nothing of it lasts.', null],
  ['After the rollback every object is expired: its attributes are read again when next asked for.'],
];
const REFUSED_23503 =
  'update or delete on table "users" violates foreign key constraint "posts_user_id_fkey" on table "posts".';
const REFUSED_23502 = 'null value in column "user_id" of relation "posts" violates not-null constraint.';

const EXPECTED: Readonly<Record<PresetId, readonly Step[]>> = {
  'cascade-only': [
    ...START,
    ['The ORM sends SELECT for posts.'],
    ['user1.posts is not loaded; the delete cascade has to reach each child, so delete() loads the 3 posts.'],
    ...ORM_DELETES_ALL,
  ],
  'passive-deletes': [
    ...START,
    ...LEFT_TO_THE_DATABASE,
    ['The foreign key deletes posts row 1.', 'posts:1 deleted foreign-key'],
    ['The foreign key deletes posts row 2.', 'posts:2 deleted foreign-key'],
    ['The foreign key deletes posts row 3.', 'posts:3 deleted foreign-key'],
    ['Flushed: user 1 deleted.'],
    ['The transaction commits.'],
  ],
  'delete-orphan': [
    ...START,
    ...SELECTIN,
    ['post 1 is taken out of user1.posts, which sets its user to None.'],
    ['Post 1 has no parent any more: delete-orphan makes the flush delete it.'],
    ['The ORM sends DELETE for posts.'],
    ['The ORM’s statement deletes posts row 1.', 'posts:1 deleted client'],
    ['Flushed: post 1 deleted, user 1 in step with the database.'],
    ['The transaction commits.'],
  ],
  'classic-mistake': [
    ...START,
    ...LEFT_TO_THE_DATABASE,
    [`PostgreSQL refuses: ${REFUSED_23503}`],
    [`IntegrityError (SQLSTATE 23503): ${REFUSED_23503}`],
    ...ROLLED_BACK,
  ],
  'default-not-null': [
    ...START,
    ['delete() marks user 1 for deletion.'],
    ['The ORM sends SELECT for posts.'],
    ['user1.posts is not loaded; the flush has to set each child’s foreign key to NULL, so it loads the 3 posts.'],
    ['The ORM sends UPDATE for posts with 3 parameter sets, one executemany.'],
    ['The ORM’s statement sets user_id of posts row 1 from 1 to NULL.', 'posts:1 changed client'],
    [`PostgreSQL refuses: ${REFUSED_23502}`],
    [`IntegrityError (SQLSTATE 23502): ${REFUSED_23502}`],
    ...ROLLED_BACK,
  ],
  'loaded-anyway': [...START, ...SELECTIN, ...ORM_DELETES_ALL],
};

for (const preset of PRESETS) {
  test(`${preset.name}: each step shows what happened, and every step is looked at`, async ({ page }) => {
    const steps = EXPECTED[preset.id];
    await openExplorer(page, writeUrl(preset.scenario, 0));
    let marked: string[] = [];
    for (const [at, [says, adds]] of steps.entries()) {
      if (at > 0) await page.keyboard.press('ArrowRight');
      await expect(caption(page)).toHaveText(says);
      if (adds === null) marked = [];
      if (adds) marked = [...marked, adds].sort();
      await expect.poll(async () => (await marks(page)).sort()).toEqual(marked);
    }
    await expect(page.getByRole('button', { name: 'One step forward' })).toBeDisabled();
    for (const [says] of [...steps].reverse()) {
      await expect(caption(page)).toHaveText(says);
      await page.keyboard.press('ArrowLeft');
    }
  });

  test(`${preset.name}: plays to its end by itself`, async ({ page }) => {
    await openExplorer(page, writeUrl(preset.scenario));
    await page.getByLabel('Speed').selectOption('4');
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Replay' })).toBeVisible();
    await expect(caption(page)).toHaveText(EXPECTED[preset.id].at(-1)?.[0] ?? '');
  });
}

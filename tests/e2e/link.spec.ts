// A link asks for a run: until that is there, no other stands in its place.
import { writeComparison } from '@/lib/scenario/compare-url';
import { type PresetId, presetScenario } from '@/lib/scenario/presets';
import { writeUrl } from '@/lib/scenario/url';
import { expect, expectLive, test } from './explorer';

const link = writeUrl(presetScenario('classic-mistake'), null, 'model');
const ways = ['loaded-anyway', 'classic-mistake'].map((id) => presetScenario(id as PresetId));
const REFUSED = 'PostgreSQL refused';

test('a link shows no other run’s verdict before React is there', async ({ page, complaints }) => {
  await page.route('**/_next/**/*.js', (route) => route.abort());
  await page.goto(`./${link}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByTestId('caption')).toBeHidden();
  await expect(page.getByTestId('caption')).toBeAttached();
  await page.goto('./');
  await expect(page.getByTestId('caption')).toBeVisible();
  complaints.length = 0;
});

test('a link shows no other run’s verdict while PostgreSQL cannot start, and its own as soon as it can', async ({
  page,
  complaints,
}) => {
  await page.route('**/pglite.wasm', (route) => route.abort());
  await page.goto(`./${link}`);
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await expect(page.getByText('there is no run of these settings to show')).toBeVisible();
  await expect(page.getByTestId('caption')).toBeHidden();
  await page.unroute('**/pglite.wasm');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expectLive(page);
  await expect(page.getByRole('region', { name: /verdict|this run ends/i })).toContainText(REFUSED);
  complaints.length = 0;
});

test('a link to a comparison shows no other runs before its own', async ({ page, complaints }) => {
  await page.route('**/pglite.wasm', (route) => route.abort());
  await page.goto(`./compare/${writeComparison(ways)}`);
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await expect(page.getByTestId('caption')).toHaveCount(0);
  await expect(page.getByText('the same rows')).toHaveCount(0);
  complaints.length = 0;
});

for (const [address, words] of [
  ['?step=999', ['step', '“999”', 'the last step of this run is', 'You see the end of the run.']],
  ['?passive_deletes=False&step=999', ['step', '“999”', 'You see the end of the run.']],
  ['compare/?step=999', ['The step was ignored', '“999”']],
  ['matrix/?show=zzz&nullable=True', ['show', '“zzz”', 'it is none of everything, depends', 'It does not filter.']],
  ['scale/?most=7&witness=perhaps', ['most', '“7”', 'it is none of 10, 30', 'witness', '“perhaps”']],
  ['shapes/tree/?step=999', ['step', '“999”', 'You see the end of the run.']],
  ['yours/?passive_deletes=maybe', ['passive_deletes', '“maybe”', 'The default stands in for it.']],
] as const) {
  test(`what is not followed of ${address} is said`, async ({ page }) => {
    await page.goto(`./${address}`);
    const said = page.getByRole('status').filter({ hasText: 'was ignored' });
    for (const each of words) await expect(said).toContainText(each);
  });
}

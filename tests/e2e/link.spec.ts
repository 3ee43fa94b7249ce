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

// Which setting: the questions narrow the list, the address holds them, and every answer has its code and its run.
import { ANSWERS } from '@/lib/which/answers';
import { expect, expectFit, test } from './explorer';

test('the questions narrow the list, and the address leads to the same', async ({ page }) => {
  await page.goto('./which/');
  const main = page.getByRole('main');
  const said = main.getByRole('status');
  await expect(said).toHaveText(`${ANSWERS.length} of ${ANSWERS.length} answers`);
  await page.getByRole('combobox', { name: 'What must become of it?' }).selectOption('it stays, with NULL');
  await expect(said).toHaveText(`1 of ${ANSWERS.length} answers`);
  await expect(page).toHaveURL(/\?fate=null$/);
  await page.reload();
  await expect(said).toHaveText(`1 of ${ANSWERS.length} answers`);
  await main.getByRole('link', { name: 'Children that must survive, with NULL' }).click();
  await expect(page).toHaveURL(/\?fate=null#survive-with-null$/);
  const answer = page.getByRole('region', { name: 'Children that must survive, with NULL' });
  await expect(answer).toBeInViewport();
  for (const text of [
    'ondelete="SET NULL"',
    'ON DELETE SET NULL;',
    'op.create_foreign_key(',
    '23502 not_null_violation',
  ]) {
    await expect(answer).toContainText(text);
  }
  await page.getByRole('combobox', { name: 'What hangs on the row?' }).selectOption('one child (one-to-one)');
  await expect(said).toContainText('None of the answers is to all of that.');
  await page.goBack();
  await page.goBack();
  await page.goBack();
  await expect(said).toHaveText(`${ANSWERS.length} of ${ANSWERS.length} answers`);
});

test('what the address asks for and there is not is said', async ({ page }) => {
  await page.goto('./which/?fate=gone');
  await expect(page.getByText('fate in the address was ignored: “gone”')).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [
    { width: 1280, height: 900 },
    { width: 390, height: 844 },
  ]) {
    test.describe(`${colorScheme}, ${viewport.width} px`, () => {
      test.use({ colorScheme, viewport });
      test('the answers have no accessibility violation and do not scroll sideways', async ({ page }) => {
        await page.goto('./which/');
        await expectFit(page);
      });
    });
  }
}

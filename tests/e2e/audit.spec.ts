// A reader's models: every class deleted in every way, what is found of it, its run, and what could be changed.
import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { absent } from './carried';
import { expect, test } from './explorer';

test.skip(absent !== null, String(absent));

const findings = (page: Page) => page.getByRole('region', { name: /finding|Nothing/ });
const whole = (page: Page) => page.getByText('All classes were observed.');
const tryAll = (page: Page) => page.getByRole('button', { name: 'Try every delete' });

async function open(page: Page): Promise<void> {
  await page.goto('./audit/');
  await expect(page.locator('.cm-content')).toBeVisible();
}

test('models are audited, a finding is seen to happen, and a change that was tried is put into the text', async ({
  page,
}) => {
  await open(page);
  await tryAll(page).click();
  await expect(whole(page)).toBeVisible();
  await expect(findings(page).getByRole('heading', { level: 2 })).toHaveText('8 findings in 5 classes');
  await expect(findings(page)).toContainText('session.delete() of a Doctor is refused');
  const axe = await new AxeBuilder({ page }).analyze();
  expect(axe.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);

  await expect(page.getByText('With it this finding is gone, and 2 others with it. Nothing is worse.')).toBeVisible();
  await page.getByRole('button', { name: 'Put it into the text' }).first().click();
  await expect(findings(page).getByRole('heading', { level: 2 })).toHaveText('5 findings in 5 classes');
  await expect(page.locator('.cm-content')).toContainText('ForeignKey("doctors.id", ondelete="CASCADE"), index=True');

  const patch = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Patch' }).click();
  expect(await readFile(await (await patch).path(), 'utf8')).toContain(
    '+    doctor_id: Mapped[int] = mapped_column(ForeignKey("doctors.id", ondelete="CASCADE"), index=True)\n',
  );
  const migration = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Migration' }).click();
  expect(await readFile(await (await migration).path(), 'utf8')).toContain('ADD CONSTRAINT notes_doctor_id_fkey');

  await page.getByRole('combobox', { name: 'SQLAlchemy' }).selectOption('2.0');
  await page.getByRole('combobox', { name: 'Driver' }).selectOption('asyncpg');
  await expect(page.getByText('has changed since these deletes were tried')).toBeVisible();
  await tryAll(page).click();
  await expect(whole(page)).toBeVisible();
  await expect(page.getByText(/SQLAlchemy 2\.0\.\d+ on asyncpg/)).toBeVisible();
  await expect(findings(page).getByRole('heading', { level: 2 })).toHaveText('5 findings in 5 classes');

  await page.getByRole('button', { name: 'See it happen', exact: true }).click();
  const run = page.getByRole('region', { name: 'The run' });
  await expect(
    run.getByRole('heading', { name: 'Doctor: session.delete(), with 2 on appointments.doctor_id' }),
  ).toBeVisible();
  await expect(run.locator('[aria-labelledby=verdict]')).toContainText('appointments');
  await run.getByRole('link', { name: 'Edit as a program' }).click();
  await expect(page.locator('.cm-content')).toContainText('session.delete(doctor)');
  await expect(page.getByRole('combobox', { name: 'Driver' })).toHaveValue('asyncpg');
});

test('changes of the finding that is open are tried; a run that is asked for goes first, and a trial can be stopped', async ({
  page,
}) => {
  await open(page);
  await tryAll(page).click();
  await expect(whole(page)).toBeVisible();
  const stop = page.getByRole('button', { name: 'Stop trying' });
  await expect(stop).toBeVisible();
  await page.getByRole('button', { name: 'See it happen', exact: true }).click();
  await expect(page.getByRole('region', { name: 'The run' }).locator('[aria-labelledby=verdict]')).toBeVisible();
  await expect(stop).toBeVisible();
  await stop.click();
  await expect(page.getByText('Whether it helps was not seen: the trial was ended.')).toBeVisible();
  await page.getByRole('button', { name: 'Try it on all classes' }).click();

  const others = findings(page).locator('button[aria-expanded=false]');
  await others.last().click();
  await expect(page.getByText(/With it this finding is gone/).first()).toBeVisible();
});

test('models go with a link, and what was written is there after a reload', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page);
  const write = async (text: string) => {
    await page.locator('.cm-content').focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText(text);
  };
  await write(
    'from sqlalchemy import Integer\nfrom sqlalchemy.orm import DeclarativeBase, mapped_column\n\nclass Base(DeclarativeBase):\n    pass\n\nclass Post(Base):\n    __tablename__ = "letters"\n    id = mapped_column(Integer, primary_key=True)\n',
  );
  await tryAll(page).click();
  await expect(findings(page)).toContainText('Nothing to report of 1 class');
  await page.getByRole('button', { name: 'Copy a link with the models' }).click();
  await expect(page.getByText('Link copied: the text is in it, and nowhere else')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await write('nothing = 1\n');
  await expect(page).toHaveURL(/\/audit\/$/);
  await page.evaluate(() => dispatchEvent(new Event('pagehide')));
  await page.reload();
  await expect(page.locator('.cm-content')).toHaveText('nothing = 1');

  await page.goto('about:blank');
  await page.goto(link);
  await expect(page.getByText('These models came with the link.')).toBeVisible();
  await expect(page.locator('.cm-content')).toContainText('"letters"');
  await page.goto('about:blank');
  await page.goto(`${link.slice(0, -20)}`);
  await expect(page.getByText('The models in the link cannot be read')).toBeVisible();
});

test('the graph finds what a delete reaches, and is saved; a class that cannot be mapped is told with its words', async ({
  page,
}) => {
  await open(page);
  await tryAll(page).click();
  await expect(whole(page)).toBeVisible();
  await page.getByRole('combobox', { name: 'Class', exact: true }).fill('appointment');
  await expect(page.getByText('Deleting Appointment reaches')).toHaveText(
    'Deleting Appointment reaches appointments: ORM 1; reminders: foreign key 2.',
  );
  const arrows = page.locator('.radius .react-flow__edge-textwrapper');
  await expect(arrows).toHaveText(['○ NULL', '✕ refused', '● ORM', '◆ foreign key']);
  for (const arrow of await arrows.all()) await expect(arrow).toBeVisible();
  const boxes = page.locator('.radius .react-flow__node');
  const all = await boxes.count();
  await page.getByRole('checkbox', { name: 'Only what it reaches' }).press('Space');
  await expect(boxes).toHaveText(['Appointment● 1', 'Reminder◆ 2']);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the picture' }).click();
  const picture = await readFile(await (await saved).path(), 'utf8');
  expect(picture.match(/>(?:Appointment|ORM 1|Reminder|foreign key 2|◆ foreign key)</g)).toHaveLength(5);
  await page.getByRole('checkbox', { name: 'Only what it reaches' }).press('Space');
  await expect(boxes).toHaveCount(all);

  await page.locator('.cm-content').focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(
    'from sqlalchemy.orm import DeclarativeBase\n\nclass Base(DeclarativeBase):\n    pass\n\nclass Post(Base):\n    __tablename__ = "posts"\n',
  );
  await tryAll(page).click();
  await expect(findings(page)).toContainText('could not assemble any primary key columns for mapped table');
});

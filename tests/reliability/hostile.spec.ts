// After a program that takes its surroundings apart, the page's next runs are what they are on a page that has just opened.
import type { Page } from '@playwright/test';
import { pythonScript } from '@/lib/scenario/python-script';
import { DEFAULT_SCENARIO } from '@/lib/scenario/scenario';
import { absent } from '../e2e/carried';
import { expect, test } from '../e2e/explorer';
import { countOf, SEED, someOf } from './asked';
import { HOSTILE_PROGRAMS, textOf } from './hostile-programs';
import { downloaded, shownRun } from './live';

test.skip(absent !== null, String(absent));

const PROGRAM = pythonScript(DEFAULT_SCENARIO);
const runButton = (page: Page) => page.getByRole('button', { name: /^Run( this text)?\b/ }).first();

async function write(page: Page, text: string): Promise<void> {
  const editor = page.locator('.cm-content');
  await editor.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}

/** The traces of a program and, in the same tab, of a scenario. */
async function nextRuns(page: Page): Promise<readonly unknown[]> {
  await write(page, PROGRAM);
  await runButton(page).click();
  await expect(page.getByRole('button', { name: 'Stop' })).toHaveCount(0);
  await page.getByText('Download', { exact: true }).click();
  const program = await downloaded(page, 'The trace');
  await page.getByRole('link', { name: 'Explore' }).first().click();
  return [program, await shownRun(page)];
}

let wanted: readonly unknown[] | null = null;
test.beforeAll(async ({ browser, baseURL }) => {
  const page = await browser.newPage({ ...(baseURL && { baseURL }) });
  await page.goto('./yours/');
  await page.mouse.move(1, 1);
  await expect(page.locator('.cm-content')).toBeVisible();
  wanted = await nextRuns(page);
  await page.close();
});

for (const program of someOf(HOSTILE_PROGRAMS, countOf(2))) {
  test(`that ${program.name} is told, and the next runs are whole (SEED=${SEED})`, async ({ page, complaints }) => {
    await page.goto('./yours/');
    await expect(page.locator('.cm-content')).toBeVisible();
    await write(page, textOf(program));
    await runButton(page).click();
    if (program.endless) {
      await expect(page.getByText('Running…')).toBeVisible();
      await page.getByRole('button', { name: 'Stop' }).click();
    }
    await expect(runButton(page)).toBeVisible();
    // One that breaks its worker leaves a sentence and a way on.
    const alert = page.getByRole('alert').filter({ hasText: /\S/ });
    const broke = (await alert.count()) > 0;
    if (broke) await expect(alert.getByRole('button', { name: 'Try again' })).toBeVisible();
    await expect(page.getByText(/cascade_lens|pyodide\.asm|wasm-function/)).toHaveCount(0);
    expect(await nextRuns(page)).toEqual(wanted);
    // What breaks Python is in the console in Pyodide's words; nothing of ours may be left uncaught.
    const ofItsWorker = (each: string) => each.startsWith('console: ') || (broke && each.startsWith('uncaught: '));
    complaints.splice(0, complaints.length, ...complaints.filter((each) => !ofItsWorker(each)));
  });
}

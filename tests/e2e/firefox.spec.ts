// The main path in Firefox. Playwright drives only a build of its own; the system's is driven over WebDriver BiDi.
import { expect, test } from '@playwright/test';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { findFirefox } from '@/scripts/firefox';
import { absentForScenarios as absent } from './carried';

const firefox = findFirefox();
test.skip(firefox === null, 'There is no Firefox here.');

let browser: Browser;
let page: Page;
/** What no visitor should ever see. */
const complaints: string[] = [];

test.beforeEach(async ({ baseURL }) => {
  browser = await puppeteer.launch({ browser: 'firefox', executablePath: firefox ?? '' });
  page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== new URL(baseURL ?? '').origin) complaints.push(request.url());
  });
});
test.afterEach(() => browser.close());

const textOf = (selector: string) => page.$eval(selector, (element) => element.textContent ?? '').catch(() => null);
const says = (selector: string, text: string | RegExp) =>
  expect.poll(() => textOf(selector), { message: selector }).toMatch(text);
const attribute = (selector: string, name: string) =>
  page.$eval(selector, (element, name) => element.getAttribute(name), name).catch(() => null);
const click = (name: string) => page.locator(`::-p-aria([name="${name}"])`).click();

const CAPTION = '[data-testid=caption]';
const VERDICT = '[aria-labelledby=verdict] [role=status]';
const live = () => expect.poll(() => attribute('[data-testid=engine]', 'data-live')).toBe('true');

test('Firefox runs a flag that was changed, on SQLAlchemy too, and compares', async ({ baseURL }) => {
  await page.goto(baseURL ?? '');
  await live();
  await says(VERDICT, 'foreign key removed 3 posts');

  await page.$eval(CAPTION, (caption) => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    const hear = () => heard.push(caption.textContent ?? '');
    new MutationObserver(hear).observe(caption, { childList: true, characterData: true, subtree: true });
  });
  await page.focus('[aria-label="The model"] select[aria-label=passive_deletes]');
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => page.url()).toContain('passive_deletes=False');
  await says(CAPTION, 'The transaction commits.');
  expect(await page.evaluate(() => Reflect.get(globalThis, 'heard').join('\n'))).toContain('A transaction begins.');
  await says(VERDICT, 'The ORM loaded 3 rows and deleted 3 posts');
  await expect.poll(() => page.$$eval('[data-by=client]', (rows) => rows.length)).toBe(4);

  if (absent === null) {
    await page.locator('[aria-label=Engine] button').click();
    await expect.poll(() => attribute('[data-testid=produced-by]', 'data-engine')).toBe('sqlalchemy');
    await says('#line-by-line', 'line by line');
    await says(CAPTION, 'The transaction commits.');
    await says(VERDICT, 'The ORM loaded 3 rows and deleted 3 posts');
  }

  await click('Compare');
  await says('h1', 'Side by side');
  await live();
  await says('main', 'It is true here. All three ways leave 1 user and 2 posts, the same rows.');
  await page.keyboard.press('Home');
  await says('#way-2 [data-testid=caption]', 'Before the run.');
  expect(complaints).toEqual([]);
});

test('Firefox runs a program of the reader’s own, and leads to a link', async ({ baseURL }) => {
  test.skip(absent !== null, String(absent));
  await page.goto(`${baseURL ?? ''}yours/`);
  await page.mouse.move(5, 5);
  await page.locator('.cm-content').click();
  await page.keyboard.down('Control');
  await page.keyboard.press('Enter');
  await page.keyboard.up('Control');
  await says(VERDICT, 'The ORM');
  await click('Copy link');
  await expect.poll(() => page.url()).toContain('#code=');
  expect(complaints).toEqual([]);
});

// The pages that the header leads to: each is there, and says where one is.
import { PAGES, type PageId } from '@/components/chrome/pages';
import { expect, test } from './explorer';

const HEADINGS: Readonly<Record<PageId, string>> = {
  explore: 'Who deleted my rows, SQLAlchemy or PostgreSQL?',
  yours: 'Your code, and who deletes its rows',
  audit: 'Your models, and what a delete of each class does',
  questions: 'Questions about a delete',
  which: 'Which setting?',
  compare: 'Side by side: the same delete, done in other ways',
  shapes: 'Other shapes of models',
  matrix: 'Every combination, and who acts',
  scale: 'How much slower is it, and how does that grow?',
  rules: 'What happens on delete',
};

for (const { name, path } of PAGES) {
  test(`the header of ${name} is one row at 1280 px, of which a scrollbar takes some`, async ({ page }) => {
    await page.setViewportSize({ width: 1265, height: 720 });
    await page.goto(`.${path}`);
    const middles = () =>
      page
        .locator('header')
        .first()
        .locator(':is(a:not([href^="#"]), button, summary):visible')
        .evaluateAll((all) =>
          all
            .map((each) => each.getBoundingClientRect())
            .map(({ top, bottom }) => (top + bottom) / 2)
            .reduce((most, middle, _, [first = 0]) => Math.max(most, Math.abs(middle - first)), 0),
        );
    await expect.poll(middles).toBeLessThan(4);
  });
}

for (const { id, name } of PAGES) {
  test(`the header leads to ${name}, and says so there`, async ({ page }) => {
    const pages = page.getByRole('navigation', { name: 'Pages' });
    const link = pages.getByRole('link', { name, exact: true });
    const menu = pages.getByText('More', { exact: true }).first();
    await page.goto('./');
    if (!(await link.isVisible())) await menu.click();
    await link.click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText(HEADINGS[id]);
    await expect(pages.locator('[aria-current=page]')).toHaveText(name);
  });
}

for (const { path } of PAGES) {
  test(`what is put into ${path} is not run, and reaches no other host`, async ({ page, complaints }) => {
    await page.goto(`.${path}`);
    const policy = await page.locator('meta[http-equiv=Content-Security-Policy]').getAttribute('content');
    expect(policy?.match(/script-src ([^;]*)/)?.[1]).not.toMatch(/'unsafe-|blob:|data:|http/);
    const ran = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "run"';
      document.body.append(script);
      const fetched = await fetch('http://127.0.0.1:9/').then(
        () => 'fetched',
        () => 'refused',
      );
      return [document.title === 'run', fetched];
    });
    expect(ran).toEqual([false, 'refused']);
    expect(complaints.some((each) => each.includes('Content Security Policy'))).toBe(true);
    complaints.length = 0;
  });
}

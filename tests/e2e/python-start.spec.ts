// How SQLAlchemy starts in the tab: from the snapshot of Python's memory where there is one, and always without.
import type { Page } from '@playwright/test';
import { SNAPSHOT_FILE } from '@/lib/sqlalchemy/python-snapshot';
import { carried } from './carried';
import { expect, openExplorer, test } from './explorer';

const files = 'absent' in carried ? [] : Object.keys(carried.files.files);
const snapshot = files.find((name) => name.endsWith(`/${SNAPSHOT_FILE}`));
const SNAPSHOT = `**/sqlalchemy/*/${snapshot}`;

test.skip(!snapshot, 'This build carries no SQLAlchemy, or no snapshot of it');

/** Names of SQLAlchemy's files, as they are asked for from now on. */
function asked(page: Page): string[] {
  const names: string[] = [];
  page.on('request', (request) => {
    const [, name] = new URL(request.url()).pathname.match(/\/sqlalchemy\/[^/]+\/(.+)$/) ?? [];
    if (name !== undefined) names.push(name);
  });
  return names;
}

async function runOnSqlalchemy(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run on SQLAlchemy' }).click();
  await expect(page.getByTestId('produced-by')).toHaveAttribute('data-engine', 'sqlalchemy');
}

test('a click asks for each file once, the snapshot among them', async ({ page }) => {
  const names = asked(page);
  await openExplorer(page);
  await runOnSqlalchemy(page);
  // A module is imported, out of the cache, once it has arrived.
  const modules = files.filter((name) => name.endsWith('.js'));
  expect(names.sort()).toEqual([...files, ...modules].sort());
});

test('a browser that does not take the snapshot starts SQLAlchemy without it', async ({ page }) => {
  await page.route(SNAPSHOT, (route) => route.fulfill({ body: Buffer.alloc(1 << 20, 7) }));
  const names = asked(page);
  await openExplorer(page);
  await runOnSqlalchemy(page);
  await expect(page.getByRole('region', { name: 'The model and SQLAlchemy itself, line by line' })).toContainText(
    'Identical',
  );
  // Damage in a cache is looked past once.
  expect(names.filter((name) => name === snapshot)).toHaveLength(2);
});

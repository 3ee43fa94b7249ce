import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PAGES } from '@/components/chrome/pages';

const APP = new URL('../../../app/', import.meta.url);

/** Where the foot of every page leads. */
const IN_FOOTER = '/licences/';

test('the header leads to the pages of app/, each in a folder of its own, and to nothing else', () => {
  const folders = readdirSync(APP, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() && existsSync(new URL(`${entry.name}/page.tsx`, APP)) ? [`/${entry.name}/`] : [],
  );
  expect([...PAGES.map(({ path }) => path), IN_FOOTER].sort()).toEqual(['/', ...folders].sort());
});

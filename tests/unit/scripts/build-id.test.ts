import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { nameBuild, UNNAMED_BUILD } from '@/scripts/build-id';

const made: string[] = [];
afterEach(async () => {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true });
});

async function named(page: string): Promise<{ readonly id: string; readonly page: string }> {
  const out = await mkdtemp(path.join(tmpdir(), 'build-id-'));
  made.push(out);
  await mkdir(path.join(out, '_next/static', UNNAMED_BUILD), { recursive: true });
  await writeFile(path.join(out, '_next/static', UNNAMED_BUILD, '_buildManifest.js'), '');
  await writeFile(path.join(out, 'index.html'), page);
  await nameBuild(out);
  const [id = ''] = await readdir(path.join(out, '_next/static'));
  return { id, page: await readFile(path.join(out, 'index.html'), 'utf8') };
}

test('a build is named by what is in it: the same for the same pages, wherever they are', async () => {
  const page = `<script>{"b":"${UNNAMED_BUILD}"}</script>`;
  const [one, again, other] = [await named(page), await named(page), await named(`${page} `)];
  expect(one.id).toMatch(/^[0-9a-f]{16}$/);
  expect(one.page).toBe(`<script>{"b":"${one.id}"}</script>`);
  expect(again).toEqual(one);
  expect(other.id).not.toBe(one.id);
});

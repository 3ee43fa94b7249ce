// What stands in the cache between two runs is in nobody's hands: it is taken as far as it is what was pinned.
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NoOrigin } from '@/scripts/sqlalchemy/origin';
import { hashOfModule } from '@/scripts/sqlalchemy/release';
import { verifiedFiles } from '@/scripts/sqlalchemy/site';

const PUBLISHED = {
  'lens/__init__.py': 'from .deep import two\n',
  'lens/deep/two.py': 'two = 2\n',
  'lens-1.0.dist-info/METADATA': 'Name: lens\n',
  'lens-1.0.dist-info/licenses/LICENSE': 'As you like.\n',
};
const BESIDE = { 'bin/lens': '#!', 'lens/notes.txt': 'no code', 'other/__init__.py': 'other = 1\n' };
const contents = new Map(Object.entries(PUBLISHED).map(([name, text]) => [name, new TextEncoder().encode(text)]));
const PINNED = [{ module: 'lens', sha256: hashOfModule('lens', contents) }];

let room = '';
let folder = '';
let said: string[] = [];
beforeEach(async () => {
  room = await mkdtemp(path.join(tmpdir(), 'site-'));
  folder = path.join(room, 'lens-1.0');
  said = [];
  vi.spyOn(console, 'error').mockImplementation((line: string) => said.push(line.replace(folder, 'FOLDER')));
  await verifiedFiles(folder, PINNED, fetch);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(room, { recursive: true });
});

async function put(below: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(below, name)), { recursive: true });
    await writeFile(path.join(below, name), text);
  }
}
const fetch = (site: string) => put(site, { ...PUBLISHED, ...BESIDE });
const never = () => Promise.reject(new NoOrigin('there is no network'));

const taken = async (again: typeof fetch) => {
  const files = await verifiedFiles(folder, PINNED, again);
  return Object.fromEntries([...files].map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]));
};

test('what is taken is the pinned code and its texts; what came beside them is not kept', async () => {
  expect(await taken(never)).toEqual(PUBLISHED);
  expect((await readdir(folder)).sort()).toEqual(['SHA256SUMS', 'lens', 'lens-1.0.dist-info']);
  expect(said).toEqual([]);
});

const SPOILED: readonly [what: string, spoil: () => Promise<unknown>][] = [
  ['lens/deep/two.py was changed', () => put(folder, { 'lens/deep/two.py': 'two = 3\n' })],
  ['lens/extra.py was added', () => put(folder, { 'lens/extra.py': 'extra = 1\n' })],
  ['sitecustomize.py was added', () => put(folder, { 'sitecustomize.py': 'print("here")\n' })],
  ['notes.txt was added', () => put(folder, { 'notes.txt': '' })],
  ['lens/__init__.py is gone', () => rm(path.join(folder, 'lens/__init__.py'))],
  ['SHA256SUMS is gone', () => rm(path.join(folder, 'SHA256SUMS'))],
  ['lens-1.0.dist-info/METADATA was changed', () => put(folder, { 'lens-1.0.dist-info/METADATA': 'Name: other\n' })],
  [
    'lens/deep/two.py is no file any more',
    async () => {
      await rm(path.join(folder, 'lens/deep/two.py'));
      await put(room, { elsewhere: PUBLISHED['lens/deep/two.py'] });
      await symlink(path.join(room, 'elsewhere'), path.join(folder, 'lens/deep/two.py'));
    },
  ],
];

for (const [what, spoil] of SPOILED) {
  test(`after "${what}" the modules are fetched anew, which is said`, async () => {
    await spoil();
    expect(await taken(fetch)).toEqual(PUBLISHED);
    expect(said).toEqual([`FOLDER is not as it was fetched (${what}): it is fetched anew.`]);
    expect(await taken(never)).toEqual(PUBLISHED);
  });

  test(`after "${what}" nothing is taken where there is no network, then or later`, async () => {
    await spoil();
    const refused = `is not as it was fetched (${what}), and cannot be fetched anew: there is no network`;
    await expect(taken(never)).rejects.toThrow(refused);
    await expect(taken(never)).rejects.toThrow(refused);
  });
}

test('the list of hashes vouches for no code: that has to be what the repository has pinned', async () => {
  const other = { ...PUBLISHED, 'lens/extra.py': 'extra = 1\n' };
  const forged = path.join(room, 'forged');
  const sums = new Map(Object.entries(other).map(([name, text]) => [name, new TextEncoder().encode(text)]));
  await verifiedFiles(forged, [{ module: 'lens', sha256: hashOfModule('lens', sums) }], (site) => put(site, other));
  await expect(verifiedFiles(forged, PINNED, never)).rejects.toThrow('(lens was changed)');
});

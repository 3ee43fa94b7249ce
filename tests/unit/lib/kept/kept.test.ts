import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dropUnused, keepOnly, keptBytes, keptFile, keptFolder, keptUnderKey, keyOf } from '@/lib/kept/kept';

let room = '';
beforeEach(async () => {
  room = await mkdtemp(path.join(tmpdir(), 'kept-'));
});
afterEach(() => rm(room, { recursive: true }));

const bytes = (text: string) => async () => new TextEncoder().encode(text);
const never = () => Promise.reject(new Error('made again'));
const putting = (name: string, text: string) => (folder: string) => writeFile(path.join(folder, name), text);

test('a key tells parts apart, and where they end', () => {
  expect(keyOf(['a', 'b'])).toMatch(/^[0-9a-f]{16}$/);
  expect(keyOf(['a', 'b'])).toBe(keyOf(['a', new TextEncoder().encode('b')]));
  expect(keyOf(['a', 'b'])).not.toBe(keyOf(['ab']));
  expect(keyOf(['a', 'b'])).not.toBe(keyOf(['b', 'a']));
});

test('a file is made once, its folders too, and then read', async () => {
  const file = path.join(room, 'deep', 'down', 'file-1');
  expect(new TextDecoder().decode(await keptBytes(file, bytes('one')))).toBe('one');
  expect(new TextDecoder().decode(await keptBytes(file, never))).toBe('one');
});

test('a file that has changed since is made anew, which is said', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  const file = path.join(room, 'file-1');
  await keptBytes(file, bytes('one'));
  const kept = await readFile(file);
  for (const spoiled of [Buffer.concat([kept, Buffer.from(' ')]), kept.subarray(0, -1), Buffer.alloc(0)]) {
    await writeFile(file, spoiled);
    expect(new TextDecoder().decode(await keptBytes(file, bytes('one')))).toBe('one');
  }
  expect(said.mock.calls).toEqual(Array(3).fill([`${file} has changed since it was made: it is made anew.`]));
  expect(new TextDecoder().decode(await keptBytes(file, never))).toBe('one');
  said.mockRestore();
});

test('nothing is left of what could not be made', async () => {
  await expect(keptFile(path.join(room, 'file'), never)).rejects.toThrow('made again');
  const half = async (folder: string) => {
    await putting('half', '')(folder);
    throw new Error('broken off');
  };
  await expect(keptFolder(path.join(room, 'folder'), half)).rejects.toThrow('broken off');
  await expect(keptUnderKey(path.join(room, 'folder'), 'k', half)).rejects.toThrow('broken off');
  expect(await readdir(room)).toEqual([]);
});

test('two that make the same at the same time both have it', async () => {
  const file = path.join(room, 'file');
  await Promise.all([keptFile(file, bytes('same')), keptFile(file, bytes('same'))]);
  const folder = path.join(room, 'folder');
  await Promise.all([keptFolder(folder, putting('in', 'it')), keptFolder(folder, putting('in', 'it'))]);
  expect((await readdir(room)).sort()).toEqual(['file', 'folder']);
  expect(await readFile(path.join(folder, 'in'), 'utf8')).toBe('it');
});

test('a folder under a key is filled anew for another key, and nothing of the old one stays', async () => {
  const folder = path.join(room, 'runs');
  await keptUnderKey(folder, 'one', putting('a', '1'));
  await keptUnderKey(folder, 'one', never);
  expect(await readFile(path.join(folder, 'a'), 'utf8')).toBe('1');
  await keptUnderKey(folder, 'two', putting('b', '2'));
  expect((await readdir(folder)).sort()).toEqual(['b', 'key']);
});

test('a new recording that fails leaves the old one', async () => {
  const folder = path.join(room, 'runs');
  await keptUnderKey(folder, 'one', putting('a', '1'));
  await expect(keptUnderKey(folder, 'two', never)).rejects.toThrow('made again');
  expect((await readdir(folder)).sort()).toEqual(['a', 'key']);
});

test('what is not named goes, and so does what was not used for long', async () => {
  for (const name of ['a', 'b', 'c']) await keptFile(path.join(room, name), bytes(name));
  await keepOnly(room, ['a', 'b']);
  expect((await readdir(room)).sort()).toEqual(['a', 'b']);
  for (const name of ['a', 'b']) await utimes(path.join(room, name), new Date(0), new Date(0));
  await keptFile(path.join(room, 'b'), never);
  await dropUnused(room, 1000 * 3600);
  expect(await readdir(room)).toEqual(['b']);
});

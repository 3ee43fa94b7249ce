// Python modules as they were published, in the cache. Whoever takes them gets what is pinned and nothing else, whatever
// has happened to the folder since it was filled.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { keptFolder, refilledFolder } from '@/lib/kept/kept';
import { NoOrigin } from './origin';
import { codeOf, type Files, filesOf, hashOfModule, readFiles, TEXTS } from './release';

/** Code is known by the hash in the repository, and the texts that came with it by this file, as sha256sum writes it. */
const SUMS = 'SHA256SUMS';

interface PinnedModule {
  readonly module: string;
  readonly sha256: string;
}

/**
 * The code of the pinned modules and the texts beside it, read from `folder`, which `fetch` fills when it is absent, or
 * when anything in it was changed, added or removed, which is said. Rejects with NoOrigin when it cannot be filled.
 */
export async function verifiedFiles(
  folder: string,
  pinned: readonly PinnedModule[],
  fetch: (site: string) => Promise<void>,
): Promise<Files> {
  const fill = async (unfinished: string) => {
    const site = path.join(unfinished, 'site');
    await fetch(site);
    const files = await filesOf(site, modulesOf(pinned));
    await rm(site, { recursive: true });
    await writeFiles(unfinished, files);
  };
  await keptFolder(folder, fill);
  const kept = await read(folder, pinned);
  if (!('spoiled' in kept)) return kept;
  const sentence = `${folder} is not as it was fetched (${kept.spoiled})`;
  console.error(`${sentence}: it is fetched anew.`);
  try {
    await refilledFolder(folder, fill);
  } catch (error) {
    if (!(error instanceof NoOrigin)) throw error;
    throw new NoOrigin(`${sentence}, and cannot be fetched anew: ${error.message}`);
  }
  const anew = await read(folder, pinned);
  if ('spoiled' in anew) throw new Error(`${folder} does not stay as it was fetched: ${anew.spoiled}.`);
  return anew;
}

/** All that a folder may hold, or what of it is not so. */
async function read(folder: string, pinned: readonly PinnedModule[]): Promise<Files | { readonly spoiled: string }> {
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter(
    (each) => !each.isDirectory(),
  );
  const nameOf = (parent: string, name: string) =>
    path.relative(folder, path.join(parent, name)).split(path.sep).join('/');
  const present = new Map(entries.map((each) => [nameOf(each.parentPath, each.name), each.isFile()]));
  if (!present.delete(SUMS)) return { spoiled: `${SUMS} is gone` };
  const sums = sumsIn(await readFile(path.join(folder, SUMS), 'utf8'));
  const allowed = new Set([
    ...modulesOf(pinned).flatMap((module) => codeOf(module, sums.keys())),
    ...textsIn(sums.keys()),
  ]);
  for (const [name, isFile] of present) {
    if (!allowed.has(name)) return { spoiled: `${name} was added` };
    if (!isFile) return { spoiled: `${name} is no file any more` };
  }
  for (const name of allowed) if (!present.has(name)) return { spoiled: `${name} is gone` };
  const files = await readFiles(folder, [...allowed].sort());
  const changed = ([name, content]: readonly [string, Uint8Array]) => sums.get(name) !== sumOf(content);
  const other = pinned.filter(({ module, sha256 }) => hashOfModule(module, files) !== sha256);
  // What has the pinned hash needs no other one.
  const inDoubt = [...files].filter(([name]) => other.length > 0 || TEXTS.test(name));
  const found = inDoubt.find(changed)?.[0] ?? other[0]?.module;
  return found === undefined ? files : { spoiled: `${found} was changed` };
}

const modulesOf = (pinned: readonly PinnedModule[]) => pinned.map(({ module }) => module);
const textsIn = (names: Iterable<string>) => [...names].filter((name) => TEXTS.test(name));
const sumOf = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');

function sumsIn(text: string): ReadonlyMap<string, string> {
  const lines = text.split('\n').filter((line) => line !== '');
  return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
}

async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [name, content] of files) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  const lines = [...files].map(([name, content]) => `${sumOf(content)}  ${name}\n`);
  await writeFile(path.join(folder, SUMS), lines.join(''));
}

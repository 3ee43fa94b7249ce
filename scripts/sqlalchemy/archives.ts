// The archives of Python code that SQLAlchemy runs from, cached by what they are made of.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CACHE, keptFolder, keyOf } from '@/lib/kept/kept';
import { filesBelow, keptArchive, type PythonFile } from './archive';
import { fetchModules, NoOrigin } from './origin';
import { pythonFiles, RELEASES } from './release';

const BRIDGE = fileURLToPath(new URL('../../lib/sqlalchemy/bridge/python', import.meta.url));
const OBSERVER = fileURLToPath(new URL('../../lib/sqlalchemy/python', import.meta.url));

/** What a browser has no use for. */
const STRIPPED = [
  'sqlalchemy/testing/',
  'sqlalchemy/ext/mypy/',
  'sqlalchemy/dialects/mssql/',
  'sqlalchemy/dialects/mysql/',
  'sqlalchemy/dialects/oracle/',
  'sqlalchemy/dialects/sqlite/',
];

/** The content of each archive by its name, or why there is none. */
export type Archives =
  | { readonly archives: ReadonlyMap<string, Uint8Array<ArrayBuffer>> }
  | { readonly absent: string };

/** Slow once (a download, ten seconds of compiling), then quick. Never rejects for want of a network. */
export async function pythonArchives(): Promise<Archives> {
  const site = await verifiedModules();
  if (typeof site !== 'string') return site;
  const modules = await Promise.all(RELEASES.map(({ module }) => pythonFiles(site, module)));
  const kept = modules.flat().filter((name) => !STRIPPED.some((prefix) => name.startsWith(prefix)));
  const own = [...(await ownFiles(BRIDGE)), ...(await ownFiles(OBSERVER))];
  return {
    archives: new Map([
      ['sqlalchemy.zip', await keptArchive('sqlalchemy', filesBelow(site, kept), 2)],
      ['bridge.zip', await keptArchive('bridge', own, 0)],
    ]),
  };
}

/** The folder with the modules as they were published, fetched when it is not there. */
export async function verifiedModules(): Promise<string | { readonly absent: string }> {
  const site = path.join(CACHE, 'sqlalchemy', `site-${keyOf([JSON.stringify(RELEASES)])}`);
  try {
    return await keptFolder(site, fetchModules);
  } catch (error) {
    if (error instanceof NoOrigin) return { absent: error.message };
    throw error;
  }
}

async function ownFiles(root: string): Promise<PythonFile[]> {
  const names = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.py')).sort();
  return filesBelow(root, names);
}

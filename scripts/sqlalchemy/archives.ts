// The archives of Python code that SQLAlchemy runs from, cached by what they are made of.
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { version as PYODIDE } from 'pyodide';
import { compileArchives, filesBelow, type PythonFile } from './archive';
import { CACHE, keptFile } from './kept-file';
import { fetchModules } from './origin';
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
      ['sqlalchemy.zip', await cached('sqlalchemy', filesBelow(site, kept), 2)],
      ['bridge.zip', await cached('bridge', own, 0)],
    ]),
  };
}

/** The folder with the modules as they were published, fetched when it is not there. */
export async function verifiedModules(): Promise<string | { readonly absent: string }> {
  const site = path.join(CACHE, `site-${keyOf(JSON.stringify(RELEASES))}`);
  if (await stat(site).catch(() => null)) return site;
  const scratch = await mkdtemp(path.join(tmpdir(), 'sqlalchemy-'));
  try {
    const unfinished = path.join(CACHE, `site.${process.pid}`);
    const failed = await fetchModules(unfinished, scratch);
    if (failed) return failed;
    await moveInto(site, unfinished);
    return site;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function ownFiles(root: string): Promise<PythonFile[]> {
  const names = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.py')).sort();
  return filesBelow(root, names);
}

async function cached(name: string, files: readonly PythonFile[], optimize: 0 | 2): Promise<Uint8Array<ArrayBuffer>> {
  const hash = createHash('sha256').update(`${PYODIDE} ${optimize}`);
  for (const { file, name: inside } of files) hash.update(`\0${inside}\0`).update(await readFile(file));
  return keptFile(`${name}-${hash.digest('hex').slice(0, 16)}.zip`, async () => {
    const [archive] = await compileArchives([{ files, optimize }]);
    if (!archive) throw new Error('No archive was compiled');
    return archive;
  });
}

/** Several processes may do this at the same time; the first one wins. */
async function moveInto(target: string, unfinished: string): Promise<void> {
  try {
    await rename(unfinished, target);
  } catch (error) {
    if (!(await stat(target).catch(() => null))) throw error;
    await rm(unfinished, { recursive: true, force: true });
  }
}

function keyOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

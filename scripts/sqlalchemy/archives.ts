// The archives of Python code that SQLAlchemy runs from, cached by what they are made of.
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { createTar, parseTar } from 'nanotar';
import type { AbsentPython } from '@/lib/engine/protocol/python-files';
import { CACHE, isKept, keyOf } from '@/lib/kept/kept';
import {
  type ArchiveName,
  EXTENSIONS,
  type ExtensionName,
  isExtension,
  OTHER_DIALECTS,
  PACKAGES,
  type PackageName,
} from '@/lib/packages';
import { RELEASES, type Release, SERIES, type Series } from '@/lib/versions';
import { keptArchive } from './archive';
import { fetchPackage, fetchRelease, NoOrigin } from './origin';
import { codeOf, type Files, packagesOf, readFiles, TEXTS } from './release';
import { verifiedFiles } from './site';

const BRIDGE = fileURLToPath(new URL('../../lib/sqlalchemy/bridge/python', import.meta.url));
const OBSERVER = fileURLToPath(new URL('../../lib/sqlalchemy/python', import.meta.url));

/** What no program has a use for: tests and the plugin of a type checker. */
const STRIPPED = /^sqlalchemy\/(testing|ext\/mypy)\/|\/provision\.py$/;
/** Models may name types of other databases: an archive of its own. */
const OF_DIALECTS = new RegExp(`^sqlalchemy/dialects/(${OTHER_DIALECTS.join('|')})/`);

/** The modules of a release or a package, as they were published. */
export interface Site {
  readonly version: string;
  readonly folder: string;
  /** What is in the folder, verified. */
  readonly files: Files;
}

export interface SeriesArchives {
  /** For example "2.1.9". */
  readonly version: string;
  /** The content of each archive by its name, in the order of sys.path. */
  readonly archives: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

interface Asking {
  /** Whether newer releases are asked for where an older one is kept already. */
  readonly newest?: boolean;
}

/** Slow once (a download, ten seconds of compiling), then quick. Never rejects for want of a network. */
export async function pythonArchives(series: Series): Promise<SeriesArchives | AbsentPython> {
  const found = await sqlalchemyArchive(series);
  if ('absent' in found) return found;
  const { version, archive } = found;
  return {
    version,
    archives: new Map([
      ['bridge.zip', await bridgeArchive()],
      ['sqlalchemy.zip', archive],
    ]),
  };
}

interface FirstArchives extends SeriesArchives {
  /** Why it is not the default series; null where it is. */
  readonly noDefault: string | null;
}

/** Of the first series that there is. */
export async function firstArchives(): Promise<FirstArchives | AbsentPython> {
  const reasons: string[] = [];
  for (const series of SERIES) {
    const found = await pythonArchives(series);
    if (!('absent' in found)) return { ...found, noDefault: reasons[0] ?? null };
    reasons.push(found.absent);
  }
  return { absent: [...new Set(reasons)].join('; ') };
}

interface Archived {
  readonly version: string;
  readonly archive: Uint8Array<ArrayBuffer>;
}

/** SQLAlchemy with what it needs. */
export async function sqlalchemyArchive(series: Series, asking: Asking = {}): Promise<Archived | AbsentPython> {
  const site = await verifiedModules(series, asking);
  if ('absent' in site) return site;
  const { version, files } = site;
  const kept = codeOf('sqlalchemy', files.keys()).filter((name) => !STRIPPED.test(name) && !OF_DIALECTS.test(name));
  const taken = taking(files, [...kept, 'typing_extensions.py', ...textsOf(files)]);
  return { version, archive: await keptArchive(`sqlalchemy-${version}`, taken, 2) };
}

/** What a program can import besides, of the SQLAlchemy that is kept of a series. Never rejects for want of a network. */
export async function packageArchive(name: ArchiveName, series: Series): Promise<Archived | AbsentPython> {
  if (name === 'dialects') return dialectsArchive(series);
  return isExtension(name) ? extensionArchive(name) : modulesArchive(name);
}

async function dialectsArchive(series: Series): Promise<Archived | AbsentPython> {
  const site = await verifiedModules(series);
  if ('absent' in site) return site;
  const { version, files } = site;
  const names = codeOf('sqlalchemy', files.keys()).filter((name) => OF_DIALECTS.test(name) && !STRIPPED.test(name));
  return { version, archive: await keptArchive(`dialects-${version}`, taking(files, names), 2) };
}

async function modulesArchive(name: PackageName): Promise<Archived | AbsentPython> {
  const site = await verifiedPackage(name);
  if ('absent' in site) return site;
  const { version, files } = site;
  const modules = codeOf(name, files.keys()).filter((file) => PACKAGES[name].part?.files.test(file) ?? true);
  return { version, archive: await keptArchive(name, taking(files, [...modules, ...textsOf(files)]), 2) };
}

/** A package for Pyodide. Never rejects for want of a network. */
export async function verifiedPackage(name: PackageName): Promise<Site | AbsentPython> {
  const { version, sha256, platform = '' } = PACKAGES[name];
  const folder = path.join(CACHE, 'sqlalchemy', `modules-${name}-${version}-${keyOf([sha256, platform])}`);
  try {
    const files = await verifiedFiles(folder, [{ module: name, sha256 }], (site) => fetchPackage(name, site));
    return { version, folder, files };
  } catch (error) {
    if (!(error instanceof NoOrigin)) throw error;
    return { absent: error.message };
  }
}

const textsOf = (files: Files) =>
  [...files.keys()].filter((name) => TEXTS.test(name) && !name.includes('/sboms/')).sort();

function taking(files: Files, names: readonly string[]): Files {
  return new Map(names.map((name) => [name, files.get(name) ?? new Uint8Array()]));
}

/** Of an extension what PostgreSQL reads, in a tar archive, with the licence. */
async function extensionArchive(name: ExtensionName): Promise<Archived> {
  const entry = createRequire(import.meta.url).resolve(EXTENSIONS[name].npm);
  const root = path.join(path.dirname(entry), '..');
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const files = parseTar(gunzipSync(await readFile(path.join(root, 'dist', `${name}.tar.gz`))));
  const read = files.filter((file) => /^(lib|share)\//.test(file.name) && file.data);
  const licence = { name: `share/doc/${name}/LICENSE`, data: await readFile(path.join(root, 'LICENSE')) };
  return { version, archive: new Uint8Array(createTar([...read, licence], { attrs: { mtime: 0 } })) };
}

/** The bridge and the observer, which are the same for every series. */
export async function bridgeArchive(): Promise<Uint8Array<ArrayBuffer>> {
  return keptArchive('bridge', new Map([...(await ownFiles(BRIDGE)), ...(await ownFiles(OBSERVER))]), 0);
}

/** The newest release of a series that is kept, or else that can be fetched. */
export async function verifiedModules(series: Series, { newest = false }: Asking = {}): Promise<Site | AbsentPython> {
  const releases = RELEASES[series];
  const kept: Release[] = [];
  for (const release of releases) if (await isKept(folderOf(release))) kept.push(release);
  const reasons = new Set<string>();
  for (const release of newest || kept.length === 0 ? releases : kept) {
    const folder = folderOf(release);
    try {
      const files = await verifiedFiles(folder, packagesOf(release), (site) => fetchRelease(release, site));
      return { version: release.version, folder, files };
    } catch (error) {
      if (!(error instanceof NoOrigin)) throw error;
      reasons.add(error.message);
    }
  }
  return { absent: [...reasons].join('; ') };
}

function folderOf(release: Release): string {
  return path.join(CACHE, 'sqlalchemy', `modules-${release.version}-${keyOf([JSON.stringify(packagesOf(release))])}`);
}

async function ownFiles(root: string): Promise<Files> {
  return readFiles(root, (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.py')).sort());
}

// The archives of Python code that SQLAlchemy runs from, cached by what they are made of.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AbsentPython } from '@/lib/engine/protocol/python-files';
import { CACHE, isKept, keptFolder, keyOf } from '@/lib/kept/kept';
import { RELEASES, type Release, SERIES, type Series } from '@/lib/versions';
import { filesBelow, keptArchive, type PythonFile } from './archive';
import { fetchRelease, NoOrigin } from './origin';
import { packagesOf, pythonFiles } from './release';

const BRIDGE = fileURLToPath(new URL('../../lib/sqlalchemy/bridge/python', import.meta.url));
const OBSERVER = fileURLToPath(new URL('../../lib/sqlalchemy/python', import.meta.url));

/** What no program has a use for: tests and the plugin of a type checker. Models may name types of other databases. */
const STRIPPED = /^sqlalchemy\/(testing|ext\/mypy)\/|\/provision\.py$/;

/** The folder with the modules of a release, as they were published. */
export interface Site {
  readonly version: string;
  readonly folder: string;
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

/** SQLAlchemy with what it needs. */
export async function sqlalchemyArchive(
  series: Series,
  asking: Asking = {},
): Promise<{ readonly version: string; readonly archive: Uint8Array<ArrayBuffer> } | AbsentPython> {
  const site = await verifiedModules(series, asking);
  if ('absent' in site) return site;
  const { version, folder } = site;
  const names = [...(await pythonFiles(folder, 'sqlalchemy')), ...(await pythonFiles(folder, 'typing_extensions.py'))];
  const kept = names.filter((name) => !STRIPPED.test(name));
  return { version, archive: await keptArchive(`sqlalchemy-${version}`, filesBelow(folder, kept), 2) };
}

/** The bridge and the observer, which are the same for every series. */
export async function bridgeArchive(): Promise<Uint8Array<ArrayBuffer>> {
  return keptArchive('bridge', [...(await ownFiles(BRIDGE)), ...(await ownFiles(OBSERVER))], 0);
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
      await keptFolder(folder, (site) => fetchRelease(release, site));
      return { version: release.version, folder };
    } catch (error) {
      if (!(error instanceof NoOrigin)) throw error;
      reasons.add(error.message);
    }
  }
  return { absent: [...reasons].join('; ') };
}

function folderOf(release: Release): string {
  return path.join(CACHE, 'sqlalchemy', `site-${release.version}-${keyOf([JSON.stringify(packagesOf(release))])}`);
}

async function ownFiles(root: string): Promise<PythonFile[]> {
  const names = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.py')).sort();
  return filesBelow(root, names);
}

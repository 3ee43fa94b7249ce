// What a browser needs to run SQLAlchemy, in public/sqlalchemy/<hash of its content>/: Pyodide and the bridge, which
// all series share, of each series the archive and the snapshot, and what programs can import besides. Fetched by nobody
// who does not ask for it.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type KnownFile, type KnownFiles, knownFiles } from '@/lib/engine/protocol/content-hash';
import type { AbsentPython, CarriedPython, PythonManifest } from '@/lib/engine/protocol/python-files';
import { ARCHIVE_NAMES, type ArchiveName, isExtension, licenceOf } from '@/lib/packages';
import { SNAPSHOT_FILE } from '@/lib/sqlalchemy/python-snapshot';
import { type BySeries, SERIES, type Series } from '@/lib/versions';
import { bootFiles } from '../assets';
import { publish, publishNone } from '../assets/published';
import { brotliSize } from '../compress';
import { bridgeArchive, packageArchive, sqlalchemyArchive } from './archives';
import { pythonSnapshot } from './snapshot';
import { standardLibrary } from './standard-library';

/** By the names that they get: a host that does not know .mjs gives it a type that no browser imports. */
const PYODIDE = {
  'pyodide.js': 'pyodide.mjs',
  'pyodide.asm.js': 'pyodide.asm.mjs',
  'pyodide.asm.wasm': 'pyodide.asm.wasm',
};

type Files = ReadonlyMap<string, Uint8Array>;

/** What is a series' own, and the packages that go with it by their files. */
interface Part {
  readonly version: string;
  readonly files: Files;
  readonly packages: ReadonlyMap<ArchiveName, PackageFile | AbsentPython>;
}

interface PackageFile {
  readonly version: string;
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** Writes the files and public/sqlalchemy/current.json. Says in one line what of SQLAlchemy the build carries. */
export async function buildSqlalchemyAssets(): Promise<PythonManifest> {
  const shared = await sharedFiles();
  const parts = { '2.1': await partOf('2.1', shared), '2.0': await partOf('2.0', shared) };
  console.error(`SQLAlchemy in this build: ${SERIES.map((series) => inWords(series, parts[series])).join(', ')}`);
  const files = new Map([
    ...shared,
    ...SERIES.flatMap((series) => [...placed(series, parts[series]), ...packageFiles(parts[series])]),
  ]);
  if (files.size === shared.size) return publishNone('sqlalchemy', manifestOf('', parts, shared, {}, new Map()));
  const travels = new Map<string, number>();
  for (const [name, bytes] of files) travels.set(name, await brotliSize(bytes));
  const known = await knownFiles(files);
  return publish('sqlalchemy', files, (folder) => manifestOf(folder, parts, shared, known, travels));
}

async function partOf(series: Series, shared: Files): Promise<Part | AbsentPython> {
  const found = await sqlalchemyArchive(series, { newest: true });
  if ('absent' in found) return found;
  const files = new Map([['sqlalchemy.zip', found.archive]]);
  // The start is quicker with it, and all else is the same without.
  const snapshot = await pythonSnapshot(series, new Map([...shared, ...files]), await bootFiles());
  if ('none' in snapshot) {
    console.error(`SQLAlchemy ${series} will start without a memory snapshot: ${snapshot.none}`);
  } else files.set(SNAPSHOT_FILE, snapshot);
  return { version: found.version, files, packages: await packagesOf(series) };
}

async function packagesOf(series: Series): Promise<Part['packages']> {
  const packages = new Map<ArchiveName, PackageFile | AbsentPython>();
  for (const name of ARCHIVE_NAMES) {
    const found = await packageArchive(name, series);
    if ('absent' in found) {
      packages.set(name, found);
      continue;
    }
    const folder = name === 'dialects' ? series : 'packages';
    const file = `${folder}/${name}.${isExtension(name) ? 'tar' : 'zip'}`;
    packages.set(name, { version: found.version, file, bytes: found.archive });
  }
  return packages;
}

/** The files of a part by their names in the folder of all. */
function placed(series: Series, part: Part | AbsentPython): Files {
  if ('absent' in part) return new Map();
  return new Map([...part.files].map(([name, bytes]) => [`${series}/${name}`, bytes]));
}

function inWords(series: Series, part: Part | AbsentPython): string {
  if ('absent' in part) return `no ${series} (${part.absent})`;
  const missing = [...part.packages].flatMap(([name, found]) =>
    'absent' in found ? [` without ${name} (${found.absent})`] : [],
  );
  return [part.version, ...missing].join('');
}

function packageFiles(part: Part | AbsentPython): Files {
  const found = 'absent' in part ? [] : [...part.packages.values()];
  return new Map(found.flatMap((each) => ('absent' in each ? [] : [[each.file, each.bytes]])));
}

function manifestOf(
  path: string,
  parts: BySeries<Part | AbsentPython>,
  shared: Files,
  known: KnownFiles,
  travels: ReadonlyMap<string, number>,
): PythonManifest {
  const knownAs = (name: string): KnownFile => {
    const file = known[name];
    if (!file) throw new Error(`${name} is not published`);
    return file;
  };
  const carriedPackage = (name: ArchiveName, { version, file }: PackageFile) => ({
    ...{ version, licence: licenceOf(name), file },
    ...{ ...knownAs(file), travels: travels.get(file) ?? 0 },
  });
  const carried = (series: Series): CarriedPython | AbsentPython => {
    const part = parts[series];
    if ('absent' in part) return part;
    const needed = [...shared, ...placed(series, part)];
    return {
      version: part.version,
      path,
      files: Object.fromEntries(needed.map(([name]) => [name, knownAs(name)])),
      travels: needed.reduce((sum, [name]) => sum + (travels.get(name) ?? 0), 0),
      packages: Object.fromEntries(
        [...part.packages].map(([name, found]) => [name, 'absent' in found ? found : carriedPackage(name, found)]),
      ) as CarriedPython['packages'],
    };
  };
  return { series: { '2.1': carried('2.1'), '2.0': carried('2.0') } };
}

async function sharedFiles(): Promise<Files> {
  const resolve = createRequire(import.meta.url).resolve;
  const pyodide = await Promise.all(
    Object.entries(PYODIDE).map(
      async ([name, own]): Promise<[string, Uint8Array]> => [name, await readFile(resolve(`pyodide/${own}`))],
    ),
  );
  return new Map([
    ...pyodide,
    ['python_stdlib.zip', await standardLibrary()],
    ['pyodide-lock.json', await lockFile(resolve)],
    ['bridge.zip', await bridgeArchive()],
  ]);
}

/** Pyodide insists on its list of packages, 120 kB of it; nothing here installs any. */
async function lockFile(resolve: (name: string) => string): Promise<Uint8Array> {
  const { info } = JSON.parse(await readFile(resolve('pyodide/pyodide-lock.json'), 'utf8'));
  return new TextEncoder().encode(JSON.stringify({ info, packages: {} }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildSqlalchemyAssets();
  process.exit(0);
}

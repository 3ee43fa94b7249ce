// Every component with its version, its licence and its hash, from the packages themselves.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pgliteFile } from '@/lib/database/node-database';
import type { CarriedPython, PythonManifest } from '@/lib/engine/protocol/python-files';
import { PACKAGE_NAMES } from '@/lib/packages';
import { type Component, GROUPS, type Hash, type Ingredient } from '@/lib/shipped/component';
import { SERIES } from '@/lib/versions';
import { type Site, verifiedModules, verifiedPackage } from '../sqlalchemy/archives';
import { COMPILED, type CompiledPart, NPM, NPM_BESIDE, NPM_GROUPS, PYTHON } from './parts';
import { broughtText, joined, keptText, standardText } from './texts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LICENCE = /[.]dist-info[/](licenses[/])?(LICEN[CS]E|COPYING)[^/]*$/;
const CRATES = /[.]dist-info[/]sboms[/]/;

/** What is in the site that is built with this SQLAlchemy, in the order in which it is to be read. */
export async function collectComponents({ series }: PythonManifest): Promise<readonly Component[]> {
  const carried = SERIES.map((each) => series[each]).filter((each): each is CarriedPython => !('absent' in each));
  const npm = [...Object.keys(NPM), ...Object.keys(NPM_BESIDE)].map(collectNpm);
  const components = [
    ...(await Promise.all([...npm, ...COMPILED.map(compiledComponent)])),
    ...(await pythonComponents(carried)),
  ];
  const kept = carried.length > 0 ? components : components.filter(({ group }) => group !== 'Python');
  return GROUPS.flatMap((group) => kept.filter((each) => each.group === group).sort(byName));
}

const byName = ({ name: a }: Component, { name: b }: Component) => {
  const [first, second] = [a.toLowerCase(), b.toLowerCase()];
  return first === second ? 0 : first < second ? -1 : 1;
};

interface LockFile {
  readonly packages: Readonly<Record<string, { readonly integrity?: string }>>;
}

let lock: Promise<LockFile> | undefined;
const readLock = () => (lock ??= readFile(path.join(ROOT, 'package-lock.json'), 'utf8').then(JSON.parse));

/** A package of npm, by its path below node_modules. */
export async function collectNpm(name: string): Promise<Component> {
  const { packages } = await readLock();
  const folder = path.join(ROOT, 'node_modules', name);
  const manifest = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  const carrier = /^next(?=\/dist\/compiled\/)/.exec(name)?.[0];
  const short = name.replace(/^.*\/dist\/compiled\//, '');
  // Next gives what it carries no manifest of its own; React says its version in the code.
  const version: string | null = manifest.version ?? (carrier ? reactVersion(folder) : null);
  const licence: string = manifest.license ?? carrierLicence(name);
  const integrity = packages[`node_modules/${name}`]?.integrity;
  const group = NPM_BESIDE[name]?.group ?? NPM_GROUPS[name] ?? 'The pages';
  return {
    ...{ group, name: short, version, licence, does: NPM[name] ?? NPM_BESIDE[name]?.does ?? '' },
    // Pyodide brings none.
    text: name === 'pyodide' ? await standardText(licence) : await broughtText(folder),
    ...(licence.startsWith('MPL') && { source: sourceOf(manifest) }),
    purl: `pkg:npm/${short.replace(/^@/, '%40')}${version === null ? '' : `@${version}`}`,
    hashes: integrity === undefined ? [] : [ofIntegrity(integrity)],
  };
}

/** Of what Next carries without a manifest of its own: all of it React's. */
function carrierLicence(name: string): string {
  if (name.startsWith('next/dist/compiled/')) return 'MIT';
  throw new Error(`${name} names no licence.`);
}

function reactVersion(folder: string): string | null {
  const name = path.basename(folder);
  if (!/^(react|react-dom)$/.test(name)) return null;
  return createRequire(import.meta.url)(folder).version;
}

interface Manifest {
  readonly version: string;
  readonly repository: { readonly url: string };
}

const sourceOf = ({ version, repository }: Manifest) =>
  `${repository.url.replace(/^git\+|\.git$/g, '')}/tree/${version}`;

function ofIntegrity(integrity: string): Hash {
  return { alg: 'SHA-512', content: Buffer.from(integrity.replace(/^sha512-/, ''), 'base64').toString('hex') };
}

async function compiledComponent(part: CompiledPart): Promise<Component> {
  const { group, name, licence, does, copyright, text, purl } = part;
  const version = part.version ?? (await versionInside(name));
  const standard = copyright === undefined && text !== undefined ? [] : [await standardText(licence)];
  const kept = text === undefined ? [] : [await keptText(text)];
  const first = copyright === undefined ? '' : `${copyright}\n\n`;
  return {
    ...{ group, name, licence, does, version },
    text: first + joined(name, [...standard, ...kept]),
    purl: `pkg:${purl}${version === null ? '' : `@${version}`}`,
    hashes: [],
  };
}

/** What is compiled says of some parts which version they are. */
async function versionInside(name: string): Promise<string | null> {
  if (name === 'PostgreSQL') return inPglite(/PostgreSQL ([\d.]+) \(PGlite/);
  if (name === 'ICU') return inPglite(/icudt(\d+)l/);
  if (name !== 'CPython') return null;
  const lock = createRequire(import.meta.url).resolve('pyodide/pyodide-lock.json');
  return JSON.parse(await readFile(lock, 'utf8')).info.python;
}

async function inPglite(version: RegExp): Promise<string> {
  const found = version.exec(await readFile(pgliteFile('pglite.wasm'), 'latin1'))?.[1];
  if (found === undefined) throw new Error(`pglite.wasm says no version as ${version} does.`);
  return found;
}

async function pythonComponents(carried: readonly CarriedPython[]): Promise<readonly Component[]> {
  const found = new Map<string, Component>();
  const add = (component: Component) => found.set(component.purl, component);
  for (const [at, each] of carried.entries()) {
    const series = SERIES.find((name) => each.version.startsWith(`${name}.`)) ?? SERIES[0];
    const site = present(await verifiedModules(series));
    const { version } = each;
    const archive = await publishedHash(each, `${series}/sqlalchemy.zip`);
    add(await pythonComponent('sqlalchemy', 'SQLAlchemy', version, 'MIT', site, archive));
    const needed = versionOf(site, 'typing_extensions');
    add(await pythonComponent('typing_extensions', 'typing_extensions', needed, 'PSF-2.0', site, []));
    for (const name of at === 0 ? PACKAGE_NAMES : []) {
      const carriedPackage = each.packages[name];
      if ('absent' in carriedPackage) continue;
      const modules = present(await verifiedPackage(name));
      const hashes = await publishedHash(each, carriedPackage.file);
      add(await pythonComponent(name, name, carriedPackage.version, carriedPackage.licence, modules, hashes));
    }
  }
  return [...found.values()];
}

async function pythonComponent(
  module: keyof typeof PYTHON,
  name: string,
  version: string,
  licence: string,
  { files }: Site,
  hashes: readonly Hash[],
): Promise<Component> {
  const decode = (wanted: RegExp) =>
    [...files]
      .filter(
        ([file]) =>
          file
            .toLowerCase()
            .replace(/^debian-/, '')
            .startsWith(`${module}-`) && wanted.test(file),
      )
      .map(([, bytes]) => new TextDecoder().decode(bytes));
  const ingredients = decode(CRATES).flatMap(ingredientsOf);
  return {
    ...{ group: 'SQLAlchemy, and what programs import', name, version, licence, does: PYTHON[module] },
    // The list of ingredients brings no texts.
    text: joined(name, [...decode(LICENCE), ...(await Promise.all(licencesOf(ingredients).map(standardText)))]),
    purl: `pkg:pypi/${module.replaceAll('_', '-')}@${version}`,
    hashes,
    ...(ingredients.length > 0 && { ingredients }),
  };
}

/** Each licence once that the expressions name. */
function licencesOf(ingredients: readonly Ingredient[]): readonly string[] {
  return [...new Set(ingredients.flatMap(({ licence }) => licence.split(/ (?:AND|OR) |[()]/)))].filter(Boolean).sort();
}

const versionOf = ({ files }: Site, module: string) => {
  const folders = [...files.keys()].map((file) => /^(.+)-([^-]+)[.]dist-info\//.exec(file));
  return folders.find((found) => found?.[1] === module)?.[2] ?? '';
};

function present<Found extends object>(found: Found | { readonly absent: string }): Found {
  if ('absent' in found) throw new Error(String(found.absent));
  return found;
}

async function publishedHash({ path: folder }: CarriedPython, file: string): Promise<readonly Hash[]> {
  const bytes = await readFile(path.join(ROOT, 'public', folder, file));
  return [{ alg: 'SHA-256', content: createHash('sha256').update(bytes).digest('hex') }];
}

interface Crate extends Omit<Ingredient, 'licence'> {
  readonly licenses?: readonly { readonly expression?: string }[];
}

/** The list that a wheel carries of what was compiled into it, which is in CycloneDX, too. */
function ingredientsOf(list: string): readonly Ingredient[] {
  const { components } = JSON.parse(list) as { readonly components: readonly Crate[] };
  return components.map(({ name, version, purl, hashes, licenses }) => {
    const licence = licenses?.[0]?.expression;
    if (licence === undefined) throw new Error(`${name} has no licence in the list that it stands in.`);
    return { name, version, licence, purl, hashes };
  });
}

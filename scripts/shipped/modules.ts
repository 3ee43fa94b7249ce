// Which packages of npm have code in what a browser loads: told by the source maps of pages and the bundle of workers.
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { workerModules } from '../assets/worker-bundle';

/** A package by its path below node_modules; what Next carries of others stands in a folder of its own. */
const PACKAGE = /.*?node_modules\/((?:.*\/node_modules\/)?(?:next\/dist\/compiled\/)?(?:@[^/]+\/)?[^/]+)\//;
/** As Turbopack ends a script, and a style sheet: with the address of the source map. */
const LINK = /\n*\/[/*]# sourceMappingURL=(\S+?\.map)(\*\/)?\s*$/;
/** Turbopack's own code, which comes with Next. */
const TURBOPACK = '[turbopack]/';

interface SourceMap {
  readonly sources?: readonly string[];
  readonly sections?: readonly { readonly map: SourceMap }[];
}

/** The packages of some modules, by the modules' paths. */
export function packagesOf(modules: Iterable<string>): Set<string> {
  const found = new Set<string>();
  for (const module of modules) {
    const name = module.includes(TURBOPACK) ? 'next' : PACKAGE.exec(module)?.[1];
    if (name !== undefined) found.add(installed(name));
  }
  return found;
}

/** A source map that a package brings along places what was bundled into it below itself, where it is not installed. */
function installed(name: string): string {
  const bundled = name.replace(/^.*\/node_modules\//, '');
  const isThere = (each: string) => existsSync(path.join('node_modules', each));
  return !isThere(name) && isThere(bundled) ? bundled : name;
}

/** The packages in the scripts and styles of an export, whose source maps are taken away. Throws where a script has none. */
export async function takePagePackages(folder: string): Promise<Set<string>> {
  const below = path.join(folder, '_next', 'static');
  const names = await readdir(below, { recursive: true });
  const modules: string[] = [];
  for (const name of names.filter((each) => /^chunks\/.*\.(js|css)$/.test(each))) {
    const file = path.join(below, name);
    const text = await readFile(file, 'utf8');
    const link = LINK.exec(text)?.[1];
    if (link === undefined) throw new Error(`${file} has no source map, so nobody knows what is in it.`);
    modules.push(...sourcesOf(JSON.parse(await readFile(path.join(path.dirname(file), link), 'utf8'))));
    await writeFile(file, text.replace(LINK, '\n'));
  }
  for (const name of names.filter((each) => each.endsWith('.map'))) await rm(path.join(below, name));
  return packagesOf(modules);
}

function sourcesOf({ sources = [], sections = [] }: SourceMap): readonly string[] {
  return [...sources, ...sections.flatMap(({ map }) => sourcesOf(map))];
}

/** The packages in the scripts of the workers. */
export async function workerPackages(): Promise<Set<string>> {
  return packagesOf(await workerModules());
}

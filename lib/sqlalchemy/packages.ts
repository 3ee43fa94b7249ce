// Which archives a program needs besides SQLAlchemy's, told by what it imports, and what is to be said of modules and
// types that it finds missing.
import {
  ARCHIVE_NAMES,
  type ArchiveName,
  NOT_TO_BE_HAD,
  OTHER_DIALECTS,
  PACKAGE_NAMES,
  PACKAGES,
  requirementsOf,
} from '@/lib/packages';

/** What an archive is, or why there is none here. */
export type FetchedArchive = Uint8Array | { readonly absent: string };

/** Gives a running PostgreSQL the files of an extension, from a tar archive. */
export type ExtendPostgres = (files: Uint8Array) => void;

/** Brings all of them at once. Rejects when they are there and cannot be reached. */
export type FetchArchives = (names: readonly ArchiveName[]) => Promise<ReadonlyMap<ArchiveName, FetchedArchive>>;

const DIALECT_MODULES = OTHER_DIALECTS.map((name) => `sqlalchemy.dialects.${name}`);

/** Types that have the name of their extension, and that SQLAlchemy has a type for. */
const OWN_TYPES = ['citext', 'hstore', 'ltree'] as const;

const isArchive = (name: string): name is ArchiveName => (ARCHIVE_NAMES as readonly string[]).includes(name);
const isOfDialects = (module: string) => DIALECT_MODULES.some((each) => `${module}.`.startsWith(`${each}.`));

/** As Python names an extension that a text asks for. */
const EXTENSION = /^extension (.*)/;

/** The archives of these modules and extensions and of what those require, in the order of the table. */
export function archivesOf(modules: readonly string[]): readonly ArchiveName[] {
  const needed = new Set<ArchiveName>();
  const need = (name: string) => {
    if (!isArchive(name) || needed.has(name)) return;
    needed.add(name);
    requirementsOf(name).forEach(need);
  };
  for (const module of modules) {
    const extension = EXTENSION.exec(module)?.[1];
    need(extension ?? (isOfDialects(module) ? 'dialects' : (module.split('.')[0] ?? '')));
  }
  return ARCHIVE_NAMES.filter((name) => needed.has(name));
}

/** What Python is told of packages. */
export interface KnownPackages {
  /** Those to import anew for each program. */
  readonly anew: readonly string[];
  /** What is said where a module or a type is missing, by its name. */
  readonly modules: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, string>>;
}

/** `loaded` are the archives that are there, `absent` those that the build could not get, with the reasons. */
export function knownBeside(loaded: ReadonlySet<ArchiveName>, absent: ReadonlyMap<ArchiveName, string>): KnownPackages {
  const modules: Record<string, string> = {};
  for (const { modules: names, why } of NOT_TO_BE_HAD) {
    for (const name of names) modules[name] = `This site does not carry ${name}: ${why}.`;
  }
  for (const name of PACKAGE_NAMES) {
    const { version, part } = PACKAGES[name];
    if (!loaded.has(name)) modules[name] = sentenceOn(`${name} ${version}`, absent.get(name));
    else if (part) modules[name] = part.note;
  }
  if (!loaded.has('dialects')) {
    for (const module of DIALECT_MODULES) modules[module] = sentenceOn(module, absent.get('dialects'));
  }
  const types = PACKAGE_NAMES.flatMap((name) => {
    const { names = [], note = '' } = PACKAGES[name].types ?? {};
    return names.map((type) => [type, note] as const);
  });
  for (const type of OWN_TYPES) {
    types.push([type, `PostgreSQL has the type ${type} once the program has sent CREATE EXTENSION ${type}.`]);
  }
  const anew = PACKAGE_NAMES.filter((name) => PACKAGES[name].anew);
  return { anew, modules, types: Object.fromEntries(types) };
}

function sentenceOn(what: string, absent: string | undefined): string {
  return absent === undefined
    ? `This site has ${what}, and brings it where an import statement of the program names it.`
    : `This build does not carry ${what}: ${absent}.`;
}

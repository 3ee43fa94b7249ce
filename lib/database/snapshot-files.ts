// The snapshot as a filesystem: what PostgreSQL's process finds on its disk. PGlite's own package of 699 files, most
// of them time zones, conversions and what initdb needs, is neither downloaded nor unpacked for what the site runs.
import { MemoryFS, PGlite } from '@electric-sql/pglite';
import { createTar, parseTar } from 'nanotar';

type EmscriptenOptions = Parameters<MemoryFS['init']>[1];

/** What is used here of Emscripten's file system, whose types PGlite leaves to others. */
interface FileSystem {
  readdir(path: string): string[];
  stat(path: string): { readonly mode: number };
  isDir(mode: number): boolean;
  readFile(path: string): Uint8Array<ArrayBuffer>;
  mkdirTree(path: string): void;
  writeFile(path: string, data: Uint8Array): void;
  createDataFile(path: string, name: null, data: Uint8Array, read: boolean, write: boolean, own: boolean): void;
}

const PACKAGE = '/pglite';

/** Of PGlite's package: what it takes to start on a data directory, and PL/pgSQL, in which the witness is written. */
export const PACKAGED_FILES = [
  '/home/postgres/.pgpass',
  '/pglite/bin/initdb',
  '/pglite/bin/postgres',
  '/pglite/lib/postgresql/plpgsql.so',
  '/pglite/share/postgresql/timezone/UTC',
  '/pglite/share/postgresql/timezonesets/Default',
];

/** A filesystem that leaves a snapshot of itself when PostgreSQL has shut down, in `snapshot`. */
export class SnapshotSource extends MemoryFS {
  snapshot: Uint8Array<ArrayBuffer> | null = null;

  override async closeFs(): Promise<void> {
    if (this.pg) this.snapshot = packFiles(this.pg.Module.FS);
    await super.closeFs();
  }
}

/** Into the folder of PGlite's package, beside what is there. */
export function writePackaged(files: FileSystem, tar: Uint8Array): void {
  for (const { name, data } of parseTar(tar)) {
    const path = `${PACKAGE}/${name}`;
    files.mkdirTree(path.slice(0, path.lastIndexOf('/')));
    files.writeFile(path, data ?? new Uint8Array());
  }
}

function packFiles(files: FileSystem): Uint8Array<ArrayBuffer> {
  const paths = [...PACKAGED_FILES, ...pathsBelow(files, PGlite.paths.PGDATA)];
  const tar = createTar(
    paths.map((path) =>
      files.isDir(files.stat(path).mode) ? { name: path } : { name: path, data: files.readFile(path) },
    ),
    { attrs: { mtime: 0 } },
  );
  return new Uint8Array(tar);
}

function pathsBelow(files: FileSystem, folder: string): string[] {
  return files
    .readdir(folder)
    .filter((name) => name !== '.' && name !== '..')
    .map((name) => `${folder}/${name}`)
    .flatMap((path) => (files.isDir(files.stat(path).mode) ? [path, ...pathsBelow(files, path)] : [path]));
}

/** A filesystem that begins as a snapshot: all of it, or its data directory beside the whole of PGlite's package. */
export class SnapshotFilesystem extends MemoryFS {
  readonly #snapshot: Uint8Array<ArrayBuffer>;
  readonly #wholePackage: boolean;

  constructor(snapshot: Uint8Array<ArrayBuffer>, wholePackage: boolean) {
    super();
    this.#snapshot = snapshot;
    this.#wholePackage = wholePackage;
  }

  override init(pg: PGlite, options: EmscriptenOptions): ReturnType<MemoryFS['init']> {
    const preRun = options.preRun ?? [];
    if (this.#wholePackage) {
      const unpack = ({ FS }: { FS: FileSystem }) => unpackFiles(this.#snapshot, FS, PGlite.paths.PGDATA);
      return super.init(pg, { ...options, preRun: [...preRun, unpack] });
    }
    return super.init(pg, {
      ...options,
      // Emscripten insists on a package of the right size; nothing of it is unpacked.
      getPreloadedPackage: (_name: string, size: number) => new ArrayBuffer(size),
      preRun: [
        ...preRun,
        (module) => {
          Object.assign(module, { FS_createDataFile: leaveOut });
          unpackFiles(this.#snapshot, module.FS, '/');
        },
      ],
    });
  }
}

const leaveOut = () => {};

/** What is below a folder. */
function unpackFiles(tar: Uint8Array<ArrayBuffer>, files: FileSystem, folder: string): void {
  const folders = new Set<string>();
  // Files are views of one copy: whoever writes to them later leaves the snapshot as it is.
  for (const { name, type, data } of parseTar(tar.slice())) {
    const path = `/${name}`;
    if (!path.startsWith(folder)) continue;
    const within = type === 'directory' ? path : path.slice(0, path.lastIndexOf('/'));
    // Emscripten throws and catches for each folder on the way that is there already.
    if (!folders.has(within)) files.mkdirTree(within);
    folders.add(within);
    if (type !== 'directory') files.createDataFile(path, null, data ?? new Uint8Array(), true, true, true);
  }
}

// Starts PGlite on the snapshot. Used by the worker, which fetched the files, and by Node, which read them.
import { type Extensions, PGlite } from '@electric-sql/pglite';
import { SynchronousPGlite } from './connection';
import { createDatabase, type Database } from './database';
import { SnapshotFilesystem } from './snapshot-files';

export interface BootFiles {
  /** The tar that buildSnapshot() made. */
  readonly snapshot: Uint8Array<ArrayBuffer>;
  /** pglite.wasm, compiled; in Node PGlite reads its own file when it is absent. */
  readonly pgliteWasmModule?: WebAssembly.Module;
  /**
   * Whether to have all of PGlite's package, which PGlite reads itself, instead of the few files of it that are in the
   * snapshot: time zones, text search, encodings, for programs that nobody here has seen. In Node.
   */
  readonly wholePackage?: boolean;
}

/** The smallest WebAssembly module: stands in for initdb.wasm, which never runs and would be downloaded. */
const EMPTY_MODULE = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

/** Nothing survives this process, so durability is given up for speed; zeroing the default 128 MB takes 0.1 s. */
const VOLATILE = [
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'shared_buffers=16MB',
];

export async function bootDatabase(files: BootFiles): Promise<Database> {
  return createDatabase(await startPostgres(files));
}

/** PostgreSQL alone. `extensions` are PGlite's, for example auto_explain. */
export async function startPostgres(
  { snapshot, wholePackage = false, ...files }: BootFiles,
  extensions: Extensions = {},
): Promise<SynchronousPGlite> {
  const pg = new SynchronousPGlite({
    ...files,
    extensions,
    fs: new SnapshotFilesystem(snapshot, wholePackage),
    ...(wholePackage ? {} : { fsBundle: new Blob() }),
    initdbWasmModule: new WebAssembly.Module(EMPTY_MODULE),
    startParams: [...PGlite.defaultStartParams, ...VOLATILE.flatMap((setting) => ['-c', setting])],
  });
  await pg.waitReady;
  return pg;
}

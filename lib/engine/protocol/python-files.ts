// What a build carries of SQLAlchemy: written by the build, read by pages, fetched by the worker.

/** Where the files of a build are, and their sizes in bytes. */
export interface CarriedPython {
  /** A folder, with a slash: in public/sqlalchemy/current.json below the site's base path, for a page the whole. */
  readonly path: string;
  readonly sizes: Readonly<Record<string, number>>;
  /** Bytes of all files together as they travel, compressed with brotli, to say before anybody downloads them. */
  readonly travels: number;
}

/** public/sqlalchemy/current.json. */
export type PythonManifest =
  | CarriedPython
  /** Why the build carries none. */
  | { readonly absent: string };

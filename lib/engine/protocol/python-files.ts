// What a build carries of SQLAlchemy: written by the build, read by pages, fetched by the worker.
import type { KnownFile, KnownFiles } from '@/lib/engine/protocol/content-hash';
import type { ArchiveName } from '@/lib/packages';
import type { BySeries } from '@/lib/versions';

/** Where the files of a series are. */
export interface CarriedPython {
  /** Of SQLAlchemy, for example "2.1.9". */
  readonly version: string;
  /** A folder, with a slash: in public/sqlalchemy/current.json below the site's base path, for a page the whole. */
  readonly path: string;
  /** By their names in it: those that all series share, and those of this one, such as "2.1/sqlalchemy.zip". */
  readonly files: KnownFiles;
  /** Bytes of all files together as they travel, compressed with brotli, to say before anybody downloads them. */
  readonly travels: number;
  /** What a program can import besides, and nobody downloads before. */
  readonly packages: Readonly<Record<ArchiveName, CarriedPackage | AbsentPython>>;
}

interface CarriedPackage extends KnownFile {
  readonly version: string;
  /** As SPDX names it; its text is in the file. */
  readonly licence: string;
  /** In the same folder. */
  readonly file: string;
  /** Bytes that travel. */
  readonly travels: number;
}

/** Why the build carries no such thing. */
export interface AbsentPython {
  readonly absent: string;
}

/** public/sqlalchemy/current.json. */
export interface PythonManifest {
  readonly series: BySeries<CarriedPython | AbsentPython>;
}

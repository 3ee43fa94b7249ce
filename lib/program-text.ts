// A Python program and how it is to be run.
import type { Driver } from '@/lib/versions';

export interface ProgramText {
  readonly source: string;
  /** What its tracebacks call it. */
  readonly filename: string;
  /** The modules beside it that it can import, by their paths in its folder. */
  readonly modules?: Readonly<Record<string, string>>;
  /** Whatever its URL names, unless one is given. */
  readonly driver?: Driver;
  /** Whether something stands in for the modules that are not to be had, which the trace then says. */
  readonly standIns?: boolean;
  /** Engines of other databases that its modules make lead to PostgreSQL. */
  readonly leads?: boolean;
  /** A function of it that is to be called at its end, with what its parameters ask for. */
  readonly call?: string;
  /** What to delete of its models: then a program is written that does it, and runs in its place. */
  readonly deletes?: WayOfDeleting;
  /** Whether a reader brought it: then it is kept from whatever reaches beyond the worker, which runs nothing else afterwards. */
  readonly foreign?: boolean;
}

/** How an object of a class of a reader's models is to be deleted, on rows that are made for it. */
export interface WayOfDeleting {
  readonly class: string;
  /** "delete", "delete-loaded", "bulk", or "remove:" and the relationship out of which a member is taken. */
  readonly way: string;
  /** On each foreign key. */
  readonly children: number;
  /** The one foreign key that gets some, as "posts.user_id" or "lines.(tenant_id,number)"; null for all. */
  readonly only: string | null;
}

/** A class that can be deleted, and the ways to do it. */
export interface Deletable {
  readonly class: string;
  readonly ways: readonly string[];
}

/** What a run of a program gave beside its trace. */
export interface Aside {
  /** The lines that it printed. */
  readonly printed: readonly string[];
  /** The program that was written for what was to be deleted, and ran; with the models beside it. */
  readonly written: Pick<ProgramText, 'source' | 'filename' | 'modules'> | null;
  /** Why none was written, though something was to be deleted. */
  readonly refused: string | null;
  /** What a foreign program that deletes nothing has the models for. */
  readonly deletables: readonly Deletable[];
}

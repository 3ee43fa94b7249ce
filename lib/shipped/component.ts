// What of others is in the site: one record, from which the page, the text file and the bill of materials are written.

export const GROUPS = [
  'SQLAlchemy, and what programs import',
  'PostgreSQL',
  'Python',
  'Under PostgreSQL and Python',
  'The pages',
  'Fonts',
] as const;
export type Group = (typeof GROUPS)[number];

export interface Hash {
  readonly alg: 'SHA-256' | 'SHA-512';
  /** Hexadecimal. */
  readonly content: string;
}

/** What was compiled into a component, as its own list says. */
export interface Ingredient {
  readonly name: string;
  readonly version: string;
  /** An expression of SPDX. */
  readonly licence: string;
  readonly purl: string;
  readonly hashes: readonly Hash[];
}

export interface Component {
  readonly group: Group;
  readonly name: string;
  /** Null where what is shipped does not say it. */
  readonly version: string | null;
  /** An expression of SPDX. */
  readonly licence: string;
  /** What it does here; begins in lower case. */
  readonly does: string;
  /** Its licence with its copyright, as it came, or SPDX's own text of it below the copyright. */
  readonly text: string;
  /** The address of its source, where the licence asks that it be named. */
  readonly source?: string;
  /** As https://github.com/package-url/purl-spec writes it. */
  readonly purl: string;
  /** Of a package from npm its archive's, as the lock file has it; of an archive of Python code that of the file in the site. */
  readonly hashes: readonly Hash[];
  readonly ingredients?: readonly Ingredient[];
}

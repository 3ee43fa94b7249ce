// The versions that this project speaks of. Those of figures recorded on a server stand in the recording itself, and
// that of the PostgreSQL in the page is asked of it.

/** SQLAlchemy that the model of lib/orm follows: of each series the release that was recorded. */
export const MODELLED_SQLALCHEMY = { '2.1': '2.1.9', '2.0': '2.0.58' } as const;

/** SQLAlchemy whose source the rules cite, and lib/orm was read from. */
export const CITED_SQLALCHEMY = '2.0.52';

/** PostgreSQL whose manual and source the rules cite. */
export const CITED_POSTGRESQL = '18';

/** The series of SQLAlchemy that Python can run, the default first. */
export const SERIES = ['2.1', '2.0'] as const;
export type Series = (typeof SERIES)[number];
export const DEFAULT_SERIES = SERIES[0];

/** The drivers of PostgreSQL that a program can be run on. */
export const DRIVERS = ['asyncpg', 'psycopg', 'psycopg2'] as const;
export type Driver = (typeof DRIVERS)[number];

/** One value for each series. */
export type BySeries<T> = Readonly<Record<Series, T>>;

/** A package in a version, recognised by what is in it: the hash of all its .py files (scripts/sqlalchemy/release.ts). */
export interface Pin {
  readonly version: string;
  readonly sha256: string;
}

/** A SQLAlchemy that Python can run, with what it needs. */
export interface Release extends Pin {
  readonly typingExtensions: Pin;
  /** Whether DEBIAN_SUITE carries exactly these. */
  readonly inDebian: boolean;
}

export const DEBIAN_SUITE = 'trixie';

const TYPING_EXTENSIONS: Pin = {
  version: '4.16.0',
  sha256: 'e44c83ff8b773c4b34273d546e55b69ae3947670cbbbeba091dc602f602517e5',
};

/** What runs of each series, newest first: a build takes the first that its machine can get. */
export const RELEASES: BySeries<readonly Release[]> = {
  '2.1': [
    {
      version: '2.1.9',
      sha256: '4f7e52747e37e9e0aa0be7bf0531522f1c7b1fa1d3670a44b4e077e195e1533d',
      typingExtensions: TYPING_EXTENSIONS,
      inDebian: false,
    },
  ],
  '2.0': [
    {
      version: '2.0.58',
      sha256: '96ee7babbab385c6447d8f060f62e8bc3338d9e14e3d6291ab67df445ecb9728',
      typingExtensions: TYPING_EXTENSIONS,
      inDebian: false,
    },
    {
      version: '2.0.54',
      sha256: '14c6cf49f06390d1eeb736ac6cc1bc79615fc2b3a5c636aebebd01b883e2b285',
      typingExtensions: TYPING_EXTENSIONS,
      inDebian: false,
    },
    {
      version: '2.0.52',
      sha256: '1ee6cb27189933a77140acfe6ed828c2b12c069a092e9d86df3e86eb91b2ee36',
      typingExtensions: TYPING_EXTENSIONS,
      inDebian: false,
    },
    {
      version: '2.0.40',
      sha256: '6998183026a392b8c5e9c2f82c7f226398c953303bb84b06a67aa25023e1db1e',
      typingExtensions: {
        version: '4.13.2',
        sha256: 'b062337676d04f5f93dbb70781a834ba91c827e3e3dee404a3aa68eec7b9e4bd',
      },
      inDebian: true,
    },
  ],
};

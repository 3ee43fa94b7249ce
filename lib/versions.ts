// The versions that this project speaks of. Those of figures recorded on a server stand in the recording itself, and
// that of the PostgreSQL in the page is asked of it.

/** SQLAlchemy that the model of lib/orm follows: of each series the release that was recorded. */
export const MODELLED_SQLALCHEMY = { '2.1': '2.1.9', '2.0': '2.0.58' } as const;

/** SQLAlchemy whose source the rules cite, and lib/orm was read from. */
export const CITED_SQLALCHEMY = '2.0.52';

/** What Python runs in the page: a change needs new hashes in scripts/sqlalchemy/release.ts. */
export const RUN_SQLALCHEMY = '2.0.40';
export const RUN_TYPING_EXTENSIONS = '4.13.2';

/** PostgreSQL whose manual and source the rules cite. */
export const CITED_POSTGRESQL = '18';

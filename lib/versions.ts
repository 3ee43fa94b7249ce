// The versions that this project speaks of. Those of figures recorded on a server stand in the recording itself, and
// that of the PostgreSQL in the page is asked of it.

/** SQLAlchemy whose source the model of lib/orm follows and the rules cite. */
export const MODELLED_SQLALCHEMY = '2.0.52';

/** What Python runs in the page: a change needs new hashes in scripts/sqlalchemy/release.ts. */
export const RUN_SQLALCHEMY = '2.0.40';
export const RUN_TYPING_EXTENSIONS = '4.13.2';

/** PostgreSQL whose manual and source the rules cite. */
export const CITED_POSTGRESQL = '18';

// Where the drivers part: the numbers of lib/orm/drivers.ts.
import { type RuleGroupRecord, sqlalchemy } from './rule';

export const DRIVERS_OF_POSTGRESQL = {
  title: 'asyncpg, psycopg and psycopg2',
  rules: {
    R1: {
      title: 'The driver changes no statement',
      text: 'Which statements the unit of work sends, in which order and for which rows, is the same for every driver. Only their text and row counts differ, and what follows from a count that is wrong.',
      reference: sqlalchemy('orm/unitofwork.py, UOWTransaction.execute'),
      scenario: { driver: 'psycopg', passiveDeletes: false },
    },
    R2: {
      title: 'Parameters by name',
      text: 'psycopg and psycopg2 are given a dictionary. An UPDATE names a value by its column and the key `posts_id`, a DELETE the key `id`, a lazy load `param_1`, `get()` `pk_1`, `selectinload` `primary_keys_1`.',
      reference: sqlalchemy('sql/compiler.py, SQLCompiler.bindparam_string'),
      drivers: ['psycopg', 'psycopg2'],
      scenario: { driver: 'psycopg2', passiveDeletes: false },
    },
    R6: {
      title: 'Who counts an executemany',
      text: 'psycopg and psycopg2 report the sum of the rows that an executemany touched, asyncpg reports nothing. A plain execute is counted by all of them.',
      reference: sqlalchemy('dialects/postgresql/asyncpg.py and psycopg.py, supports_sane_multi_rowcount'),
      drivers: ['psycopg', 'psycopg2'],
      scenario: { driver: 'psycopg', passiveDeletes: false },
    },
    R7: {
      title: 'Several rows are verified',
      text: 'Where an executemany is counted, rows that somebody else has deleted are missed: a DELETE warns, unless the mapper has `confirm_deleted_rows=False`, and an UPDATE raises `StaleDataError`. asyncpg commits without a word.',
      reference: sqlalchemy('orm/persistence.py, _emit_update_statements and _emit_delete_statements'),
      drivers: ['psycopg', 'psycopg2'],
      scenario: { driver: 'psycopg', operation: 'edit-posts', gone: 'post-2', loaded: 'loaded' },
    },
    R8: {
      title: 'Rows with a version',
      text: 'With `version_id_col` rows are updated one by one, and one that is missing raises `StaleDataError` after all were sent. A DELETE is one executemany where that is counted, and raises for a missing row; asyncpg sends a DELETE for each row and looks at the count of a single one only.',
      reference: sqlalchemy('orm/persistence.py, _emit_update_statements and _emit_delete_statements'),
      scenario: { mapper: 'version-id-col', operation: 'delete-posts', gone: 'post-2', loaded: 'loaded' },
    },
    R9: {
      title: 'The class of an error',
      text: 'An error of PostgreSQL becomes `IntegrityError` or `ProgrammingError` with every driver. Of others psycopg and psycopg2 make a class of their own, such as `DataError`; asyncpg leaves them a `DBAPIError`.',
      reference: sqlalchemy('dialects/postgresql/asyncpg.py, _asyncpg_error_translate; exc.py, DBAPIError.instance'),
      scenario: { driver: 'psycopg', onDelete: null },
    },
  },
} satisfies RuleGroupRecord;

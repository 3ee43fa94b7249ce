// Where the series of SQLAlchemy and the drivers part: the numbers of lib/orm/series.ts (V) and lib/orm/drivers.ts (R).
import { type RuleGroupRecord, sqlalchemy } from './rule';

export const SERIES_OF_SQLALCHEMY = {
  title: 'SQLAlchemy 2.0 and 2.1',
  rules: {
    V1: {
      title: 'Labels on every column',
      text: '2.0 gives each column that a lazy load, `get()` or `selectinload` selects a label, as in `posts.id AS posts_id`. 2.1 gives none. Parameters and rows are the same.',
      reference: sqlalchemy('orm/strategies.py, LazyLoader._emit_lazyload'),
      until: '2.0',
      scenario: { sqlalchemy: '2.0', passiveDeletes: false },
    },
    V6: {
      title: 'Text flushes first',
      text: '2.1 flushes what is waiting before every statement that the Session executes, `text()` and statements of a `Table` among them. 2.0 does so only where ORM entities are asked for. In the explorer nothing is waiting when the text is sent.',
      reference: sqlalchemy('orm/session.py, Session._execute_internal', '2.1.9'),
      since: '2.1',
      scenario: { operation: 'raw-delete' },
    },
    V18: {
      title: 'What `MissingGreenlet` says',
      text: 'In 2.1 `MissingGreenlet` says “can’t call `await_()` here”, in 2.0 it says “can’t call `await_only()` here”. When it is raised is the same.',
      reference: sqlalchemy('util/concurrency.py, await_', '2.1.9'),
      since: '2.1',
      program: 'async-lazy-load',
    },
  },
} satisfies RuleGroupRecord;

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

// The text of the statements, and how a flush batches, orders and verifies them.
import { postgresql, type RuleGroupRecord, sqlalchemy } from './rule';

export const STATEMENT_TEXT = {
  title: 'Statement text',
  rules: {
    T1: {
      title: 'A lazy load',
      text: 'A lazy load puts the parameter on the left: `WHERE $1::INTEGER = posts.user_id`. Its lines end in a space. Whether its columns have labels depends on the series.',
      reference: sqlalchemy('orm/strategies.py, LazyLoader._emit_lazyload'),
      scenario: { passiveDeletes: false },
    },
    T2: {
      title: 'Setting the foreign key',
      text: '`UPDATE posts SET user_id=$1::INTEGER WHERE posts.id = $2::INTEGER`, with the new foreign key and the primary key.',
      reference: sqlalchemy('orm/persistence.py, _emit_update_statements'),
      scenario: { cascade: 'save-update, merge', passiveDeletes: false, nullable: true },
    },
    T3: {
      title: 'Deleting a child',
      text: '`DELETE FROM posts WHERE posts.id = $1::INTEGER`. Always by primary key, never by the foreign key.',
      reference: sqlalchemy('orm/persistence.py, _emit_delete_statements'),
      scenario: { loaded: 'loaded' },
    },
    T4: {
      title: 'Deleting a user',
      text: '`DELETE FROM users WHERE users.id = $1::INTEGER`.',
      reference: sqlalchemy('orm/persistence.py, _emit_delete_statements'),
      scenario: {},
    },
    T5: {
      title: '`selectinload`',
      text: '`selectinload` fetches a collection along with its users by one SELECT, `WHERE posts.user_id IN ($1::INTEGER)`, with the foreign key as the first column.',
      reference: sqlalchemy('orm/strategies.py, SelectInLoader._load_for_path'),
      scenario: { loaded: 'loaded' },
    },
    T6: {
      title: 'Other drivers, other placeholders',
      text: 'psycopg gets `%(id)s::INTEGER` and psycopg2 `%(id)s`, both with named parameters. Which statements are sent, and in which order, is the same as with asyncpg.',
      reference: sqlalchemy('dialects/postgresql/psycopg.py and psycopg2.py'),
      drivers: ['psycopg', 'psycopg2'],
      scenario: { driver: 'psycopg', passiveDeletes: false },
    },
  },
} satisfies RuleGroupRecord;

export const FLUSH = {
  title: 'The flush',
  rules: {
    F1: {
      title: 'Rows of one kind are one executemany',
      text: 'Several rows with the same statement go as one executemany: prepared once, one parameter set for each row, and never `IN (...)`. A single row is a plain execute.',
      reference: sqlalchemy('orm/persistence.py, _emit_delete_statements; engine/default.py, do_executemany'),
      scenario: { passiveDeletes: false },
    },
    F2: {
      title: 'Children first, by primary key',
      text: 'The children’s table is written before their users go. Within a table UPDATE comes before INSERT and INSERT before DELETE, the rows of each sorted by primary key.',
      reference: sqlalchemy('orm/unitofwork.py, UOWTransaction.execute; orm/persistence.py, save_obj and _sort_states'),
      scenario: { passiveDeletes: false },
    },
    F3: {
      title: 'The foreign key goes in scan order',
      text: 'Rows that the foreign key deletes or updates are touched in the order in which PostgreSQL finds them, which need not be that of their keys.',
      reference: postgresql('src/backend/utils/adt/ri_triggers.c, RI_FKey_cascade_del'),
      scenario: {},
    },
    F4: {
      title: 'Row counts are verified',
      text: 'Of a single row a DELETE that matched nothing is a warning, an UPDATE that matched nothing raises `StaleDataError`. In an executemany a missing row is noticed only where the driver counts it: asyncpg does not.',
      reference: sqlalchemy('orm/persistence.py, _emit_update_statements and _emit_delete_statements'),
      scenario: { loaded: 'loaded' },
    },
    F5: {
      title: 'A failed flush rolls everything back',
      text: 'When a statement of the flush fails, the flush itself sends ROLLBACK: what earlier flushes of the transaction did is undone too, and every object in the Session expires.',
      reference: sqlalchemy('orm/session.py, Session._flush and SessionTransaction._restore_snapshot'),
      scenario: { cascade: 'save-update, merge', passiveDeletes: false, nullable: false },
    },
    F6: {
      title: 'Some orders are not stable',
      text: 'Several lazy SELECTs inside one flush come in the order of a Python set, which differs from run to run. Nothing should rely on it.',
      reference: sqlalchemy('orm/unitofwork.py, Preprocess.execute'),
      scenario: {
        cascade: 'save-update, merge',
        passiveDeletes: false,
        nullable: true,
        operation: 'delete-two-users',
      },
    },
  },
} satisfies RuleGroupRecord;

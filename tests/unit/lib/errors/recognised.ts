// Errors as people paste them, written by hand after what drivers, servers and frameworks write, each with the question
// that is to come first and what is to be read out of it.
import type { QuestionId } from '@/lib/questions/questions';

interface Pasted {
  readonly from: string;
  readonly text: string;
  readonly question: QuestionId;
  /** What the cause has to name. */
  readonly names?: readonly string[];
}

const REFERENCED =
  'update or delete on table "accounts" violates foreign key constraint "orders_account_id_fkey" on table "orders"';
const REFERENCED_DETAIL = 'DETAIL:  Key (id)=(7) is still referenced from table "orders".';
const REFERENCED_NAMES = ['accounts', 'orders', 'orders_account_id_fkey'];
const NULLED = 'null value in column "account_id" of relation "orders" violates not-null constraint';
const NULLED_DETAIL = 'DETAIL:  Failing row contains (3, null, 12.50).';
const NULLED_NAMES = ['account_id', 'orders'];
const link = (series: '20' | '21', code: string) =>
  `(Background on this error at: https://sqlalche.me/e/${series}/${code})`;

const TRACEBACK = `Traceback (most recent call last):
  File "/app/.venv/lib/python3.12/site-packages/sqlalchemy/engine/base.py", line 1967, in _exec_single_context
    self.dialect.do_execute(
  File "/app/.venv/lib/python3.12/site-packages/sqlalchemy/engine/default.py", line 941, in do_execute
    cursor.execute(statement, parameters)
`;
const CAUSED = `
The above exception was the direct cause of the following exception:

`;
const ASGI = `INFO:     127.0.0.1:51612 - "DELETE /accounts/7 HTTP/1.1" 500 Internal Server Error
ERROR:    Exception in ASGI application
`;
const FLASK = '[2026-03-01 10:12:44,120] ERROR in app: Exception on /accounts/7 [DELETE]\n';

const integrity = (driver: string, message: string, sql: string, series: '20' | '21' = '21') =>
  `sqlalchemy.exc.IntegrityError: (${driver}) ${message}
[SQL: ${sql}]
${link(series, 'gkpj')}`;

const DELETE_2 = "DELETE FROM accounts WHERE accounts.id = %(id)s]\n[parameters: {'id': 7}";
const DELETE_3 = "DELETE FROM accounts WHERE accounts.id = %(id)s::INTEGER]\n[parameters: {'id': 7}";
const DELETE_ASYNC = 'DELETE FROM accounts WHERE accounts.id = $1::INTEGER]\n[parameters: (7,)';
const UPDATE_2 = 'UPDATE orders SET account_id=%(account_id)s WHERE orders.id = %(orders_id)s';
const UPDATE_3 = 'UPDATE orders SET account_id=%(account_id)s::INTEGER WHERE orders.id = %(orders_id)s::INTEGER';
const UPDATE_ASYNC = 'UPDATE orders SET account_id=$1::INTEGER WHERE orders.id = $2::INTEGER';

const REFUSED: readonly Pasted[] = [
  {
    from: 'psycopg2, 2.0, a whole traceback',
    text: `${TRACEBACK}psycopg2.errors.ForeignKeyViolation: ${REFERENCED}\n${REFERENCED_DETAIL}\n${CAUSED}${TRACEBACK}${integrity('psycopg2.errors.ForeignKeyViolation', `${REFERENCED}\n${REFERENCED_DETAIL}\n`, DELETE_2, '20')}`,
    question: 'foreign-key-violation',
    names: [...REFERENCED_NAMES, '(id)=(7)'],
  },
  {
    from: 'psycopg 3, 2.1',
    text: integrity('psycopg.errors.ForeignKeyViolation', `${REFERENCED}\n${REFERENCED_DETAIL}`, DELETE_3),
    question: 'foreign-key-violation',
    names: REFERENCED_NAMES,
  },
  {
    from: 'asyncpg, 2.0',
    text: integrity(
      'sqlalchemy.dialects.postgresql.asyncpg.IntegrityError',
      `<class 'asyncpg.exceptions.ForeignKeyViolationError'>: ${REFERENCED}\n${REFERENCED_DETAIL}`,
      DELETE_ASYNC,
      '20',
    ),
    question: 'foreign-key-violation',
    names: REFERENCED_NAMES,
  },
  {
    from: 'asyncpg, 2.1, which leaves the DETAIL out',
    text: integrity('sqlalchemy.dialects.postgresql.asyncpg.ForeignKeyViolationError', REFERENCED, DELETE_ASYNC),
    question: 'foreign-key-violation',
    names: REFERENCED_NAMES,
  },
  {
    from: 'asyncpg alone',
    text: `asyncpg.exceptions.ForeignKeyViolationError: ${REFERENCED}\n${REFERENCED_DETAIL}`,
    question: 'foreign-key-violation',
    names: REFERENCED_NAMES,
  },
  {
    from: 'psql',
    text: `ERROR:  ${REFERENCED}\n${REFERENCED_DETAIL}`,
    question: 'foreign-key-violation',
    names: REFERENCED_NAMES,
  },
  {
    from: 'psql, \\set VERBOSITY verbose',
    text: `ERROR:  23503: ${REFERENCED}\n${REFERENCED_DETAIL}\nSCHEMA NAME:  public\nTABLE NAME:  orders\nCONSTRAINT NAME:  orders_account_id_fkey\nLOCATION:  ri_ReportViolation, ri_triggers.c:2609`,
    question: 'foreign-key-violation',
    names: REFERENCED_NAMES,
  },
  {
    from: 'a server’s log',
    text: `2026-03-01 10:12:44.120 UTC [4121] app@shop ERROR:  ${REFERENCED}\n2026-03-01 10:12:44.120 UTC [4121] app@shop DETAIL:  Key (id)=(7) is still referenced from table "orders".\n2026-03-01 10:12:44.120 UTC [4121] app@shop STATEMENT:  DELETE FROM accounts WHERE accounts.id = $1::INTEGER`,
    question: 'foreign-key-violation',
    names: REFERENCED_NAMES,
  },
  {
    from: 'a server’s log in JSON',
    text: `{"timestamp":"2026-03-01 10:12:44.120 UTC","user":"app","error_severity":"ERROR","state_code":"23503","message":"update or delete on table \\"accounts\\" violates foreign key constraint \\"orders_account_id_fkey\\" on table \\"orders\\"","detail":"Key (id)=(7) is still referenced from table \\"orders\\"."}`,
    question: 'foreign-key-violation',
    names: ['accounts'],
  },
  {
    from: 'Flask',
    text: `${FLASK}${TRACEBACK}${integrity('psycopg2.errors.ForeignKeyViolation', `${REFERENCED}\n${REFERENCED_DETAIL}\n`, DELETE_2, '20')}`,
    question: 'foreign-key-violation',
    names: REFERENCED_NAMES,
  },
  {
    from: 'Flask’s debugger, its heading',
    text: `IntegrityError\nsqlalchemy.exc.IntegrityError: (psycopg2.errors.ForeignKeyViolation) ${REFERENCED} ${REFERENCED_DETAIL}  [SQL: DELETE FROM accounts WHERE accounts.id = %(id)s] [parameters: {'id': 7}] ${link('20', 'gkpj')}`,
    question: 'foreign-key-violation',
  },
  {
    from: 'FastAPI on uvicorn',
    text: `${ASGI}${TRACEBACK}${integrity('sqlalchemy.dialects.postgresql.asyncpg.IntegrityError', `<class 'asyncpg.exceptions.ForeignKeyViolationError'>: ${REFERENCED}\n${REFERENCED_DETAIL}`, DELETE_ASYNC, '20')}`,
    question: 'foreign-key-violation',
    names: REFERENCED_NAMES,
  },
  {
    from: 'FastAPI, an answer made of str(error)',
    text: `{"detail":"(psycopg.errors.ForeignKeyViolation) update or delete on table \\"accounts\\" violates foreign key constraint \\"orders_account_id_fkey\\" on table \\"orders\\"\\nDETAIL:  Key (id)=(7) is still referenced from table \\"orders\\"."}`,
    question: 'foreign-key-violation',
    names: REFERENCED_NAMES,
  },
  {
    from: 'Sentry, the title of an issue, cut off',
    text: 'IntegrityError: (psycopg2.errors.ForeignKeyViolation) update or delete on table "accounts" violates foreign key con...',
    question: 'foreign-key-violation',
    names: ['accounts'],
  },
  {
    from: 'Sentry, an event in JSON',
    text: `{"exception":{"values":[{"type":"ForeignKeyViolation","value":"update or delete on table \\"accounts\\" violates foreign key constraint \\"orders_account_id_fkey\\" on table \\"orders\\"\\nDETAIL:  Key (id)=(7) is still referenced from table \\"orders\\".\\n","module":"psycopg2.errors"}]}}`,
    question: 'foreign-key-violation',
    names: REFERENCED_NAMES,
  },
  {
    from: 'German',
    text: `sqlalchemy.exc.IntegrityError: (psycopg2.errors.ForeignKeyViolation) FEHLER:  Aktualisieren oder Löschen in Tabelle »accounts« verletzt Fremdschlüssel-Constraint »orders_account_id_fkey« von Tabelle »orders«\nDETAIL:  Auf Schlüssel (id)=(7) wird noch aus Tabelle »orders« verwiesen.`,
    question: 'foreign-key-violation',
    names: REFERENCED_NAMES,
  },
  {
    from: 'French',
    text: `psycopg.errors.ForeignKeyViolation: UPDATE ou DELETE sur la table « accounts » viole la contrainte de clé étrangère « orders_account_id_fkey » de la table « orders »\nDETAIL:  La clé (id)=(7) est toujours référencée à partir de la table « orders ».`,
    question: 'foreign-key-violation',
    names: REFERENCED_NAMES,
  },
  {
    from: 'Spanish',
    text: `psycopg2.errors.ForeignKeyViolation: update o delete en «accounts» viola la llave foránea «orders_account_id_fkey» en la tabla «orders»\nDETAIL:  La llave (id)=(7) todavía es referida desde la tabla «orders».`,
    question: 'foreign-key-violation',
    names: REFERENCED_NAMES,
  },
  {
    from: 'Japanese',
    text: `asyncpg.exceptions.ForeignKeyViolationError: テーブル"accounts"の更新または削除は、テーブル"orders"の外部キー制約"orders_account_id_fkey"に違反します\nDETAIL:  キー(id)=(7)はまだテーブル"orders"から参照されています`,
    question: 'foreign-key-violation',
    names: REFERENCED_NAMES,
  },
  {
    from: 'German, a server’s log by its SQLSTATE',
    text: `2026-03-01 10:12:44 CET FEHLER:  23503: Aktualisieren oder Löschen in Tabelle »accounts« verletzt Fremdschlüssel-Constraint »orders_account_id_fkey« von Tabelle »orders«\n2026-03-01 10:12:44 CET ANWEISUNG:  DELETE FROM accounts WHERE id = 7`,
    question: 'foreign-key-violation',
    names: REFERENCED_NAMES,
  },
  {
    from: 'pgcode, printed by a program',
    text: `pgcode='23503' ${REFERENCED}`,
    question: 'foreign-key-violation',
    names: REFERENCED_NAMES,
  },
  {
    from: 'at COMMIT, of a deferred constraint',
    text: `sqlalchemy.exc.IntegrityError: (psycopg.errors.ForeignKeyViolation) ${REFERENCED}\n${REFERENCED_DETAIL}\n${link('21', 'gkpj')}`,
    question: 'foreign-key-violation',
    names: REFERENCED_NAMES,
  },
  {
    from: 'PostgreSQL 18, RESTRICT, psycopg',
    text: integrity(
      'psycopg.errors.RestrictViolation',
      'update or delete on table "accounts" violates RESTRICT setting of foreign key constraint "orders_account_id_fkey" on table "orders"\nDETAIL:  Key (id)=(7) is referenced from table "orders".',
      DELETE_3,
    ),
    question: 'restrict-violation',
    names: REFERENCED_NAMES,
  },
  {
    from: 'PostgreSQL 18, RESTRICT, psql',
    text: 'ERROR:  update or delete on table "accounts" violates RESTRICT setting of foreign key constraint "orders_account_id_fkey" on table "orders"',
    question: 'restrict-violation',
    names: REFERENCED_NAMES,
  },
  {
    from: 'PostgreSQL 18, RESTRICT, asyncpg',
    text: integrity(
      'sqlalchemy.dialects.postgresql.asyncpg.RestrictViolationError',
      'update or delete on table "accounts" violates RESTRICT setting of foreign key constraint "orders_account_id_fkey" on table "orders"',
      DELETE_ASYNC,
    ),
    question: 'restrict-violation',
    names: REFERENCED_NAMES,
  },
  {
    from: 'PostgreSQL 17, RESTRICT: as any foreign key',
    text: integrity('psycopg.errors.ForeignKeyViolation', `${REFERENCED}\n${REFERENCED_DETAIL}`, DELETE_3),
    question: 'foreign-key-violation',
  },
  {
    from: 'names in quotation marks of their own schema',
    text: 'ERROR:  update or delete on table "Account" violates foreign key constraint "FK_Order_Account" on table "Order"',
    question: 'foreign-key-violation',
    names: ['Account', 'FK_Order_Account', 'Order'],
  },
];

const NULLS: readonly Pasted[] = [
  {
    from: 'psycopg2, PostgreSQL 12, without the relation',
    text: integrity(
      'psycopg2.errors.NotNullViolation',
      `null value in column "account_id" violates not-null constraint\n${NULLED_DETAIL}\n`,
      UPDATE_2,
      '20',
    ),
    question: 'not-null-violation',
    names: ['account_id'],
  },
  {
    from: 'psycopg2, PostgreSQL 16',
    text: integrity('psycopg2.errors.NotNullViolation', `${NULLED}\n${NULLED_DETAIL}\n`, UPDATE_2, '20'),
    question: 'not-null-violation',
    names: NULLED_NAMES,
  },
  {
    from: 'psycopg 3, an executemany',
    text: `${integrity('psycopg.errors.NotNullViolation', `${NULLED}\n${NULLED_DETAIL}`, UPDATE_3)}\n[parameters: [{'account_id': None, 'orders_id': 3}, {'account_id': None, 'orders_id': 4}]]`,
    question: 'not-null-violation',
    names: NULLED_NAMES,
  },
  {
    from: 'asyncpg, 2.0',
    text: integrity(
      'sqlalchemy.dialects.postgresql.asyncpg.IntegrityError',
      `<class 'asyncpg.exceptions.NotNullViolationError'>: ${NULLED}\n${NULLED_DETAIL}`,
      UPDATE_ASYNC,
      '20',
    ),
    question: 'not-null-violation',
    names: NULLED_NAMES,
  },
  {
    from: 'asyncpg, 2.1',
    text: integrity('sqlalchemy.dialects.postgresql.asyncpg.NotNullViolationError', NULLED, UPDATE_ASYNC),
    question: 'not-null-violation',
    names: NULLED_NAMES,
  },
  {
    from: 'SET NULL on NOT NULL, inside the DELETE',
    text: `${integrity('psycopg.errors.NotNullViolation', `${NULLED}\n${NULLED_DETAIL}\nCONTEXT:  SQL statement "UPDATE ONLY "public"."orders" SET "account_id" = NULL WHERE $1 OPERATOR(pg_catalog.=) "account_id""`, DELETE_3)}`,
    question: 'not-null-violation',
    names: [...NULLED_NAMES, 'foreign key'],
  },
  {
    from: 'a message alone',
    text: `ERROR:  ${NULLED}\n${NULLED_DETAIL}`,
    question: 'not-null-violation',
    names: NULLED_NAMES,
  },
  {
    from: 'German',
    text: integrity(
      'psycopg2.errors.NotNullViolation',
      'FEHLER:  NULL-Wert in Spalte »account_id« von Relation »orders« verletzt Not-Null-Constraint\nDETAIL:  Fehlgeschlagene Zeile enthält (3, null, 12.50).',
      UPDATE_2,
      '20',
    ),
    question: 'not-null-violation',
    names: NULLED_NAMES,
  },
  {
    from: 'French',
    text: integrity(
      'psycopg.errors.NotNullViolation',
      'une valeur NULL viole la contrainte NOT NULL de la colonne « account_id » dans la relation « orders »\nDETAIL:  La ligne en échec contient (3, null, 12.50).',
      UPDATE_3,
    ),
    question: 'not-null-violation',
    names: NULLED_NAMES,
  },
  {
    from: 'Spanish',
    text: integrity(
      'psycopg2.errors.NotNullViolation',
      'el valor nulo en la columna «account_id» de la relación «orders» viola la restricción de no nulo\nDETAIL:  La fila que falla contiene (3, null, 12.50).',
      UPDATE_2,
    ),
    question: 'not-null-violation',
    names: NULLED_NAMES,
  },
  {
    from: 'Japanese',
    text: integrity(
      'psycopg.errors.NotNullViolation',
      'リレーション"orders"の列"account_id"のNULL値がNOT NULL制約に違反しています\nDETAIL:  失敗した行は(3, null, 12.50)を含みます',
      UPDATE_3,
    ),
    question: 'not-null-violation',
    names: NULLED_NAMES,
  },
  {
    from: 'Sentry, cut off',
    text: 'IntegrityError\n(psycopg2.errors.NotNullViolation) null value in column "account_id" of relation "orders" violates not-null constr...',
    question: 'not-null-violation',
    names: NULLED_NAMES,
  },
  {
    from: 'a server’s log',
    text: `2026-03-01 10:12:44.120 UTC [4121] ERROR:  ${NULLED}\n2026-03-01 10:12:44.120 UTC [4121] ${NULLED_DETAIL}\n2026-03-01 10:12:44.120 UTC [4121] STATEMENT:  UPDATE orders SET account_id=$1::INTEGER WHERE orders.id = $2::INTEGER`,
    question: 'not-null-violation',
    names: NULLED_NAMES,
  },
  {
    from: 'psycopg2, a one-to-one that was replaced',
    text: integrity(
      'psycopg2.errors.UniqueViolation',
      'duplicate key value violates unique constraint "addresses_account_id_key"\nDETAIL:  Key (account_id)=(7) already exists.\n',
      'INSERT INTO addresses (street, account_id) VALUES (%(street)s, %(account_id)s) RETURNING addresses.id',
      '20',
    ),
    question: 'replace-a-one-to-one',
    names: ['addresses_account_id_key', '(account_id)=(7)'],
  },
  {
    from: 'asyncpg, a one-to-one that was replaced',
    text: integrity(
      'sqlalchemy.dialects.postgresql.asyncpg.UniqueViolationError',
      'duplicate key value violates unique constraint "addresses_account_id_key"',
      'INSERT INTO addresses (street, account_id) VALUES ($1::VARCHAR, $2::INTEGER) RETURNING addresses.id',
    ),
    question: 'replace-a-one-to-one',
    names: ['addresses_account_id_key'],
  },
  {
    from: 'German, a one-to-one that was replaced',
    text: 'psycopg2.errors.UniqueViolation: FEHLER:  doppelter Schlüsselwert verletzt Unique-Constraint »addresses_account_id_key«\nDETAIL:  Schlüssel (account_id)=(7) existiert bereits.',
    question: 'replace-a-one-to-one',
    names: ['addresses_account_id_key', '(account_id)=(7)'],
  },
  {
    from: 'psycopg 3, after an error that was caught',
    text: 'sqlalchemy.exc.InternalError: (psycopg.errors.InFailedSqlTransaction) current transaction is aborted, commands ignored until end of transaction block\n[SQL: SELECT accounts.id FROM accounts]\n(Background on this error at: https://sqlalche.me/e/21/2j85)',
    question: 'transaction-is-aborted',
  },
  {
    from: 'asyncpg, after an error that was caught',
    text: "sqlalchemy.exc.DBAPIError: (sqlalchemy.dialects.postgresql.asyncpg.InternalServerError) <class 'asyncpg.exceptions.InFailedSQLTransactionError'>: current transaction is aborted, commands ignored until end of transaction block",
    question: 'transaction-is-aborted',
  },
  {
    from: 'German, by its SQLSTATE',
    text: 'FEHLER:  25P02: aktuelle Transaktion wurde abgebrochen, Befehle werden bis zum Ende der Transaktion ignoriert',
    question: 'transaction-is-aborted',
  },
];

const EXCEPTIONS: readonly Pasted[] = [
  {
    from: '2.0, an UPDATE of one row',
    text: "sqlalchemy.orm.exc.StaleDataError: UPDATE statement on table 'orders' expected to update 1 row(s); 0 were matched.",
    question: 'expected-to-update',
    names: ['orders', '1 row'],
  },
  {
    from: 'an UPDATE of several rows',
    text: "StaleDataError: UPDATE statement on table 'orders' expected to update 3 row(s); 2 were matched.",
    question: 'expected-to-update',
    names: ['3 rows', '2 were'],
  },
  {
    from: 'a warning of a DELETE',
    text: "/app/delete.py:41: SAWarning: DELETE statement on table 'orders' expected to delete 1 row(s); 0 were matched.  Please set confirm_deleted_rows=False within the mapper configuration to prevent this warning.\n  session.commit()",
    question: 'expected-to-delete',
    names: ['orders'],
  },
  {
    from: 'a DELETE of rows with a version',
    text: "sqlalchemy.orm.exc.StaleDataError: DELETE statement on table 'orders' expected to delete 2 row(s); 1 were matched.  Please set confirm_deleted_rows=False within the mapper configuration to prevent this warning.",
    question: 'expected-to-delete',
  },
  {
    from: 'association rows, more than there are pairs',
    text: "sqlalchemy.orm.exc.StaleDataError: DELETE statement on table 'order_tags' expected to delete 2 row(s); Only 3 were matched.",
    question: 'duplicate-association-rows',
    names: ['order_tags', '2 pairs'],
  },
  {
    from: 'association rows, fewer than there are pairs',
    text: "sqlalchemy.orm.exc.StaleDataError: DELETE statement on table 'order_tags' expected to delete 2 row(s); Only 1 were matched.",
    question: 'association-row-is-gone',
    names: ['order_tags'],
  },
  {
    from: 'ObjectDeletedError in FastAPI',
    text: `${ASGI}${TRACEBACK}sqlalchemy.orm.exc.ObjectDeletedError: Instance '<Order at 0x7f2a1c0b5e50>' has been deleted, or its row is otherwise not present.`,
    question: 'object-deleted-error',
    names: ['Order'],
  },
  {
    from: 'ObjectDeletedError, the sentence alone',
    text: "Instance '<Order at 0x7f2a1c0b5e50>' has been deleted, or its row is otherwise not present.",
    question: 'object-deleted-error',
    names: ['Order'],
  },
  {
    from: 'DetachedInstanceError of a lazy load',
    text: `sqlalchemy.orm.exc.DetachedInstanceError: Parent instance <Account at 0x10a> is not bound to a Session; lazy load operation of attribute 'orders' cannot proceed ${link('20', 'bhk3')}`,
    question: 'detached-instance-error',
    names: ['orders'],
  },
  {
    from: 'DetachedInstanceError of a column',
    text: `sqlalchemy.orm.exc.DetachedInstanceError: Instance <Account at 0x10a> is not bound to a Session; attribute refresh operation cannot proceed ${link('21', 'bhk3')}`,
    question: 'detached-instance-error',
  },
  {
    from: 'MissingGreenlet, 2.0',
    text: `sqlalchemy.exc.MissingGreenlet: greenlet_spawn has not been called; can't call await_only() here. Was IO attempted in an unexpected place? ${link('20', 'xd2s')}`,
    question: 'missing-greenlet',
  },
  {
    from: 'MissingGreenlet, 2.1, in a StatementError of psycopg',
    text: `sqlalchemy.exc.StatementError: (sqlalchemy.exc.MissingGreenlet) greenlet_spawn has not been called; can't call await_() here. Was IO attempted in an unexpected place? ${link('21', 'xd2s')}`,
    question: 'missing-greenlet',
  },
  {
    from: 'pydantic, which reads the attributes in FastAPI',
    text: "pydantic_core._pydantic_core.ValidationError: 1 validation error for AccountRead\norders\n  Error extracting attribute: MissingGreenlet: greenlet_spawn has not been called; can't call await_only() here. Was IO attempted in an unexpected place?",
    question: 'missing-greenlet',
  },
  {
    from: 'a cycle, 2.0',
    text: `sqlalchemy.exc.CircularDependencyError: Circular dependency detected. (DeleteState(<Album at 0x7f>), DeleteState(<Photo at 0x80>))`,
    question: 'circular-dependency',
  },
  {
    from: 'a cycle, 2.1',
    text: 'CircularDependencyError: Circular dependency detected. (_DeleteState(<Album at 0x7f>), _DeleteState(<Photo at 0x80>))',
    question: 'circular-dependency',
  },
  {
    from: 'a primary key that would become NULL',
    text: `AssertionError: Dependency rule on column 'accounts.tenant_id' tried to blank-out primary key column 'orders.tenant_id' on instance '<Order at 0x7f>'`,
    question: 'blank-out-primary-key',
    names: ['accounts.tenant_id', 'orders.tenant_id'],
  },
  {
    from: 'the same of 1.4, without the rule’s own column',
    text: "AssertionError: Dependency rule tried to blank-out primary key column 'orders.account_id' on instance '<Order at 0x7f>'",
    question: 'blank-out-primary-key',
  },
  {
    from: 'delete-orphan on the many side',
    text: `sqlalchemy.exc.ArgumentError: For many-to-one relationship Order.account, delete-orphan cascade is normally configured only on the "one" side of a one-to-many relationship, and not on the "many" side of a many-to-one or many-to-many relationship. ${link('20', 'bbf0')}`,
    question: 'single-parent',
    names: ['Order.account'],
  },
  {
    from: 'passive_deletes="all" with a cascade',
    text: "sqlalchemy.exc.ArgumentError: On Account.orders, can't set passive_deletes='all' in conjunction with 'delete' or 'delete-orphan' cascade",
    question: 'passive-deletes-all',
    names: ['Account.orders'],
  },
  {
    from: 'a word of the cascade',
    text: "sqlalchemy.exc.ArgumentError: Invalid cascade option(s): 'delete-orphans'",
    question: 'invalid-cascade-option',
    names: ['delete-orphans'],
  },
  {
    from: 'delete-orphan without delete',
    text: "models.py:18: SAWarning: The 'delete-orphan' cascade option requires 'delete'.",
    question: 'delete-orphan-requires-delete',
  },
  {
    from: 'a Session that is used again',
    text: `sqlalchemy.exc.PendingRollbackError: This Session's transaction has been rolled back due to a previous exception during flush. To begin a new transaction with this Session, first issue Session.rollback(). Original exception was: (psycopg2.errors.ForeignKeyViolation) ${REFERENCED}\n${REFERENCED_DETAIL}\n${link('20', '7s2a')}`,
    question: 'pending-rollback',
  },
  {
    from: 'Flask-SQLAlchemy, in the next request',
    text: `${FLASK}sqlalchemy.exc.PendingRollbackError: This Session's transaction has been rolled back due to a previous exception during flush. To begin a new transaction with this Session, first issue Session.rollback().`,
    question: 'pending-rollback',
  },
];

export const RECOGNISED: readonly Pasted[] = [...REFUSED, ...NULLS, ...EXCEPTIONS];

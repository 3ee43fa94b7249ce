// Where the series of SQLAlchemy part, as far as a delete can see: those that the model follows are facts of
// lib/orm/series.ts; lib/changes has the programs that show each.
import { type RuleGroupRecord, sqlalchemy } from './rule';

const at = (place: string) => sqlalchemy(place, '2.1.9');

const shown = { page: '/rules/changes/' } as const;

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
    V2: {
      title: '`selectinload` of a many-to-many',
      text: '2.1 reads the association table and the other side, and leaves the parent’s table out. 2.0 joins an alias of the parent as well. Where the join has more conditions than the parent’s key, 2.1 does so, too.',
      reference: at('orm/strategies.py, _SelectInLoader._load_for_path (omit_join_m2m)'),
      since: '2.1',
      ...shown,
    },
    V3: {
      title: 'The criterion of a subclass, twice',
      text: 'A bulk `delete()` whose WHERE asks by `any()` for rows of a single-table subclass repeats the condition on its type. The same rows are deleted.',
      reference: at('orm/relationships.py, RelationshipProperty.Comparator._criterion_exists'),
      since: '2.1',
      ...shown,
    },
    V4: {
      title: 'One question for all tables',
      text: '`create_all()` asks in one SELECT which tables are there already. 2.0 asks once for each of them.',
      reference: at('sql/ddl.py, SchemaGenerator.visit_metadata'),
      since: '2.1',
      ...shown,
    },
    V5: {
      title: 'Computed columns are virtual',
      text: '`Computed()` without `persisted` is written without a keyword, which PostgreSQL 18 takes for `VIRTUAL`. Below 18 it is `STORED`, with a warning. 2.0 always writes `STORED`.',
      reference: at('dialects/postgresql/base.py, PGDDLCompiler.visit_computed_column'),
      since: '2.1',
      ...shown,
    },
    V6: {
      title: 'Text flushes first',
      text: '2.1 flushes what is waiting before every statement that the Session executes, `text()` and statements of a `Table` among them. 2.0 does so only where ORM entities are asked for. In the explorer nothing is waiting when the text is sent.',
      reference: at('orm/session.py, Session._execute_internal'),
      since: '2.1',
      scenario: { operation: 'raw-delete' },
    },
    V7: {
      title: 'The option `autoflush` and `text()`',
      text: '`execution_options={"autoflush": False}` keeps an ORM statement from flushing in both series, but in 2.1 not a `text()`. Under `no_autoflush`, or by the connection of the Session, neither series flushes; `begin_nested()` always does.',
      reference: at('orm/session.py, Session._execute_internal and Session._autoflush'),
      since: '2.1',
      ...shown,
    },
    V8: {
      title: '`delete_all()` deletes one after another',
      text: '`Session.delete_all()` does the same as `delete()` for each object in turn. So the SELECT that loads the children of the second user flushes the first one: there are as many flushes as users. 2.0 has no such method.',
      reference: at('orm/session.py, Session.delete_all'),
      since: '2.1',
      ...shown,
    },
    V9: {
      title: 'Execution options of a Session',
      text: '`Session(execution_options=...)` reaches the statements of its flushes, too: a `schema_translate_map` there changes what a DELETE deletes from. 2.0 raises `TypeError`.',
      reference: at('orm/session.py, Session.__init__ and SessionTransaction._connection_for_bind'),
      since: '2.1',
      ...shown,
    },
    V10: {
      title: '`using()`, and a function as `back_populates`',
      text: '`delete(Post).using(User)` writes `DELETE ... USING`, and `relationship()` takes a function for `back_populates`, so that a class can be named before it is there. 2.0 refuses both.',
      reference: at('sql/dml.py, Delete.using; orm/relationships.py, _StringRelationshipArg'),
      since: '2.1',
      ...shown,
    },
    V11: {
      title: '`populate_existing` as an option of `get()`',
      text: '`get()` with the execution option `populate_existing` sends its SELECT, and finds that the row is gone. 2.0 does not heed it, and gives back the object that it has.',
      reference: at('orm/session.py, Session._get_impl'),
      since: '2.1',
      ...shown,
    },
    V12: {
      title: 'What 2.1 has no more',
      text: '2.0 still has `Session.close_all()` and the event `first_init`, and evaluates the text of `secondary` as Python. In 2.1 all three raise: of `secondary` only the plain name of a table is left.',
      reference: at('orm/clsregistry.py, _class_resolver.__call__ (tables_only)'),
      until: '2.0',
      ...shown,
    },
    V13: {
      title: 'greenlet comes by itself',
      text: 'On the usual machines pip installs greenlet along with 2.0. With 2.1 it has to be asked for, as `sqlalchemy[asyncio]`, or an `AsyncSession` cannot work.',
      reference: sqlalchemy('METADATA, Requires-Dist', '2.0.58'),
      until: '2.0',
      ...shown,
    },
    V14: {
      title: 'What `postgresql://` means',
      text: 'A URL without a driver means psycopg in 2.1, and psycopg2 in 2.0. So `create_async_engine()` takes it in 2.1, and raises `InvalidRequestError` in 2.0.',
      reference: at('dialects/postgresql/__init__.py, dialect'),
      since: '2.1',
      ...shown,
    },
    V15: {
      title: 'Defaults of dataclasses are not written',
      text: 'In a mapped dataclass, the `default_factory` or `default` of a `relationship()` is no longer set on a new object. So `merge(User(id=1))` does not empty the collection, where 2.0 deletes all posts; and a `user_id` that was given stays, where 2.0 inserts NULL.',
      reference: at('orm/interfaces.py, _AttributeOptions (DONT_SET)'),
      since: '2.1',
      ...shown,
    },
    V16: {
      title: 'New warnings',
      text: '2.1 warns of `lazy="noload"`, of `flush()` with objects, of an empty list of parameters, and of an attribute named `registry`.',
      reference: at(
        'orm/strategies.py, _NoLoader; orm/session.py, Session.flush; engine/_util_cy.py; orm/decl_base.py',
      ),
      since: '2.1',
      ...shown,
    },
    V17: {
      title: 'Errors of asyncpg have classes of their own',
      text: '`error.orig` is a `ForeignKeyViolationError` where 2.0 has an `IntegrityError`, and has a `detail`; what asyncpg itself raised is `error.driver_exception`. The text of the error names asyncpg’s own class no more, and leaves the DETAIL out. The SQLSTATE is as before.',
      reference: at('dialects/postgresql/asyncpg.py, AsyncAdapt_asyncpg_dbapi'),
      since: '2.1',
      drivers: ['asyncpg'],
      ...shown,
    },
    V18: {
      title: 'What `MissingGreenlet` says',
      text: 'In 2.1 `MissingGreenlet` says “can’t call `await_()` here”, in 2.0 it says “can’t call `await_only()` here”. On psycopg 2.1 raises it inside a `StatementError`. When it is raised is the same.',
      reference: at('util/concurrency.py, await_'),
      since: '2.1',
      program: 'async-lazy-load',
    },
    V19: {
      title: 'Links and names in errors',
      text: 'The link at the end of an error leads to the pages of 2.1, and a `CircularDependencyError` names `_DeleteState` where 2.0 names `DeleteState`.',
      reference: at('exc.py, HasDescriptionCode._code_str; orm/unitofwork.py, _DeleteState'),
      since: '2.1',
      ...shown,
    },
    V20: {
      title: 'Why a transaction is closed',
      text: '“Can’t operate on closed transaction inside context manager” goes on with the error that closed it. 2.0 only says what to do next.',
      reference: at('engine/util.py, TransactionalContext'),
      since: '2.1',
      ...shown,
    },
    V21: {
      title: '`post_update` sets the foreign key once',
      text: 'A user is deleted whose posts have no delete cascade, but `post_update=True`. One UPDATE sets the foreign keys of all posts to NULL before the DELETE. Earlier releases of both series send it twice, once on either side of the DELETE.',
      reference: at('orm/dependency.py, _OneToManyDP.per_property_dependencies'),
      releases: { '2.1': '2.1.9', '2.0': '2.0.58' },
      ...shown,
    },
  },
} satisfies RuleGroupRecord;

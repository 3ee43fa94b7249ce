"""The dialects postgresql+pglite for Session and for AsyncSession: asyncpg's SQL text on this package's DBAPI."""

import json

from sqlalchemy.dialects.postgresql import ranges
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.postgresql.base import PGDialect, PGExecutionContext
from sqlalchemy.util import await_only, update_copy

from . import dbapi
from .pool import TurnsPool

JSON_OIDS = (114, 3802)


class _Range(ranges.AbstractSingleRangeImpl):
    """Ranges go as text; PostgreSQL's own output stays text."""

    render_bind_cast = True

    def bind_processor(self, dialect):
        return lambda value: None if value is None else str(value)


class _MultiRange(ranges.AbstractMultiRangeImpl):
    render_bind_cast = True

    def bind_processor(self, dialect):
        def process(value):
            if value is None or isinstance(value, str):
                return value
            return "{" + ",".join(str(each) for each in value) + "}"

        return process


class PGExecutionContext_pglite(PGExecutionContext):
    def create_server_side_cursor(self):
        # Every cursor has its whole result at once: stream() works, and saves no memory.
        return self._dbapi_connection.cursor()


class PGDialect_pglite(PGDialect):
    driver = "pglite"
    supports_statement_cache = True
    supports_server_side_cursors = True
    render_bind_cast = True
    default_paramstyle = "numeric_dollar"
    # asyncpg reports no rowcount for an executemany.
    supports_sane_multi_rowcount = False
    # 2.1 asks this, where 2.0 has types of asyncpg's own: the DBAPI decodes JSON, with the engine's json_deserializer.
    supports_native_json_deserialization = True
    dialect_injects_custom_json_deserializer = True
    execution_ctx_cls = PGExecutionContext_pglite
    # What asyncpg casts and how it reads results: its text comes from these.
    colspecs = update_copy(
        PGDialect_asyncpg.colspecs,
        {ranges.AbstractSingleRange: _Range, ranges.AbstractMultiRange: _MultiRange},
    )

    @classmethod
    def import_dbapi(cls):
        return dbapi

    @classmethod
    def get_async_dialect_cls(cls, url):
        return PGDialect_pglite_async

    @classmethod
    def get_pool_class(cls, url):
        return TurnsPool

    def create_connect_args(self, url):
        return [], dict(url.query)

    def on_connect(self):
        inherited = super().on_connect()
        decode = self._json_deserializer or json.loads

        def connected(connection):
            connection.decoders.update(dict.fromkeys(JSON_OIDS, decode))
            if inherited is not None:
                inherited(connection)

        return connected

    def get_isolation_level_values(self, dbapi_connection):
        return ["AUTOCOMMIT", "READ COMMITTED", "READ UNCOMMITTED", "REPEATABLE READ", "SERIALIZABLE"]

    def set_isolation_level(self, dbapi_connection, level):
        dbapi_connection.rollback()
        dbapi_connection.autocommit = level == "AUTOCOMMIT"
        if level != "AUTOCOMMIT":
            dbapi_connection.isolation_level = level

    def set_readonly(self, connection, value):
        connection.readonly = value

    def get_readonly(self, connection):
        return connection.readonly

    def set_deferrable(self, connection, value):
        connection.deferrable = value

    def get_deferrable(self, connection):
        return connection.deferrable

    def is_disconnect(self, e, connection, cursor):
        return isinstance(e, dbapi.InterfaceError) and str(e) == "connection is closed"


class AsyncCursor(dbapi.Cursor):
    async def _async_soft_close(self):
        """Since 2.0.44 called when a result goes to plain async code: its rows must need no awaiting, as here."""


class AsyncConnection(dbapi.Connection):
    """Everything that reaches PostgreSQL goes through await_only().

    So a statement outside of greenlet_spawn(), such as a lazy load in plain async code, raises the MissingGreenlet
    that a real asynchronous driver gives there.
    """

    def cursor(self):
        return AsyncCursor(self)

    async def _exchange(self, kind, sql, parameter_sets):
        return super().exchange(kind, sql, parameter_sets)

    def exchange(self, kind, sql, parameter_sets):
        return await_only(self._exchange(kind, sql, parameter_sets))

    def terminate(self):
        """The way out without a greenlet, for the garbage collector; the transaction must not outlive it."""
        self.exchange = super().exchange
        self.close()


class PGDialect_pglite_async(PGDialect_pglite):
    is_async = True
    supports_statement_cache = True
    has_terminate = True

    def connect(self, *arguments, wire=None, server_settings=None, **options):
        if wire is None:
            import pglite_wire as wire
        connection = AsyncConnection(wire)
        connection.open(server_settings or {})
        return connection

    def do_terminate(self, dbapi_connection):
        dbapi_connection.terminate()

    def get_driver_connection(self, connection):
        return connection

"""SQLAlchemy's own dialects of the drivers, on the one connection that there is."""

import asyncpg
import sqlalchemy
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql import asyncpg as its_asyncpg
from sqlalchemy.dialects.postgresql import ranges
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg, PGDialectAsync_psycopg
from sqlalchemy.dialects.postgresql.psycopg2 import PGDialect_psycopg2
from sqlalchemy.util import concurrency, greenlet_spawn, update_copy

from ..dialect import _MultiRange, _Range
from ..pool import TurnsPool

_await = getattr(concurrency, "await_", None) or concurrency.await_only
_SERIES = tuple(int(part) for part in sqlalchemy.__version__.split(".")[:2])
# What a bare postgresql:// means.
DEFAULT = "psycopg" if _SERIES >= (2, 1) else "psycopg2"


class Used:
    """The driver of the engine that connected last."""

    driver = None


class TakingTurns:
    @classmethod
    def get_pool_class(cls, url):
        return TurnsPool

    def connect(self, *arguments, **options):
        connection = super().connect(*arguments, **options)
        Used.driver = self.driver
        return connection


_TEXT_RANGES = {ranges.AbstractSingleRange: _Range, ranges.AbstractMultiRange: _MultiRange}


class PGDialect_wired_psycopg(TakingTurns, PGDialect_psycopg):
    supports_statement_cache = True
    colspecs = update_copy(PGDialect_psycopg.colspecs, _TEXT_RANGES)

    @classmethod
    def get_async_dialect_cls(cls, url):
        return PGDialectAsync_wired_psycopg


class PGDialectAsync_wired_psycopg(TakingTurns, PGDialectAsync_psycopg):
    supports_statement_cache = True
    colspecs = PGDialect_wired_psycopg.colspecs
    # A connection that the garbage collector finds is ended at once: there is no other one to take.
    has_terminate = True

    def do_terminate(self, dbapi_connection):
        dbapi_connection._connection.terminate()


class PGDialect_wired_psycopg2(TakingTurns, PGDialect_psycopg2):
    supports_statement_cache = True
    colspecs = {
        **{kept: each for kept, each in PGDialect_psycopg2.colspecs.items() if kept.__module__ != ranges.__name__},
        **_TEXT_RANGES,
    }


class Cursor(its_asyncpg.AsyncAdapt_asyncpg_cursor):
    """Reads the columns of a result with its rows, where asyncpg has them from preparing."""

    async def _prepare_and_execute(self, operation, parameters):
        adapted = self._adapt_connection
        async with adapted._execute_mutex:
            if adapted._transaction is None:
                await adapted._start_transaction()
            try:
                answer = adapted._connection.send(operation, parameters or ())
            except Exception as error:
                self._handle_exception(error)
            description, rows = adapted._connection.result(answer)
            self._tell(description or None, answer["rowcount"])
            self._rows = type(self._rows)(rows or ())

    def _tell(self, description, rowcount):
        prefix = "_" if hasattr(self, "_rowcount") else ""
        setattr(self, f"{prefix}description", description)
        setattr(self, f"{prefix}rowcount", rowcount)


class Adapted(its_asyncpg.AsyncAdapt_asyncpg_connection):
    _cursor_cls = Cursor

    def cursor(self, server_side=False):
        # Every cursor has its whole result at once.
        return Cursor(self)

    def terminate(self):
        self._connection.terminate()
        self._transaction = None


class DBAPI(its_asyncpg.AsyncAdapt_asyncpg_dbapi):
    def connect(self, *arguments, **options):
        make = options.pop("async_creator_fn", self.asyncpg.connect)
        names = ("prepared_statement_cache_size", "prepared_statement_name_func")
        prepared = {name: options.pop(name) for name in names if name in options}
        return Adapted(self, _await(make(*arguments, **options)), **prepared)


class PGDialect_wired_asyncpg(TakingTurns, its_asyncpg.PGDialect_asyncpg):
    supports_statement_cache = True
    colspecs = update_copy(its_asyncpg.PGDialect_asyncpg.colspecs, _TEXT_RANGES)

    @classmethod
    def import_dbapi(cls):
        return DBAPI(asyncpg)


def in_a_greenlet(function, *arguments, **options):
    """The call in a greenlet of its own, which an AsyncSession would have brought."""
    if concurrency.in_greenlet():
        return function(*arguments, **options)
    try:
        greenlet_spawn(function, *arguments, **options).send(None)
    except StopIteration as end:
        return end.value
    raise RuntimeError("asyncpg had to wait, and nothing on the wire does")


class PGDialect_synchronous_asyncpg(PGDialect_wired_asyncpg):
    """For a program without asyncio that is asked to run on asyncpg."""

    supports_statement_cache = True
    is_async = False

    @classmethod
    def get_async_dialect_cls(cls, url):
        return PGDialect_wired_asyncpg

    def on_connect(self):
        connected = super().on_connect()
        return lambda connection: in_a_greenlet(connected, connection)


def _wrapped(name):
    def method(self, *arguments, **options):
        return in_a_greenlet(getattr(super(PGDialect_synchronous_asyncpg, self), name), *arguments, **options)

    return method


for _name in (
    "connect", "initialize", "do_execute", "do_execute_no_params", "do_executemany", "do_commit", "do_rollback",
    "do_close", "do_terminate", "do_ping", "get_isolation_level", "set_isolation_level",
):  # fmt: skip
    setattr(PGDialect_synchronous_asyncpg, _name, _wrapped(_name))


def _register(name, dialect):
    registry.register(name, __name__, dialect.__name__)


def choose(forced=None):
    """Has postgresql:// with or without a driver's name mean what it says, or, `forced`, one driver whatever it says."""
    Used.driver = forced
    named = {
        "psycopg": PGDialect_wired_psycopg,
        "psycopg2": PGDialect_wired_psycopg2,
        "asyncpg": PGDialect_wired_asyncpg,
        "psycopg_async": PGDialectAsync_wired_psycopg,
    }
    if forced is not None:
        one = PGDialect_synchronous_asyncpg if forced == "asyncpg" else named[forced]
        named = dict.fromkeys(named, one)
    _register("postgresql", named[DEFAULT])
    for name, dialect in named.items():
        _register(f"postgresql.{name}", dialect)

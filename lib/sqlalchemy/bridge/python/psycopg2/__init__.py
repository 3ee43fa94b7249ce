"""Stands in for psycopg2, which is written in C: as much of it as SQLAlchemy's dialect and the usual program need.

It writes the values into the text, as psycopg2 does; the trace shows what psycopg2 got.
"""

from sqlalchemy_pglite.drivers.literals import literal
from sqlalchemy_pglite.drivers.placeholders import interpolated
from sqlalchemy_pglite.drivers.session import Session
from sqlalchemy_pglite.encoding import encode
from sqlalchemy_pglite.errors import InterfaceError as Closed

from . import errors, extensions
from .errors import (
    DatabaseError,
    DataError,
    Error,
    from_report,
    IntegrityError,
    InterfaceError,
    InternalError,
    NotSupportedError,
    OperationalError,
    ProgrammingError,
    Warning,
)

__all__ = [
    "connect", "DatabaseError", "DataError", "Error", "errors", "extensions", "IntegrityError", "InterfaceError",
    "InternalError", "NotSupportedError", "OperationalError", "ProgrammingError", "Warning",
]  # fmt: skip

__version__ = "2.9.13 (dt dec pq3 ext lo64)"
apilevel = "2.0"
threadsafety = 2
paramstyle = "pyformat"


def Binary(value):
    return value


def connect(dsn=None, connection_factory=None, cursor_factory=None, **_):
    """There is one PostgreSQL to reach, wherever the arguments point."""
    return Connection()


_LEVELS = {1: "READ COMMITTED", 2: "REPEATABLE READ", 3: "SERIALIZABLE", 4: "READ UNCOMMITTED"}


class Connection:
    """Begins a transaction with the first statement."""

    encoding = "UTF8"

    def __init__(self):
        self._session = Session.connected(from_report, True)
        # Notices do not pass the wire.
        self.notices = []

    @property
    def closed(self):
        return int(self._session.closed)

    @property
    def status(self):
        return extensions.STATUS_BEGIN if self._session.in_transaction else extensions.STATUS_READY

    @property
    def autocommit(self):
        return self._session.autocommit

    @autocommit.setter
    def autocommit(self, value):
        if self._session.in_transaction:
            raise ProgrammingError("set_session cannot be used inside a transaction")
        self._session.autocommit = value

    @property
    def isolation_level(self):
        names = {name: number for number, name in _LEVELS.items()}
        return names.get(self._session.isolation_level)

    def set_isolation_level(self, level):
        self._session.rollback()
        self._session.autocommit = level == extensions.ISOLATION_LEVEL_AUTOCOMMIT
        self._session.isolation_level = _LEVELS.get(level)

    @property
    def readonly(self):
        return self._session.readonly

    @readonly.setter
    def readonly(self, value):
        self._session.readonly = value

    @property
    def deferrable(self):
        return self._session.deferrable

    @deferrable.setter
    def deferrable(self, value):
        self._session.deferrable = value

    def set_client_encoding(self, encoding):
        """Everything is UTF-8."""

    def get_transaction_status(self):
        if not self._session.in_transaction:
            return extensions.TRANSACTION_STATUS_IDLE
        return extensions.TRANSACTION_STATUS_INERROR if self._session.failed else extensions.TRANSACTION_STATUS_INTRANS

    def cursor(self, name=None, **_):
        return Cursor(self)

    def commit(self):
        self._session.commit()

    def rollback(self):
        self._session.rollback()

    def close(self):
        self._session.end_quietly()

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        self.commit() if kind is None else self.rollback()


class Cursor:
    """Holds the whole result of its last statement. Every statement is a simple query: the last result is read."""

    def __init__(self, connection):
        self.connection = connection
        self.arraysize = 1
        self.closed = False
        self.query = None
        self._forget()

    def _forget(self):
        self.description = None
        self.rowcount = -1
        self._rows = None
        self._at = 0

    def mogrify(self, query, vars=None):
        return self._written(query, vars).encode()

    def _written(self, query, parameters):
        return interpolated(query, parameters, lambda value: literal(value, ProgrammingError))

    def execute(self, query, vars=None):
        text = self._written(query, vars)
        if not text:
            raise ProgrammingError("can't execute an empty query")
        answer = self._send(False, [text], sql=query, parameters=[_shown(vars)], simple="last")
        self.rowcount = answer["rowcount"]
        self.description, self._rows = self.connection._session.result(answer)

    def executemany(self, query, vars_list):
        sets = list(vars_list)
        if sets:
            texts = [self._written(query, each) for each in sets]
            answer = self._send(True, texts, sql=query, parameters=[_shown(each) for each in sets])
            self.rowcount = answer["rowcount"]

    def _send(self, many, texts, **options):
        if self.closed:
            raise InterfaceError("cursor already closed")
        self._forget()
        self.query = texts[-1].encode()
        try:
            return self.connection._session.send(many, texts[0], [[] for _ in texts], texts=texts, **options)
        except Closed:
            raise InterfaceError("connection already closed") from None
        except Error as error:
            error.cursor = self
            raise

    def _fetch(self, size):
        if self._rows is None:
            raise ProgrammingError("no results to fetch")
        rows = self._rows[self._at :][:size]
        self._at += len(rows)
        return rows

    def fetchone(self):
        return next(iter(self._fetch(1)), None)

    def fetchmany(self, size=None):
        return self._fetch(size or self.arraysize)

    def fetchall(self):
        return self._fetch(None)

    def __iter__(self):
        return iter(self.fetchone, None)

    def setinputsizes(self, sizes):
        """PEP 249 allows this to do nothing."""

    def close(self):
        self.closed = True
        self._rows = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def _shown(parameters):
    if isinstance(parameters, dict):
        return {name: encode(value) for name, value in parameters.items()}
    return [encode(value) for value in parameters or ()]

"""Stands in for psycopg, which needs libpq: as much of it as SQLAlchemy's dialect and the usual program need.

What the asynchronous half awaits is there at once. Placeholders become $1, $2, ...; the trace shows what psycopg got.
"""

from enum import IntEnum

from . import errors, pq
from .adapt import AdaptersMap
from .connection import AsyncConnection, Connection
from .cursor import AsyncCursor, Cursor
from .errors import (
    DatabaseError,
    DataError,
    Error,
    IntegrityError,
    InterfaceError,
    InternalError,
    NotSupportedError,
    OperationalError,
    ProgrammingError,
    Warning,
)

__version__ = "3.3.9"
apilevel = "2.0"
threadsafety = 2
paramstyle = "pyformat"
adapters = AdaptersMap()
connect = Connection.connect


class IsolationLevel(IntEnum):
    READ_UNCOMMITTED = 1
    READ_COMMITTED = 2
    REPEATABLE_READ = 3
    SERIALIZABLE = 4


def Binary(value):
    return value


__all__ = [
    "adapters", "AsyncConnection", "AsyncCursor", "Binary", "connect", "Connection", "Cursor", "DatabaseError",
    "DataError", "Error", "errors", "IntegrityError", "InterfaceError", "InternalError", "IsolationLevel",
    "NotSupportedError", "OperationalError", "pq", "ProgrammingError", "Warning",
]  # fmt: skip

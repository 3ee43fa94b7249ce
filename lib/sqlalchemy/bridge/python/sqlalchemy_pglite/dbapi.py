"""A DBAPI (PEP 249) on a wire to PostgreSQL that answers before it returns.

The wire is any object with exchange(kind, sql, parameters): the kind is "transaction", "execute", "executemany" or
"lookup", `parameters` is JSON with one list for each parameter set, and the answer is JSON, {"columns": [[name, oid],
...], "rows": [[...], ...], "rowcount", "error"}. Rowcounts are those of asyncpg: -1 for an executemany, which is one
pipelined message.
"""

import json

from . import errors
from .decoding import ARRAY_ELEMENTS, array_decoder, DECODERS
from .encoding import encode
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

__all__ = [
    "connect", "Connection", "Cursor", "Warning", "Error", "InterfaceError", "DatabaseError", "DataError",
    "OperationalError", "IntegrityError", "InternalError", "ProgrammingError", "NotSupportedError",
]  # fmt: skip

apilevel = "2.0"
threadsafety = 0
# SQLAlchemy's name for $1, $2, ...; PEP 249 knows none for it.
paramstyle = "numeric_dollar"
__version__ = "1.0.0"

STRING = "STRING"
BINARY = "BINARY"
NUMBER = "NUMBER"
DATETIME = "DATETIME"
ROWID = "ROWID"


def Binary(value):
    return value


def connect(wire=None, server_settings=None, **_):
    """Opens a connection. Other arguments, such as host and user, are accepted: there is one PostgreSQL to reach."""
    if wire is None:
        import pglite_wire as wire
    connection = Connection(wire)
    connection.open(server_settings or {})
    return connection


class Turn:
    """The connection that the one session of PostgreSQL serves at the moment."""

    holder = None


# As PostgreSQL would report it.
_NOT_HERE = {
    "sqlstate": "0A000",
    "message": (
        "PGlite has one connection, and another transaction is open on it that cannot step aside: it has written, or asks "
        "for more isolation than READ COMMITTED"
    ),
    "detail": None,
    "constraint": None,
    "fields": {"S": "ERROR", "V": "ERROR"},
}


class Connection:
    """Starts a transaction with the first statement, as PEP 249 asks, unless `autocommit` is set."""

    Warning = Warning
    Error = Error
    InterfaceError = InterfaceError
    DatabaseError = DatabaseError
    DataError = DataError
    OperationalError = OperationalError
    IntegrityError = IntegrityError
    InternalError = InternalError
    ProgrammingError = ProgrammingError
    NotSupportedError = NotSupportedError

    def __init__(self, wire):
        self._wire = wire
        self._in_transaction = False
        # Whether its transaction, which has only read, has been ended in PostgreSQL to let another one work.
        self._aside = False
        self.closed = False
        self.autocommit = False
        # None for PostgreSQL's default, or for example "SERIALIZABLE"
        self.isolation_level = None
        self.readonly = False
        self.deferrable = False
        # Decoders by oid; a caller may put its own in.
        self.decoders = dict(DECODERS)

    def open(self, settings):
        """Begins with PostgreSQL's default settings, as a session of its own would, and then with these."""
        self._reset()
        for name, value in settings.items():
            self.exchange("lookup", "SELECT set_config($1, $2, false)", [[name, str(value)]])

    def _reset(self):
        if Turn.holder is None or not Turn.holder.is_at_work:
            self.exchange("lookup", "RESET ALL", [[]])

    def exchange(self, kind, sql, parameter_sets):
        """Sends one message outside of what PEP 249 calls a transaction; the answer as a dict, or an exception."""
        if self.closed:
            raise InterfaceError("connection is closed")
        self._take_turn(kind)
        answer = json.loads(self._wire.exchange(kind, sql, json.dumps(parameter_sets)))
        if answer["error"] is not None:
            raise self.refusal(answer["error"], sql)
        return answer

    def refusal(self, error, sent):
        """The exception for PostgreSQL's report; `sent` is what it could not do."""
        return errors.from_postgres(error)

    @property
    def is_at_work(self):
        """Whether PostgreSQL has a transaction of it open."""
        return self._in_transaction and not self._aside

    def _take_turn(self, kind):
        """Under READ COMMITTED nobody can tell that a transaction which has only read was begun anew in between."""
        if kind == "lookup":
            return
        other = Turn.holder
        if other is not None and other is not self and other.is_at_work:
            other._step_aside()
        if self._aside:
            self._aside = False
            self._wire.exchange("lookup", self._begin(), "[[]]")
        Turn.holder = self

    def _step_aside(self):
        answer = json.loads(self._wire.exchange("lookup", "SELECT pg_current_xact_id_if_assigned() IS NULL", "[[]]"))
        only_read = answer["error"] is None and answer["rows"][0][0] == "t"
        if not only_read or self.isolation_level not in (None, "READ COMMITTED"):
            raise self.refusal(_NOT_HERE, "")
        self._wire.exchange("lookup", "ROLLBACK", "[[]]")
        self._aside = True

    def run(self, kind, sql, parameter_sets):
        """Sends one message inside a transaction."""
        if not self._in_transaction and not self.autocommit:
            self.exchange("transaction", self._begin(), [[]])
            self._in_transaction = True
        return self.exchange(kind, sql, parameter_sets)

    def _begin(self):
        words = ["BEGIN"]
        if self.isolation_level is not None:
            words.append(f"ISOLATION LEVEL {self.isolation_level}")
        if self.readonly:
            words.append("READ ONLY")
        if self.deferrable:
            words.append("DEFERRABLE")
        return " ".join(words)

    def decoder(self, oid):
        """The decoder of a type, or None for one that stays text. Types that models define are looked up once."""
        if oid not in self.decoders and (oid in ARRAY_ELEMENTS or oid >= 16384):
            element = ARRAY_ELEMENTS.get(oid) or self._element_of(oid)
            self.decoders[oid] = array_decoder(self.decoder(element)) if element else None
        return self.decoders.get(oid)

    def _element_of(self, oid):
        sql = "SELECT typelem::int8 FROM pg_catalog.pg_type WHERE oid = $1 AND typcategory = 'A'"
        rows = self.exchange("lookup", sql, [[oid]])["rows"]
        return int(rows[0][0]) if rows else None

    def cursor(self):
        return Cursor(self)

    def commit(self):
        self._end("COMMIT")

    def rollback(self):
        self._end("ROLLBACK")

    def _end(self, sql):
        if self._in_transaction and self._aside and Turn.holder.is_at_work:
            # It has read, and nothing of it is left to end.
            self._in_transaction = self._aside = False
        elif self._in_transaction:
            self._take_turn("transaction")
            self._in_transaction = False
            self.exchange("transaction", sql, [[]])

    def close(self):
        if not self.closed:
            self.rollback()
            self._reset()
            self.closed = True

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is None:
            self.commit()
        else:
            self.rollback()


class Cursor:
    """Holds the whole result of its last statement."""

    def __init__(self, connection):
        self.connection = connection
        self.arraysize = 1
        self.closed = False
        self._forget()

    def _forget(self):
        self.description = None
        self.rowcount = -1
        self.rownumber = None
        self._rows = None

    def execute(self, operation, parameters=()):
        self._check()
        self._forget()
        answer = self.connection.run("execute", operation, [[encode(value) for value in parameters or ()]])
        self.rowcount = answer["rowcount"]
        columns = answer["columns"]
        if columns is not None:
            self.description = [(name, oid, None, None, None, None, None) for name, oid in columns]
            self._rows = self._decoded(answer["rows"], [oid for _, oid in columns])
            self.rownumber = 0
        return self

    def executemany(self, operation, seq_of_parameters):
        self._check()
        self._forget()
        sets = [[encode(value) for value in parameters] for parameters in seq_of_parameters]
        if sets:
            self.connection.run("executemany", operation, sets)
        return self

    def _decoded(self, rows, oids):
        decoders = [self.connection.decoder(oid) for oid in oids]
        if not rows:
            return rows
        # The wire may hand over numbers as numbers and everything else as text.
        columns = []
        for position, decode in enumerate(decoders):
            values = [row[position] for row in rows]
            if decode is None or (decode is int and all(type(value) is int for value in values)):
                columns.append(values)
            else:
                columns.append([None if value is None else decode(value) for value in values])
        return list(zip(*columns)) if columns else [() for _ in rows]

    def _check(self):
        if self.closed:
            raise InterfaceError("cursor is closed")

    def _result(self):
        self._check()
        if self._rows is None:
            raise ProgrammingError("no result to fetch from")
        return self._rows

    def fetchone(self):
        rows = self._result()
        if self.rownumber >= len(rows):
            return None
        self.rownumber += 1
        return rows[self.rownumber - 1]

    def fetchmany(self, size=None):
        rows = self._result()[self.rownumber : self.rownumber + (self.arraysize if size is None else size)]
        self.rownumber += len(rows)
        return rows

    def fetchall(self):
        rows = self._result()[self.rownumber :]
        self.rownumber += len(rows)
        return rows

    def __iter__(self):
        return iter(self.fetchone, None)

    def setinputsizes(self, sizes):
        """PEP 249 allows this to do nothing."""

    def setoutputsize(self, size, column=None):
        """PEP 249 allows this to do nothing."""

    def close(self):
        self.closed = True
        self._rows = None

"""One session of PostgreSQL, as the drivers' connections use it."""

import json

from .. import dbapi
from ..errors import InterfaceError
from .report import Report


class Session(dbapi.Connection):
    """The connection of this package with PostgreSQL's reports as exceptions of a driver's own.

    `refused` makes the exception of a Report; `counts` says whether the driver adds up the rows of an executemany.
    """

    def __init__(self, wire, refused, counts):
        super().__init__(wire)
        self._refused = refused
        self._counts = counts
        self.failed = False
        # For asyncpg: the oids of the types of the parameters of each text.
        self.types_of_texts = {}

    @classmethod
    def connected(cls, refused, counts, settings=None):
        import pglite_wire

        session = cls(pglite_wire, refused, counts)
        session.open(settings or {})
        return session

    @property
    def in_transaction(self):
        return self._in_transaction

    def exchange(self, kind, sql, parameter_sets, driver=None):
        if self.closed:
            raise InterfaceError("connection is closed")
        self._take_turn(kind)
        arguments = [kind, sql, json.dumps(parameter_sets)]
        if driver is not None:
            arguments.append(json.dumps({"counts": self._counts, **driver}))
        answer = json.loads(self._wire.exchange(*arguments))
        if answer["error"] is not None:
            self.failed = self._in_transaction
            raise self.refusal(answer["error"], (driver or {}).get("texts", [sql])[0])
        return answer

    def refusal(self, error, sent):
        return self._refused(Report(error, sent))

    def send(self, many, sql, parameter_sets, /, **driver):
        """One statement inside a transaction. What is no part of `driver` goes to PostgreSQL."""
        if not self._in_transaction and not self.autocommit:
            self.exchange("transaction", self._begin(), [[]])
            self._in_transaction = True
        return self.exchange("executemany" if many else "execute", sql, parameter_sets, driver)

    def _end(self, sql):
        self.failed = False
        super()._end(sql)

    def end_quietly(self):
        """The way out for the garbage collector, and for a connection that is given up."""
        if not self.closed:
            self.close()

    def result(self, answer):
        """Its description and its rows in Python's types, or None twice."""
        columns = answer["columns"]
        if columns is None:
            return None, None
        oids = [oid for _, oid in columns]
        rows = dbapi.Cursor(self)._decoded(answer["rows"], oids)
        return [(name, oid, None, None, None, None, None) for name, oid in columns], rows

"""Stands in for asyncpg, which is written in C: as much of it as SQLAlchemy's dialect and the usual program need.

What it awaits is there at once. Statements go to PostgreSQL as they are, with the parameters in their text format;
a value that asyncpg would not encode for the type of its parameter is refused before anything is sent.
"""

from sqlalchemy_pglite.drivers.session import Session
from sqlalchemy_pglite.encoding import encode
from sqlalchemy_pglite.errors import InterfaceError as Closed

from . import arguments, exceptions
from .exceptions import *  # noqa: F403 - as asyncpg itself does
from .exceptions import from_report, InterfaceError

__version__ = "0.32.0"


async def connect(dsn=None, *, server_settings=None, **_):
    """There is one PostgreSQL to reach, wherever the arguments point."""
    return Connection(Session.connected(from_report, False, server_settings))


class Connection:
    def __init__(self, session):
        self._session = session

    async def execute(self, query, *args, timeout=None):
        answer = self.send(query, args)
        return answer["rowcount"]

    async def fetch(self, query, *args, timeout=None):
        return self._session.result(self.send(query, args))[1] or []

    async def fetchrow(self, query, *args, timeout=None):
        rows = await self.fetch(query, *args)
        return rows[0] if rows else None

    async def fetchval(self, query, *args, column=0, timeout=None):
        row = await self.fetchrow(query, *args)
        return None if row is None else row[column]

    async def executemany(self, command, args, *, timeout=None):
        rows = [self._encoded(command, each) for each in args]
        if rows:
            self._send(True, command, rows)

    def send(self, query, args):
        """One statement; the wire's answer."""
        return self._send(False, query, [self._encoded(query, args)])

    def _send(self, many, sql, rows):
        try:
            return self._session.send(many, sql, rows, sql=sql, parameters=rows)
        except Closed as closed:
            raise InterfaceError(str(closed)) from None

    def _encoded(self, sql, args):
        return [encode(value) for value in arguments.checked(sql, args, self._session)]

    def result(self, answer):
        return self._session.result(answer)

    def transaction(self, *, isolation=None, readonly=False, deferrable=False):
        return Transaction(self._session, isolation, readonly, deferrable)

    def is_in_transaction(self):
        return self._session.in_transaction

    def is_closed(self):
        return self._session.closed

    async def close(self, *, timeout=None):
        self._session.close()

    def terminate(self):
        self._session.end_quietly()

    async def reload_schema_state(self):
        """Types are looked up anew by themselves."""

    async def set_type_codec(self, typename, *, schema="public", encoder, decoder, format="text"):
        """For the types that SQLAlchemy asks it for; their binary format is the text, with a version before jsonb."""
        prefix = b"\x01" if typename == "jsonb" else b""
        oid = {"json": 114, "jsonb": 3802, "inet": 869, "cidr": 650}.get(typename)
        binary = format == "binary"
        self._session.decoders[oid] = lambda text: decoder(prefix + text.encode() if binary else text)

    def add_log_listener(self, callback):
        """Notices do not pass the wire."""

    def remove_log_listener(self, callback):
        """As above."""


class Transaction:
    """Begins with start(); what is executed without one commits by itself."""

    def __init__(self, session, isolation, readonly, deferrable):
        self._session = session
        self._options = isolation and isolation.replace("_", " ").upper(), readonly, deferrable

    async def start(self):
        session = self._session
        session.isolation_level, session.readonly, session.deferrable = self._options
        session.autocommit = False

    async def commit(self):
        self._session.commit()

    async def rollback(self):
        self._session.rollback()


__all__ = ["connect", "Connection", "exceptions", "Transaction"]

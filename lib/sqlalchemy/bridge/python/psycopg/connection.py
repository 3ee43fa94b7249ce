"""psycopg's connections, which begin a transaction with the first statement."""

from sqlalchemy_pglite.drivers.session import Session

from .cursor import AsyncCursor, Cursor
from .errors import from_report
from .pq import TransactionStatus

_JSON = (114, 3802)


class Info:
    def __init__(self, session):
        self._session = session

    @property
    def transaction_status(self):
        if not self._session.in_transaction:
            return TransactionStatus.IDLE
        return TransactionStatus.INERROR if self._session.failed else TransactionStatus.INTRANS


class BaseConnection:
    def __init__(self, context=None):
        self._session = Session.connected(from_report, True)
        self._isolation_level = None
        self.info = Info(self._session)
        self.adapters = context
        self.broken = False
        loads = getattr(context, "json_loads", None)
        if loads is not None:
            self._session.decoders.update(dict.fromkeys(_JSON, loads))

    @property
    def closed(self):
        return self._session.closed

    @property
    def autocommit(self):
        return self._session.autocommit

    @property
    def isolation_level(self):
        return self._isolation_level

    @property
    def read_only(self):
        return self._session.readonly

    @property
    def deferrable(self):
        return self._session.deferrable

    def _set_autocommit(self, value):
        self._session.autocommit = value

    def _set_isolation_level(self, value):
        self._isolation_level = value
        self._session.isolation_level = None if value is None else value.name.replace("_", " ")

    def _set_read_only(self, value):
        self._session.readonly = value

    def _set_deferrable(self, value):
        self._session.deferrable = value

    def add_notice_handler(self, callback):
        """Notices do not pass the wire."""

    def remove_notice_handler(self, callback):
        """As above."""


class Connection(BaseConnection):
    @classmethod
    def connect(cls, conninfo="", *, context=None, **_):
        """There is one PostgreSQL to reach, wherever the arguments point."""
        return cls(context)

    autocommit = BaseConnection.autocommit.setter(BaseConnection._set_autocommit)
    isolation_level = BaseConnection.isolation_level.setter(BaseConnection._set_isolation_level)
    read_only = BaseConnection.read_only.setter(BaseConnection._set_read_only)
    deferrable = BaseConnection.deferrable.setter(BaseConnection._set_deferrable)

    def cursor(self, name="", **_):
        return Cursor(self)

    def execute(self, query, params=None, **_):
        return self.cursor().execute(query, params)

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
        self.close()


class AsyncConnection(BaseConnection):
    @classmethod
    async def connect(cls, conninfo="", *, context=None, **_):
        return cls(context)

    async def set_autocommit(self, value):
        self._set_autocommit(value)

    async def set_isolation_level(self, value):
        self._set_isolation_level(value)

    async def set_read_only(self, value):
        self._set_read_only(value)

    async def set_deferrable(self, value):
        self._set_deferrable(value)

    def cursor(self, name="", **_):
        return AsyncCursor(self)

    async def execute(self, query, params=None, **_):
        return await self.cursor().execute(query, params)

    async def commit(self):
        self._session.commit()

    async def rollback(self):
        self._session.rollback()

    async def close(self):
        self._session.end_quietly()

    def terminate(self):
        self._session.end_quietly()

    async def __aenter__(self):
        return self

    async def __aexit__(self, kind, *_):
        await (self.commit() if kind is None else self.rollback())
        await self.close()

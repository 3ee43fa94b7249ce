"""psycopg's cursors. A statement without parameters goes as a simple query, of which the first result is read."""

from sqlalchemy_pglite.drivers.parameter_types import types_of
from sqlalchemy_pglite.drivers.placeholders import numbered
from sqlalchemy_pglite.encoding import encode
from sqlalchemy_pglite.errors import InterfaceError as Closed

from .errors import InterfaceError, ProgrammingError
from .pq import ExecStatus


class Result:
    """As much of libpq's PGresult as tells rows from none."""

    def __init__(self, status):
        self.status = status


class BaseCursor:
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
        self.pgresult = None
        self._rows = None

    def _execute(self, query, params):
        self._begin()
        text, rows = str(query), [[]]
        options = {"simple": "first"}
        if params is not None:
            text, keys = numbered(text, params, ProgrammingError)
            if keys:
                values = [params[key] for key in keys]
                rows, options = _written([values])
        answer = self._send(False, text, rows, sql=str(query), parameters=[_shown(params)], **options)
        self.rowcount = answer["rowcount"]
        self.description, self._rows = self.connection._session.result(answer)
        self.pgresult = Result(ExecStatus.COMMAND_OK if self._rows is None else ExecStatus.TUPLES_OK)
        if self._rows is not None:
            self.rownumber = 0

    def _executemany(self, query, params_seq):
        self._begin()
        sets = list(params_seq)
        self.rowcount = 0
        if not sets:
            return
        converted = [numbered(str(query), params, ProgrammingError) for params in sets]
        text, keys = converted[0]
        rows, options = _written([[params[key] for key in keys] for params in sets])
        shown = [_shown(params) for params in sets]
        answer = self._send(True, text, rows, sql=str(query), parameters=shown, **options)
        self.rowcount = answer["rowcount"]

    def _send(self, many, *arguments, **options):
        try:
            return self.connection._session.send(many, *arguments, **options)
        except Closed:
            raise InterfaceError("the connection is closed") from None

    def _begin(self):
        if self.closed:
            raise InterfaceError("the cursor is closed")
        self._forget()

    def _result(self):
        if self.closed:
            raise InterfaceError("the cursor is closed")
        if self._rows is None:
            raise ProgrammingError("the last operation didn't produce records (command status: None)")
        return self._rows

    def _fetch(self, size):
        rows = self._result()[self.rownumber :][:size]
        self.rownumber += len(rows)
        return rows

    def _close(self):
        self._forget()
        self.closed = True


def _written(sets):
    """The values of some parameter sets as text, and the types under which they go."""
    return [[encode(value) for value in values] for values in sets], {"types": types_of(sets, ProgrammingError)}


def _shown(params):
    if isinstance(params, dict):
        return {name: encode(value) for name, value in params.items()}
    return [encode(value) for value in params or ()]


class Cursor(BaseCursor):
    def execute(self, query, params=None, *, prepare=None, binary=None):
        self._execute(query, params)
        return self

    def executemany(self, query, params_seq, *, returning=False):
        self._executemany(query, params_seq)

    def fetchone(self):
        return next(iter(self._fetch(1)), None)

    def fetchmany(self, size=0):
        return self._fetch(size or self.arraysize)

    def fetchall(self):
        return self._fetch(None)

    def __iter__(self):
        return iter(self.fetchone, None)

    def nextset(self):
        return None

    def setinputsizes(self, sizes):
        """PEP 249 allows this to do nothing."""

    def close(self):
        self._close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._close()


class AsyncCursor(BaseCursor):
    async def execute(self, query, params=None, *, prepare=None, binary=None):
        self._execute(query, params)
        return self

    async def executemany(self, query, params_seq, *, returning=False):
        self._executemany(query, params_seq)

    async def fetchone(self):
        return next(iter(self._fetch(1)), None)

    async def fetchmany(self, size=0):
        return self._fetch(size or self.arraysize)

    async def fetchall(self):
        return self._fetch(None)

    async def __aiter__(self):
        while (row := await self.fetchone()) is not None:
            yield row

    async def close(self):
        self._close()

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        self._close()

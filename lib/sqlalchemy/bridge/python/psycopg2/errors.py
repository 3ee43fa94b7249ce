"""The classes of psycopg2's exceptions: one for each SQLSTATE."""

import sys

from sqlalchemy_pglite.drivers.report import Diagnostic
from sqlalchemy_pglite.drivers.sqlstates import CONDITIONS


class Warning(Exception):  # noqa: A001 - the name that PEP 249 gives it
    __module__ = "psycopg2"


class Error(Exception):
    __module__ = "psycopg2"
    pgcode = None
    pgerror = None
    cursor = None
    _report = None

    @property
    def diag(self):
        return Diagnostic(self._report)


class InterfaceError(Error):
    __module__ = "psycopg2"


class DatabaseError(Error):
    __module__ = "psycopg2"


class DataError(DatabaseError):
    __module__ = "psycopg2"


class OperationalError(DatabaseError):
    __module__ = "psycopg2"


class IntegrityError(DatabaseError):
    __module__ = "psycopg2"


class InternalError(DatabaseError):
    __module__ = "psycopg2"


class ProgrammingError(DatabaseError):
    __module__ = "psycopg2"


class NotSupportedError(DatabaseError):
    __module__ = "psycopg2"


class TransactionRollbackError(OperationalError):
    __module__ = "psycopg2.extensions"


class QueryCanceledError(OperationalError):
    __module__ = "psycopg2.extensions"


# By the first two letters of the SQLSTATE; DatabaseError for all others: psycopg2 2.9, error_type.c.
_BY_GROUP = {
    **dict.fromkeys(["22"], DataError),
    **dict.fromkeys(["23"], IntegrityError),
    **dict.fromkeys(["24", "25", "2B", "2D", "2F", "38", "39", "3B", "F0", "P0", "XX"], InternalError),
    **dict.fromkeys(["0A"], NotSupportedError),
    **dict.fromkeys(["08", "26", "27", "28", "34", "53", "54", "55", "57", "58", "HV"], OperationalError),
    **dict.fromkeys(["20", "21", "3D", "3F", "42", "44"], ProgrammingError),
    "40": TransactionRollbackError,
}

_BY_SQLSTATE = {}
_here = sys.modules[__name__]
for _code, _name in CONDITIONS.items():
    _parent = QueryCanceledError if _code == "57014" else _BY_GROUP.get(_code[:2], DatabaseError)
    _BY_SQLSTATE[_code] = type(_name, (_parent,), {"__module__": __name__})
    setattr(_here, _name, _BY_SQLSTATE[_code])


def lookup(code):
    return _BY_SQLSTATE[code]


def from_report(report):
    sqlstate = report["C"]
    class_ = _BY_SQLSTATE.get(sqlstate) or _BY_GROUP.get((sqlstate or "")[:2], DatabaseError)
    text = report.text()
    error = class_(f"{text}\n")
    error.pgcode = sqlstate
    error.pgerror = f"{report['S'] or 'ERROR'}:  {text}\n"
    error._report = report
    return error

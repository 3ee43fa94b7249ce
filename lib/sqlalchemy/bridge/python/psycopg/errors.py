"""The classes of psycopg's exceptions: one for each SQLSTATE."""

import sys

from sqlalchemy_pglite.drivers.report import Diagnostic
from sqlalchemy_pglite.drivers.sqlstates import CONDITIONS


class Warning(Exception):  # noqa: A001 - the name that PEP 249 gives it
    __module__ = "psycopg"


class Error(Exception):
    __module__ = "psycopg"
    sqlstate = None
    _report = None

    @property
    def diag(self):
        return Diagnostic(self._report)

    @property
    def pgconn(self):
        return None

    @property
    def pgresult(self):
        return None


class InterfaceError(Error):
    __module__ = "psycopg"


class DatabaseError(Error):
    __module__ = "psycopg"


class DataError(DatabaseError):
    __module__ = "psycopg"


class OperationalError(DatabaseError):
    __module__ = "psycopg"


class IntegrityError(DatabaseError):
    __module__ = "psycopg"


class InternalError(DatabaseError):
    __module__ = "psycopg"


class ProgrammingError(DatabaseError):
    __module__ = "psycopg"


class NotSupportedError(DatabaseError):
    __module__ = "psycopg"


# By the first two letters of the SQLSTATE; DatabaseError for all others: psycopg 3.3, errors.py.
_BY_GROUP = {
    **dict.fromkeys(["22"], DataError),
    **dict.fromkeys(["23"], IntegrityError),
    **dict.fromkeys(["24", "25", "2B", "2D", "XX"], InternalError),
    **dict.fromkeys(["0A"], NotSupportedError),
    **dict.fromkeys(
        ["08", "27", "28", "2F", "38", "39", "3B", "40", "53", "54", "55", "57", "58", "F0", "HV"], OperationalError
    ),
    **dict.fromkeys(["10", "20", "21", "26", "34", "3D", "3F", "42", "44", "P0"], ProgrammingError),
}

_BY_SQLSTATE = {}
_here = sys.modules[__name__]
for _code, _name in CONDITIONS.items():
    _parent = _BY_GROUP.get(_code[:2], DatabaseError)
    _BY_SQLSTATE[_code] = type(_name, (_parent,), {"sqlstate": _code, "__module__": __name__})
    setattr(_here, _name, _BY_SQLSTATE[_code])


def lookup(sqlstate):
    return _BY_SQLSTATE[sqlstate]


def from_report(report):
    sqlstate = report["C"]
    class_ = _BY_SQLSTATE.get(sqlstate) or _BY_GROUP.get((sqlstate or "")[:2], DatabaseError)
    error = class_(report.text())
    error.sqlstate = sqlstate
    error._report = report
    return error

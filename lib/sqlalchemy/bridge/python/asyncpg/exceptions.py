"""The classes of asyncpg's exceptions: one for each SQLSTATE, below that of its group."""

import sys

from sqlalchemy_pglite.drivers.sqlstates import ASYNCPG_CONDITIONS


class PostgresMessage:
    __module__ = "asyncpg.exceptions._base"
    severity = severity_en = sqlstate = message = detail = hint = position = internal_position = None
    internal_query = context = schema_name = table_name = column_name = data_type_name = constraint_name = None
    server_source_filename = server_source_line = server_source_function = query = None


_FIELDS = {
    "severity": "S", "severity_en": "V", "sqlstate": "C", "message": "M", "detail": "D", "hint": "H", "position": "P",
    "internal_position": "p", "internal_query": "q", "context": "W", "schema_name": "s", "table_name": "t",
    "column_name": "c", "data_type_name": "d", "constraint_name": "n", "server_source_filename": "F",
    "server_source_line": "L", "server_source_function": "R",
}  # fmt: skip


class PostgresError(PostgresMessage, Exception):
    __module__ = "asyncpg.exceptions._base"
    _report = None

    def __str__(self):
        text = self.args[0]
        if self.detail:
            text += f"\nDETAIL:  {self.detail}"
        if self.hint:
            text += f"\nHINT:  {self.hint}"
        return text


class FatalPostgresError(PostgresError):
    __module__ = "asyncpg.exceptions._base"


class UnknownPostgresError(FatalPostgresError):
    __module__ = "asyncpg.exceptions._base"


class InterfaceError(Exception):
    __module__ = "asyncpg.exceptions._base"

    def __init__(self, msg, *, detail=None, hint=None):
        super().__init__(msg)
        self.detail = detail
        self.hint = hint


class InternalClientError(Exception):
    __module__ = "asyncpg.exceptions._base"


class ProtocolError(InternalClientError):
    __module__ = "asyncpg.exceptions._base"


class PostgresLogMessage(PostgresMessage):
    __module__ = "asyncpg.exceptions._base"


class PostgresWarning(PostgresLogMessage, Warning):
    sqlstate = "01000"


_BY_SQLSTATE = {}
_here = sys.modules[__name__]
# The groups come first: "23000" before "23503".
for _code in sorted(ASYNCPG_CONDITIONS):
    _name = ASYNCPG_CONDITIONS[_code]
    _parent = _BY_SQLSTATE.get(_code[:2] + "000", PostgresError)
    _BY_SQLSTATE[_code] = type(_name, (_parent,), {"sqlstate": _code, "__module__": __name__})
    setattr(_here, _name, _BY_SQLSTATE[_code])


class InvalidCachedStatementError(_BY_SQLSTATE["0A000"]):
    pass


def from_report(report):
    error = _BY_SQLSTATE.get(report["C"], UnknownPostgresError)(report["M"])
    for name, letter in _FIELDS.items():
        if report[letter] is not None:
            setattr(error, name, report[letter])
    error._report = report
    return error

"""The exceptions of PEP 249, and which of them a SQLSTATE becomes."""


class Warning(Exception):  # noqa: A001 - the name that PEP 249 gives it
    pass


class Error(Exception):
    """PostgreSQL's own words are in the attributes; they are None when the error is not PostgreSQL's."""

    sqlstate = None
    detail = None
    constraint = None

    @property
    def pgcode(self):
        return self.sqlstate


class InterfaceError(Error):
    pass


class DatabaseError(Error):
    pass


class DataError(DatabaseError):
    pass


class OperationalError(DatabaseError):
    pass


class IntegrityError(DatabaseError):
    pass


class InternalError(DatabaseError):
    pass


class ProgrammingError(DatabaseError):
    pass


class NotSupportedError(DatabaseError):
    pass


# By the class of the SQLSTATE: https://www.postgresql.org/docs/18/errcodes-appendix.html
_BY_CLASS = {
    "08": OperationalError,
    "0A": NotSupportedError,
    "22": DataError,
    "23": IntegrityError,
    "25": InternalError,
    "2B": InternalError,
    "2D": InternalError,
    "40": OperationalError,
    "42": ProgrammingError,
    "53": OperationalError,
    "54": OperationalError,
    "55": OperationalError,
    "57": OperationalError,
    "58": OperationalError,
    "3D": ProgrammingError,
    "3F": ProgrammingError,
    "XX": InternalError,
}


def from_postgres(report):
    """The exception for an ErrorResponse: a dict with sqlstate, message, detail and constraint."""
    sqlstate = report["sqlstate"]
    error = _BY_CLASS.get((sqlstate or "")[:2], DatabaseError)(report["message"])
    error.sqlstate = sqlstate
    error.detail = report["detail"]
    error.constraint = report["constraint"]
    return error

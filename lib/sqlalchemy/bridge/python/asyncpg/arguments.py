"""Which values asyncpg encodes for which type of parameter, as far as programs get it wrong.

It asks PostgreSQL for the types while it prepares. Here they are read from the casts that SQLAlchemy writes, and
asked for, once for a text, only where there is none.
"""

from datetime import date
import re

from . import exceptions

# Of an array, whose elements nobody checks here, with its brackets.
_CAST = re.compile(r"\$(\d+)(?:::([A-Z ]+(?:\([\d, ]+\))?(?:\[\])*))?")
_TEXT, _BOOLEAN, _FLOAT, _DATE = "text", "boolean", "float", "date"
# Integers by their bits, oid apart, which has no sign and is wider than it has to be here.
_SMALLINT, _INTEGER, _BIGINT = 16, 32, 64
_BY_NAME = {
    "INTEGER": _INTEGER, "BIGINT": _BIGINT, "SMALLINT": _SMALLINT, "VARCHAR": _TEXT, "TEXT": _TEXT,
    "BOOLEAN": _BOOLEAN, "FLOAT": _FLOAT, "DOUBLE PRECISION": _FLOAT, "REAL": _FLOAT, "DATE": _DATE,
    "TIMESTAMP WITHOUT TIME ZONE": _DATE, "TIMESTAMP WITH TIME ZONE": _DATE,
}  # fmt: skip
_BY_OID = {
    16: _BOOLEAN, 20: _BIGINT, 21: _SMALLINT, 23: _INTEGER, 25: _TEXT, 26: _BIGINT, 700: _FLOAT, 701: _FLOAT,
    1042: _TEXT, 1043: _TEXT, 1082: _DATE, 1114: _DATE, 1184: _DATE,
}  # fmt: skip


def checked(sql, values, session):
    """The values as they are sent. Raises asyncpg's DataError."""
    casts = {}
    for number, name in _CAST.findall(sql):
        known = _BY_NAME.get(re.sub(r"\(.*\)", "", name).strip())
        casts[int(number)] = casts.get(int(number)) or known
    kinds = [casts.get(number) for number in range(1, len(values) + 1)]
    if any(kind is None and value is not None for kind, value in zip(kinds, values)):
        uncast = [number for number in casts if not re.search(rf"\${number}::", sql)]
        found = _types_of(sql, session) if uncast else []
        for number in uncast:
            if number <= min(len(kinds), len(found)):
                kinds[number - 1] = _BY_OID.get(found[number - 1])
    return [_encodable(number, value, kind) for number, (value, kind) in enumerate(zip(values, kinds), 1)]


def _types_of(sql, session):
    known = session.types_of_texts
    if sql not in known:
        found = _asked(sql, session)
        if not found:
            return found
        known[sql] = found
    return known[sql]


def _asked(sql, session):
    """The oids of the types that PostgreSQL finds; none for a text that it refuses, which it says when it is sent."""
    if session.failed:
        return []
    inside = session.in_transaction
    try:
        if inside:
            session.exchange("lookup", "SAVEPOINT pglite_types", [[]])
        try:
            session.exchange("lookup", f"PREPARE pglite_types AS {sql}", [[]])
        except exceptions.PostgresError:
            if inside:
                session.exchange("lookup", "ROLLBACK TO SAVEPOINT pglite_types", [[]])
                session.failed = False
            return []
        sought = "SELECT unnest(parameter_types)::oid::int8 FROM pg_prepared_statements WHERE name = 'pglite_types'"
        rows = session.exchange("lookup", sought, [[]])["rows"]
        session.exchange("lookup", "DEALLOCATE pglite_types", [[]])
        return [int(oid) for (oid,) in rows]
    finally:
        if inside and not session.failed:
            session.exchange("lookup", "RELEASE SAVEPOINT pglite_types", [[]])


def _encodable(number, value, kind):
    reason = None
    name = type(value).__name__
    if value is None or kind is None:
        return value
    if isinstance(kind, int):
        if isinstance(value, (float, bool)):
            return int(value)
        if not hasattr(value, "__index__"):
            reason = f"'{name}' object cannot be interpreted as an integer"
        elif not -(2 ** (kind - 1)) <= value.__index__() < 2 ** (kind - 1):
            reason = f"value out of int{kind} range"
    elif kind is _TEXT and not isinstance(value, str):
        reason = f"expected str, got {name}"
    elif kind is _BOOLEAN and not isinstance(value, bool):
        reason = f"a boolean is required (got type {name})"
    elif kind is _FLOAT and isinstance(value, str):
        reason = "must be real number, not str"
    elif kind is _DATE and not isinstance(value, date):
        reason = f"expected a datetime.date or datetime.datetime instance, got {name!r}"
    if reason is None:
        return value
    raise exceptions.DataError(f"invalid input for query argument ${number}: {value!r} ({reason})")

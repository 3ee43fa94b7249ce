"""Python values as psycopg2 writes them into a statement: https://www.psycopg.org/docs/usage.html#adaptation"""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
import math
from uuid import UUID


def literal(value, error):
    """`error` makes the exception for a type that psycopg2 does not know."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float, Decimal)):
        return _number(value)
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, datetime):
        return f"'{value.isoformat()}'::timestamp{'' if value.tzinfo is None else 'tz'}"
    if isinstance(value, date):
        return f"'{value.isoformat()}'::date"
    if isinstance(value, time):
        return f"'{value.isoformat()}'::{'time' if value.tzinfo is None else 'timetz'}"
    if isinstance(value, timedelta):
        return f"'{value.days} days {value.seconds}.{value.microseconds:06} seconds'::interval"
    if isinstance(value, (bytes, bytearray, memoryview)):
        return f"'\\x{bytes(value).hex()}'::bytea"
    if isinstance(value, UUID):
        return f"'{value}'::uuid"
    if isinstance(value, list):
        return f"ARRAY[{','.join(literal(each, error) for each in value)}]" if value else "'{}'"
    if isinstance(value, tuple):
        return f"({', '.join(literal(each, error) for each in value)})" if value else "NULL"
    if hasattr(value, "getquoted"):
        written = value.getquoted()
        return written.decode() if isinstance(written, bytes) else written
    raise error(f"can't adapt type '{type(value).__name__}'")


def _number(value):
    if not math.isfinite(value):
        name = "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
        return f"'{name}'::{'numeric' if isinstance(value, Decimal) else 'float'}"
    # the blank keeps a minus sign before it from becoming a comment
    return f"{' ' if value < 0 else ''}{value!r}" if not isinstance(value, Decimal) else f"{' ' if value < 0 else ''}{value}"


def quoted(text):
    """A string literal as libpq's PQescapeLiteral() writes it."""
    doubled = text.replace("'", "''")
    return " E'" + doubled.replace("\\", "\\\\") + "'" if "\\" in doubled else f"'{doubled}'"

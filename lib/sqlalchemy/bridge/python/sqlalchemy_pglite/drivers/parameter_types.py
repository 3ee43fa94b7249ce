"""The types under which psycopg sends Python's values, by oid; 0 leaves it to PostgreSQL, as it does for text."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from ipaddress import IPv4Address, IPv4Interface, IPv6Address, IPv6Interface
from uuid import UUID

UNKNOWN = 0
_ARRAYS = {
    16: 1000, 17: 1001, 20: 1016, 21: 1005, 23: 1007, 701: 1022, 869: 1041, 1082: 1182, 1083: 1183, 1114: 1115,
    1184: 1185, 1186: 1187, 1266: 1270, 1700: 1231, 2950: 2951,
}  # fmt: skip
_INTEGERS = [21, 23, 20, 1700]
_BY_CLASS = {
    bool: 16, bytes: 17, bytearray: 17, memoryview: 17, float: 701, date: 1082, timedelta: 1186, Decimal: 1700,
    UUID: 2950, IPv4Address: 869, IPv6Address: 869, IPv4Interface: 869, IPv6Interface: 869,
}  # fmt: skip


def type_of(value, error):
    """`error` makes the exception for a type that psycopg does not know."""
    if value is None or isinstance(value, (str, tuple)):
        return UNKNOWN
    if isinstance(value, list):
        elements = {type_of(each, error) for each in value}
        # A list in a list is an array of more dimensions.
        return next(iter(elements)) if elements & set(_ARRAYS.values()) else _ARRAYS.get(_common(elements), UNKNOWN)
    if isinstance(value, int) and not isinstance(value, bool):
        return next((oid for oid, bits in zip(_INTEGERS, (15, 31, 63)) if -(2**bits) <= value < 2**bits), 1700)
    if isinstance(value, datetime):
        return 1114 if value.tzinfo is None else 1184
    if isinstance(value, time):
        return 1083 if value.tzinfo is None else 1266
    for class_ in type(value).__mro__:
        if class_ in _BY_CLASS:
            return _BY_CLASS[class_]
    if hasattr(value, "pglite_oid"):
        return value.pglite_oid
    raise error(f"cannot adapt type '{type(value).__name__}' using placeholder '%s' (format: AUTO)")


def types_of(rows, error):
    """For each column of some parameter sets the one type that all its values have."""
    return [_common({type_of(value, error) for value in column}) for column in zip(*rows)]


def _common(oids):
    known = oids - {UNKNOWN}
    if known and known <= set(_INTEGERS):
        return max(known, key=_INTEGERS.index)
    return known.pop() if len(known) == 1 else UNKNOWN

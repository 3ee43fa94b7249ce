"""PostgreSQL's output text as Python values, by the type's oid (pg_type.dat). Other types stay text.

Settings that the texts depend on are PostgreSQL's defaults: DateStyle ISO, IntervalStyle postgres, bytea_output hex.
"""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
import json
import re
from uuid import UUID


def _boolean(text):
    return text == "t"


def _bytes(text):
    return bytes.fromhex(text[2:])


def _date(text):
    if text == "infinity":
        return date.max
    if text == "-infinity":
        return date.min
    return date.fromisoformat(text)


def _timestamp(text):
    if text == "infinity":
        return datetime.max
    if text == "-infinity":
        return datetime.min
    return datetime.fromisoformat(text)


_INTERVAL_UNIT = re.compile(r"([+-]?\d+) (year|mon|day)")
_INTERVAL_TIME = re.compile(r"([+-]?)(\d+):(\d\d):(\d\d(?:\.\d+)?)")


def _interval(text):
    """A year is 365 days and a month 30, as in asyncpg."""
    units = dict.fromkeys(("year", "mon", "day"), 0)
    for count, unit in _INTERVAL_UNIT.findall(text):
        units[unit] = int(count)
    result = timedelta(days=units["year"] * 365 + units["mon"] * 30 + units["day"])
    clock = _INTERVAL_TIME.search(text)
    if clock:
        sign, hours, minutes, seconds = clock.groups()
        whole, _, fraction = seconds.partition(".")
        part = timedelta(
            hours=int(hours),
            minutes=int(minutes),
            seconds=int(whole),
            microseconds=int(fraction.ljust(6, "0") or 0),
        )
        result += -part if sign == "-" else part
    return result


def _vector(text):
    """int2vector and oidvector, which the catalog uses."""
    return [int(each) for each in text.split()]


DECODERS = {
    16: _boolean,
    17: _bytes,
    20: int,
    21: int,
    22: _vector,
    23: int,
    26: int,
    30: _vector,
    114: json.loads,
    700: float,
    701: float,
    1082: _date,
    1083: time.fromisoformat,
    1114: _timestamp,
    1184: _timestamp,
    1186: _interval,
    1266: time.fromisoformat,
    1700: Decimal,
    2950: UUID,
    3802: json.loads,
}

# The oids of the array types of the element types above and of those whose elements stay text.
ARRAY_ELEMENTS = {
    199: 114,
    1000: 16,
    1001: 17,
    1002: 18,
    1003: 19,
    1005: 21,
    1007: 23,
    1009: 25,
    1014: 1042,
    1015: 1043,
    1016: 20,
    1021: 700,
    1022: 701,
    1028: 26,
    1115: 1114,
    1182: 1082,
    1183: 1083,
    1185: 1184,
    1187: 1186,
    1231: 1700,
    1270: 1266,
    2951: 2950,
    3807: 3802,
}

_ARRAY_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|([{},])|([^{},"]+)', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def array_decoder(element):
    """A decoder of arrays; `element` decodes one element, or is None for text."""

    def decode(text):
        # bounds other than 1 stand in front: [0:2]={1,2,3}
        body = text if text.startswith("{") else text[text.index("=") + 1 :]
        stack = [[]]
        for quoted, punctuation, bare in _ARRAY_TOKEN.findall(body):
            if punctuation == "{":
                stack.append([])
            elif punctuation == "}":
                inner = stack.pop()
                stack[-1].append(inner)
            elif punctuation == "":
                if bare == "NULL":
                    stack[-1].append(None)
                else:
                    item = bare or _ESCAPED.sub(r"\1", quoted)
                    stack[-1].append(element(item) if element else item)
        return stack[0][0]

    return decode

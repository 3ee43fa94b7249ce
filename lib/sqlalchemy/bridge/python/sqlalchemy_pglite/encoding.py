"""Python values as PostgreSQL reads them: the text format of the protocol, without binary parameters."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
import json
import re

# JavaScript's numbers are exact up to here.
_MAX_SAFE_INTEGER = 2**53 - 1


def encode(value):
    """A parameter for the wire: None, a str, or an int that JSON and JavaScript keep exactly."""
    if value is None or type(value) is str:
        return value
    if type(value) is int:
        return value if -_MAX_SAFE_INTEGER <= value <= _MAX_SAFE_INTEGER else str(value)
    return text_of(value)


def text_of(value):
    """The input text of a value that is not None."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, Decimal)):
        return str(value)
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return f"{value.days} days {value.seconds} seconds {value.microseconds} microseconds"
    if isinstance(value, (bytes, bytearray, memoryview)):
        return "\\x" + bytes(value).hex()
    if isinstance(value, (list, tuple)):
        return array_text(value)
    if isinstance(value, dict):
        return json.dumps(value)
    # UUID, the classes of ipaddress, sqlalchemy's Range: their own text is PostgreSQL's
    return str(value)


# An element of an array that is no text without quotes: empty, NULL, or with what separates elements.
_QUOTED = re.compile(r'^$|^null$|[\s{},"\\]', re.IGNORECASE)


def array_text(values):
    return "{" + ",".join(map(_element, values)) + "}"


def _element(value):
    if value is None:
        return "NULL"
    if isinstance(value, (list, tuple)):
        return array_text(value)
    text = text_of(value)
    if not _QUOTED.search(text):
        return text
    doubled = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{doubled}"'

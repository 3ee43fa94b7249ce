"""Values for columns that must have one, as SQL: any that pass."""

import itertools
import re

from sqlalchemy import Enum
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from sqlalchemy.types import TypeDecorator

_LIKELY = ("a@example.org", "https://example.org", "AAA", "AA", "A", "+4930123456", "00000", "a-a", "a_1", "1.0", "2026-01-01", "#000000")
"""What a pattern of a CHECK may want of a text."""


def literal(text):
    return "'" + str(text).replace("'", "''") + "'"


def letters(number):
    """1 is a, 26 z, 27 aa."""
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def _day(number):
    return f"2026-{(number - 1) // 28 % 12 + 1:02}-{(number - 1) % 28 + 1:02}"


_OF_TYPE = {
    "uuid": lambda n: literal(f"00000000-0000-0000-0000-{n:012x}"),
    "json": lambda n: literal("{}"),
    "jsonb": lambda n: literal("{}"),
    "bytea": lambda n: f"'\\x{n:02x}'",
    "xml": lambda n: literal("<a/>"),
    "hstore": lambda n: literal(""),
    "tsvector": lambda n: literal(letters(n)),
    "tsquery": lambda n: literal(letters(n)),
    "ltree": lambda n: literal(letters(n)),
    "date": lambda n: literal(_day(n)),
    "time without time zone": lambda n: literal(f"{n % 24:02}:00"),
    "time with time zone": lambda n: literal(f"{n % 24:02}:00+00"),
    "timestamp without time zone": lambda n: literal(f"{_day(n)} 12:00"),
    "timestamp with time zone": lambda n: literal(f"{_day(n)} 12:00+00"),
    "inet": lambda n: literal(f"192.0.2.{n % 256}"),
    "cidr": lambda n: literal(f"192.0.2.{n % 256}/32"),
    "macaddr": lambda n: literal(f"08:00:2b:01:02:{n % 256:02x}"),
    "macaddr8": lambda n: literal(f"08:00:2b:01:02:03:04:{n % 256:02x}"),
    "point": lambda n: literal(f"({n},0)"),
    "line": lambda n: literal("{1,1,0}"),
    "lseg": lambda n: literal("[(0,0),(1,1)]"),
    "box": lambda n: literal("(1,1),(0,0)"),
    "path": lambda n: literal("[(0,0),(1,1)]"),
    "polygon": lambda n: literal("((0,0),(1,1),(1,0))"),
    "circle": lambda n: literal("<(0,0),1>"),
    "money": lambda n: str(n),
}
_OF_CATEGORY = {
    "N": lambda n: str(n),
    "B": lambda n: "false",
    "T": lambda n: literal(f"{n} days"),
    "A": lambda n: literal("{}"),
    "R": lambda n: literal("empty"),
    "V": lambda n: "B'0'",
}


def value(column, declared, number, dialect, differs):
    """For the row of that number in its table. `declared` is what the models have of the column, or None; `differs` where no
    two rows may have the same."""
    labels = _labels(declared) or column.labels
    if labels:
        return literal(labels[(number - 1) % len(labels)])
    plain = _plain(column, number)
    if declared is None:
        return plain
    if isinstance(declared.default, ScalarElementColumnDefault) and not differs:
        given = _rendered(declared, declared.default.arg, dialect)
        if given is not None:
            return given
    if isinstance(declared.type, TypeDecorator) and not _loads(declared.type, plain, dialect):
        others = (literal("{}"), literal("[]"), "0", literal("1"), literal(""), literal("2026-01-01"), literal("00000000-0000-0000-0000-000000000001"))
        return next((other for other in others if _loads(declared.type, other, dialect)), plain)
    return plain


def discriminator(declared, identity, dialect):
    """What the column that says the class has for one."""
    return (declared is not None and _rendered(declared, identity, dialect)) or literal(identity)


def others(column, expression, given):
    """What else a column might have so that an expression of a CHECK holds: what it is compared with, and near it."""
    found = [given]
    texts = [text.replace("''", "'") for text in re.findall(r"'((?:[^']|'')*)'", expression)]
    numbers = [float(each) if "." in each else int(each) for each in re.findall(r"(?<![\w.'])-?\d+(?:\.\d+)?(?![\w'])", expression)]
    if column.category == "N":
        near = sorted({one + step for one in [*numbers, 0] for step in (-1, 0, 1)}, key=abs)
        found += [str(one) for one in near]
        found += [text for text in texts if re.fullmatch(r"-?\d+(\.\d+)?", text)]
    elif column.category == "B":
        found += ["true", "false"]
    elif column.category == "D":
        found += [literal(each) for each in ("2000-01-01", "2026-06-01", "2100-01-01")]
    elif column.category == "T":
        found += [literal("0"), literal("1 year")]
    elif column.labels:
        found += [literal(label) for label in column.labels]
    else:
        found += [literal(text) for text in (*texts, *_LIKELY)]
        found += [literal("a" * int(one)) for one in numbers if 0 < one <= 200]
    return list(dict.fromkeys(each for each in found if each is not None))


def choices(columns, most=4000):
    """All combinations, so many at most, the likeliest first."""
    return itertools.islice(itertools.product(*columns), most)


def _labels(declared):
    kind = getattr(declared, "type", None)
    kind = kind.impl if isinstance(kind, TypeDecorator) else kind
    return list(kind.enums) if isinstance(kind, Enum) else None


def _plain(column, number):
    make = _OF_TYPE.get(column.base) or _OF_CATEGORY.get(column.category)
    if make:
        return make(number)
    text = letters(number)
    return literal(text[-column.length :] if column.length else text)


def _rendered(declared, given, dialect):
    try:
        process = declared.type._cached_literal_processor(dialect)
        return process(given) if process else None
    except Exception:  # whatever the reader's own type raises
        return None


def _loads(kind, rendered, dialect):
    """Whether a type of the reader's own takes a value for one of its own."""
    raw = rendered[1:-1].replace("''", "'") if rendered.startswith("'") else rendered == "true" if rendered in ("true", "false") else float(rendered) if "." in rendered else int(rendered)
    try:
        kind.process_result_value(raw, dialect)
    except Exception:  # of any class
        return False
    return True

"""PostgreSQL's report of an error, in the words of libpq.

https://www.postgresql.org/docs/18/protocol-error-fields.html
"""


class Report:
    """A field by its letter; `sent` is the text that PostgreSQL could not do."""

    def __init__(self, error, sent):
        self.fields = {
            "C": error["sqlstate"], "M": error["message"], "D": error["detail"], "n": error["constraint"],
            **error.get("fields", {}),
        }  # fmt: skip
        self.sent = sent

    def __getitem__(self, letter):
        return self.fields.get(letter)

    def text(self):
        """As PQerrorMessage() has it after the severity, with the line that PostgreSQL points at."""
        lines = [self["M"], *self._pointer()]
        for label, letter in (("DETAIL", "D"), ("HINT", "H"), ("QUERY", "q"), ("CONTEXT", "W")):
            if self[letter] is not None:
                lines.append(f"{label}:  {self[letter]}")
        return "\n".join(lines)

    def _pointer(self):
        """fe-protocol3.c, reportErrorPosition(): long lines are shortened around the place."""
        if self["P"] is None:
            return []
        position = int(self["P"]) - 1
        start = self.sent.rfind("\n", 0, position) + 1
        end = self.sent.find("\n", position)
        line = self.sent[start:] if end < 0 else self.sent[start:end]
        label = f"LINE {self.sent.count(chr(10), 0, position) + 1}: "
        at = position - start
        first, last = _shown(at, len(line))
        label += "..." if first > 0 else ""
        shown = line[first:last].replace("\t", " ") + ("..." if last < len(line) else "")
        return [label + shown, " " * (len(label) + at - first) + "^"]


_WIDTH = 60
# What stays visible to the right of the place.
_MARGIN = 10


def _shown(at, length):
    """Which part of a line of some length is shown when the place in it is `at`."""
    if length <= _WIDTH:
        return 0, length
    if at + _MARGIN <= _WIDTH:
        return 0, _WIDTH
    last = min(length, at + _MARGIN)
    return max(0, last - _WIDTH), last


class Diagnostic:
    """error.diag of psycopg and psycopg2; every field is None when PostgreSQL has not said it."""

    def __init__(self, report):
        self._report = report

    def __getattr__(self, name):
        letter = _FIELDS.get(name)
        if letter is None:
            raise AttributeError(name)
        return None if self._report is None else self._report[letter]


_FIELDS = {
    "severity": "S", "severity_nonlocalized": "V", "sqlstate": "C", "message_primary": "M", "message_detail": "D",
    "message_hint": "H", "statement_position": "P", "internal_position": "p", "internal_query": "q", "context": "W",
    "schema_name": "s", "table_name": "t", "column_name": "c", "datatype_name": "d", "constraint_name": "n",
    "source_file": "F", "source_line": "L", "source_function": "R",
}  # fmt: skip


def report_of(error):
    """The report behind a driver's exception, or what SQLAlchemy's asyncpg dialect made of one; None without."""
    for each in (error, getattr(error, "__cause__", None)):
        report = getattr(each, "_report", None)
        if isinstance(report, Report):
            return report
    return None

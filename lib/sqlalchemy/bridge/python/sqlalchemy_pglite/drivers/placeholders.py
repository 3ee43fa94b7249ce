"""%(name)s and %s as psycopg and psycopg2 read them, and PostgreSQL's $1."""

from collections.abc import Mapping
import re

_PLACEHOLDER = re.compile(r"%(?:\(([^)]+)\).|.)", re.DOTALL)
_INTERPOLATED = re.compile(r"(%(?:%|\(([^)]*)\))?)")


def numbered(query, parameters, error):
    """psycopg: the text with $1, $2, ... and the names or positions whose values they are; `error` makes exceptions.

    psycopg 3.3, _queries.py, _split_query().
    """
    keys = []
    kinds = set()
    text = []
    end = 0
    for match in _PLACEHOLDER.finditer(query):
        text.append(query[end : match.start()])
        end = match.end()
        found = match.group(0)
        if found == "%%":
            text.append("%")
            continue
        if found == "%(":
            raise error(f"incomplete placeholder: '{query[match.start() :].split()[0]}'")
        if found == "% ":
            raise error(
                "incomplete placeholder: '%'; if you want to use '%' as an operator you can double it up, "
                "i.e. use '%%'"
            )
        if found[-1] not in "sbt":
            raise error(f"only '%s', '%b', '%t' are allowed as placeholders, got '{found}'")
        name = match.group(1)
        kinds.add(name is None)
        if len(kinds) > 1:
            raise error("positional and named placeholders cannot be mixed")
        key = len(keys) if name is None else name
        if key not in keys:
            keys.append(key)
        text.append(f"${keys.index(key) + 1}")
    text.append(query[end:])
    _check(keys, kinds, parameters, error)
    return "".join(text), keys


def _check(keys, kinds, parameters, error):
    named = isinstance(parameters, dict)
    if kinds == {False} and not named:
        raise TypeError("query parameters should be a mapping when using named placeholders")
    if kinds == {True} and named:
        raise TypeError("positional placeholders (%s) must be used with a sequence of parameters")
    if named:
        missing = [key for key in keys if key not in parameters]
        if missing:
            raise error(f"query parameter missing: {', '.join(sorted(missing))}")
    elif len(keys) != len(parameters):
        many = "" if len(keys) == 1 else "s"
        raise error(f"the query has {len(keys)} placeholder{many} but {len(parameters)} parameters were passed")


def interpolated(query, parameters, literal):
    """psycopg2: the text with the values written into it; a stray % asks for a value by its position.

    psycopg2 2.9, cursor_type.c, _mogrify().
    """
    if parameters is None:
        return query
    named, positional, doubled = {}, [], False
    for found, name in _INTERPOLATED.findall(query):
        if found == "%%":
            doubled = True
        elif name:
            named[name] = literal(parameters[name])
        elif isinstance(parameters, Mapping):
            kind = type(parameters)
            raise TypeError(f"{'' if kind is dict else kind.__module__ + '.'}{kind.__qualname__} is not a sequence")
        else:
            positional.append(literal(parameters[len(positional)]))
    if named and positional:
        raise ValueError("argument formats can't be mixed")
    if named:
        return query % named
    return query % tuple(positional) if positional or doubled else query

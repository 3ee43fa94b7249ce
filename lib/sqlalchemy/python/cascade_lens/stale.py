"""Which objects that Python holds are stale (M1): their rows are read again, past the Session, and compared.

What the witness saw says only whose rows to read: whether an object was loaded anew in between, or holds what a trigger
made of a row, can be told by nothing but the object.
"""

import json

from sqlalchemy import Column, func, select, String, tuple_
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.orm.session import _sessions
from sqlalchemy_pglite.dbapi import Cursor

from .recording import host, recording
from .unit_of_work import groups_of
from .wording import by_class, keys_of

# Writes statements that have their values in them: they go past the driver.
_dialect = PGDialect(paramstyle="named")
# More are not worth naming in a statement.
_MOST_NAMED = 200


def tell():
    """After a COMMIT, before anything expires by it."""
    held = [state for session in _sessions.values() for state in session.identity_map.all_states()]
    held = [state for state in held if state.obj() is not None and not state.expired]
    suspects = json.loads(host.suspects(json.dumps(groups_of(held)))) if held else []
    if not suspects:
        return
    named = {group["entity"]: set(map(json.dumps, group["keys"])) for group in suspects}
    by_mapper = {}
    for class_, members in by_class(held).items():
        wanted = named.get(class_.__name__, ())
        for state, key in zip(members, keys_of(members)):
            if wanted and json.dumps(key) in wanted:
                by_mapper.setdefault(state.mapper, []).append((state, key))
    found = [each for mapper, pairs in by_mapper.items() for each in _stale(mapper, pairs)]
    if found:
        host.stale(json.dumps(found), "commit")


def _stale(mapper, pairs):
    """Of some objects and their names, those that are not what their rows are: in which column, or None without a row."""
    columns = {
        each.key: each.columns[0] for each in mapper.column_attrs if isinstance(each.columns[0], Column)
    }  # fmt: skip
    dialect = pairs[0][0].session.get_bind(mapper).dialect
    rows = _rows(mapper, [*mapper.primary_key, *columns.values()], [key for _, key in pairs], dialect)
    for state, key in pairs:
        row = rows.get(tuple(state.key[1]))
        column = None if row is None else _other(state, zip(columns.items(), row))
        if row is None or column is not None:
            yield {"entity": state.class_.__name__, "key": key, "column": column}


def _other(state, row):
    """The column of which the object holds something else, unless the program has just put that there."""
    for (attribute, column), value in row:
        if attribute in state.dict and attribute not in state.committed_state:
            if not column.type.compare_values(state.dict[attribute], value):
                return column.name
    return None


def _rows(mapper, columns, keys, dialect):
    """By identity, the values of the columns after the key's, as a load of the object would have them."""
    statement = select(*columns).select_from(mapper.persist_selectable)
    if len(keys) <= _MOST_NAMED:
        key = tuple_(*[func.concat(column, type_=String) for column in mapper.primary_key])
        named = [tuple(map(str, each if isinstance(each, list) else [each])) for each in keys]
        statement = statement.where(key.in_(named))
    sql = str(statement.compile(dialect=_dialect, compile_kwargs={"literal_binds": True}))
    answer = recording.connection.exchange("lookup", sql, [[]])
    oids = [oid for _, oid in answer["columns"]]
    read = [_reader(column, dialect, oid) for column, oid in zip(columns, oids)]
    size, rows = len(mapper.primary_key), {}
    for row in Cursor(recording.connection)._decoded(answer["rows"], oids):
        values = [value if each is None else each(value) for each, value in zip(read, row)]
        rows[tuple(values[:size])] = values[size:]
    return rows


def _reader(column, dialect, oid):
    return column.type.dialect_impl(dialect).result_processor(dialect, oid)

"""Objects of the Session as the trace names them: ids, foreign keys, collections, and words for sentences."""

import enum
from functools import cache
from operator import attrgetter

from sqlalchemy.dialects import postgresql
from sqlalchemy.orm.attributes import instance_state
from sqlalchemy.orm.interfaces import MANYTOONE
from sqlalchemy.types import TypeDecorator


def _named(identity, mapper):
    """A primary key as the trace names it: an integer as it is, anything else as text, several as a list."""
    values = [_plain(value, column) for value, column in zip(identity, mapper.primary_key)]
    return values if len(values) > 1 else values[0]


def _plain(value, column):
    """As the database has it."""
    if isinstance(value, enum.Enum) or isinstance(column.type, TypeDecorator):
        process = _binds(column.type)
        value = value if process is None else process(value)
    if isinstance(value, bool):
        return "t" if value else "f"
    # JavaScript's numbers end there
    return value if value is None or type(value) is int and abs(value) < 2**53 else str(value)


@cache
def _binds(type_):
    dialect = postgresql.dialect()
    return type_.dialect_impl(dialect).bind_processor(dialect)


def worded(key):
    """A key in a sentence: several values as "(1, 2)"."""
    return f"({', '.join(map(str, key))})" if isinstance(key, list) else key


def key_of(state):
    """The primary key, also of an object that has not been saved; None while it has none."""
    if state.key is not None:
        return _named(state.key[1], state.mapper)
    mapper = state.mapper
    identity = [state.dict.get(mapper.get_property_by_column(column).key) for column in mapper.primary_key]
    return None if None in identity else _named(identity, mapper)


def keys_of(states):
    """key_of() of each, thousands at the cost of a few: saved objects with one integer for a key are the rule."""
    try:
        keys = [key for (key,) in [state.key[1] for state in states]]
    except (TypeError, ValueError):
        return [key_of(state) for state in states]
    if set(map(type, keys)) != {int} or max(keys) >= 2**53 or min(keys) <= -(2**53):
        return [key_of(state) for state in states]
    return keys


def by_class(states):
    """The states of each class, in the order in which the classes come."""
    if len(set(map(_CLASS, states))) == 1:
        return {states[0].class_: states}
    groups = {}
    for state in states:
        groups.setdefault(state.class_, []).append(state)
    return groups


_CLASS = attrgetter("class_")
_FOREIGN_KEYS = {}


def foreign_keys_of(mapper):
    """The columns that refer to another table, by the attributes that hold them."""
    if mapper not in _FOREIGN_KEYS:
        columns = [column for column in mapper.columns if column.foreign_keys and not column.primary_key]
        _FOREIGN_KEYS[mapper] = {mapper.get_property_by_column(column).key: column for column in columns}
    return _FOREIGN_KEYS[mapper]


def is_held(relationship):
    """Whether Python holds its members: of a dynamic or write-only collection an object has only a flag."""
    return relationship.lazy not in ("dynamic", "write_only")


_OWNED = {}


def owned_by(mapper):
    """The keys of the relationships that Python holds and whose other side has the foreign key."""
    if mapper not in _OWNED:
        _OWNED[mapper] = [
            each.key for each in mapper.relationships if each.direction is not MANYTOONE and is_held(each)
        ]
    return _OWNED[mapper]


def changes(states, name, with_columns=True):
    """Objects that enter a state together, grouped by class and by foreign keys."""
    said = []
    for class_, members in by_class(list(states)).items():
        columns = foreign_keys_of(members[0].mapper) if with_columns else {}
        groups = {}
        keys, values = keys_of(members), list(zip(*(_values(members, attribute) for attribute in columns)))
        if len(set(values)) <= 1 and None not in keys:
            groups[values[0] if values else ()] = keys
        else:
            for key, value in zip(keys, values or [()] * len(keys)):
                if key is not None:
                    groups.setdefault(value, []).append(key)
        for value, keys in groups.items():
            held = {
                column.name: _plain(each, column)
                for column, each in zip(columns.values(), value) if each is not _UNKNOWN
            }  # fmt: skip
            said.append(
                {"entity": class_.__name__, "keys": keys, "state": name, **({"foreignKeys": held} if held else {})}
            )
    return said


_UNKNOWN = object()


def _values(states, attribute):
    """Of an attribute that need not be loaded; an object that was never loaded reads as None what it was not given."""
    try:
        # state.dict, without its detour for objects that are gone
        known = [state.obj().__dict__.get(attribute, _UNKNOWN) for state in states]
        if _UNKNOWN not in known:
            return known
    except AttributeError:
        pass
    return [state.dict.get(attribute, _UNKNOWN if state.key else None) for state in states]


def collection(state, attribute, members=None):
    """A relationship of an object as Python holds it now, or with the members that it had."""
    values = state.dict
    if members is None:
        members = [instance_state(member) for member in _members_of(values.get(attribute))]
    keys = keys_of(members)
    return {
        "owner": state.class_.__name__,
        "key": key_of(state),
        "attribute": attribute,
        "loaded": attribute in values,
        # A member that was never saved has no name yet.
        "members": [key for key in keys if key is not None],
    }


def _members_of(value):
    """Of a collection of whatever class, or of an attribute that holds one object."""
    if value is None:
        return []
    adapter = getattr(value, "_sa_adapter", None)
    if adapter is not None:
        return list(adapter)
    if isinstance(value, dict):
        return list(value.values())
    return list(value) if isinstance(value, (list, tuple, set, frozenset)) else [value]


def called(states):
    """ "user 1", "the 3 posts", "the new post", "user 1 and the 3 posts"."""
    words = []
    for class_, members in by_class(list(states)).items():
        word = class_.__name__.lower()
        if len(members) > 1:
            words.append(f"the {len(members)} {plural(word)}")
        else:
            key = key_of(members[0])
            words.append(f"the new {word}" if key is None else f"{word} {worded(key)}")
    return " and ".join([*filter(None, [", ".join(words[:-1])]), *words[-1:]]) or "nothing"


def plural(word):
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    if word.endswith(("ss", "x", "z", "ch", "sh")):
        return f"{word}es"
    # News and Series are their own plural, and of Addresses nobody wants another.
    return word if word.endswith("s") else f"{word}s"


def attribute_of(state, attribute):
    """ "user1.posts"; of an object that was never saved "user.posts"."""
    key = key_of(state)
    return f"{state.class_.__name__.lower()}{'' if key is None else worded(key)}.{attribute}"

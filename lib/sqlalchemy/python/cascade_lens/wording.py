"""Objects of the Session as the trace names them: ids, foreign keys, collections, and words for sentences."""

from collections import Counter

from sqlalchemy.orm.interfaces import MANYTOONE


def named(identity):
    """A primary key as the trace names it: an integer as it is, anything else as text, several as "(1, 2)"."""
    if len(identity) > 1:
        return f"({', '.join(map(str, identity))})"
    value = identity[0]
    # JavaScript's numbers end there
    return value if isinstance(value, int) and abs(value) < 2**53 else str(value)


def key_of(state):
    """The primary key, also of an object that has not been saved; None while it has none."""
    if state.key is not None:
        return named(state.key[1])
    mapper = state.mapper
    identity = [state.dict.get(mapper.get_property_by_column(column).key) for column in mapper.primary_key]
    return None if None in identity else named(identity)


_FOREIGN_KEYS = {}


def foreign_key_of(mapper):
    """The attribute of the first column that refers to another table, or None."""
    if mapper not in _FOREIGN_KEYS:
        columns = [column for column in mapper.columns if column.foreign_keys and not column.primary_key]
        _FOREIGN_KEYS[mapper] = mapper.get_property_by_column(columns[0]).key if columns else None
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
    """Objects that enter a state together, grouped by class and by foreign key."""
    groups = {}
    attributes = {}
    for state in states:
        class_ = state.class_
        if class_ not in attributes:
            attributes[class_] = foreign_key_of(state.mapper) if with_columns else None
        attribute = attributes[class_]
        key = key_of(state)
        if key is None:
            continue
        group = (class_.__name__,)
        if attribute is not None:
            values = state.dict
            # an object that was never loaded reads as None what it has not been given
            if attribute in values or state.key is None:
                group = (class_.__name__, values.get(attribute))
        if group in groups:
            groups[group].append(key)
        else:
            groups[group] = [key]
    return [
        {"entity": group[0], "keys": keys, "state": name, **({"userId": group[1]} if len(group) > 1 else {})}
        for group, keys in groups.items()
    ]


def collection(state, attribute):
    """A relationship of an object as Python holds it now."""
    values = state.dict
    members = values.get(attribute)
    if members is None:
        members = []
    elif not isinstance(members, (list, tuple, set, frozenset)):
        members = list(members.values()) if isinstance(members, dict) else [members]
    return {
        "owner": state.class_.__name__,
        "key": key_of(state),
        "attribute": attribute,
        "loaded": attribute in values,
        "members": [key_of(member._sa_instance_state) for member in members],
    }


def called(states):
    """ "user 1", "the 3 posts", "user 1 and the 3 posts"."""
    counts = Counter(state.class_ for state in states)
    firsts = {}
    if any(count == 1 for count in counts.values()):
        firsts = {state.class_: state for state in states if counts[state.class_] == 1}
    words = []
    for class_, count in counts.items():
        word = class_.__name__.lower()
        words.append(f"{word} {key_of(firsts[class_])}" if count == 1 else f"the {count} {plural(word)}")
    return " and ".join([*filter(None, [", ".join(words[:-1])]), *words[-1:]]) or "nothing"


def plural(word):
    return f"{word[:-1]}ies" if word.endswith("y") and word[-2:-1] not in "aeiou" else f"{word}s"


def attribute_of(state, attribute):
    """ "user1.posts"."""
    return f"{state.class_.__name__.lower()}{key_of(state)}.{attribute}"

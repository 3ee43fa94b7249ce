"""What the mappers say of the reader's classes beyond what a trace has of them, for the judgement of their deletes."""

import re

from ..assumed import is_assumed
from ..mapping import described
from .kinds import name_of
from .places import generated_by
from .ways import ways_of

_DELETED = re.compile(r"(?:is_?|was_?)?(?:deleted|removed|archived)(?:_?(?:at|on|date|time))?", re.IGNORECASE)
"""The name of a column that marks rows as deleted."""


def facts_of(mappers, kinds, places):
    return [_class(mapper, kinds, places) for mapper in mappers]


def _class(mapper, kinds, places):
    deletable = kinds.can_be_deleted(mapper) and not is_assumed(mapper)
    relationships = {each.key: each for each in mapper.relationships}
    told = described(mapper)
    return {
        **told,
        "relationships": [
            {**one, **_relationship(mapper, relationships[one["attribute"]], kinds, places)} for one in told["relationships"] if one["attribute"] in relationships
        ],
        "module": mapper.class_.__module__,
        "place": places.of_class(mapper.class_),
        "assumed": is_assumed(mapper),
        "ways": ways_of(mapper) if deletable else [],
        "links": [link.place for link in kinds.of(mapper).links],
        "hearsDeletes": bool(mapper.dispatch.before_delete) or bool(mapper.dispatch.after_delete),
        "softDelete": next((column.name for column in mapper.columns if _DELETED.fullmatch(column.name)), None),
    }


def _relationship(mapper, relationship, kinds, places):
    """`keys` are the foreign keys that it goes by; over an association table, those from there to this class come first."""
    own = _over(kinds, relationship.synchronize_pairs)
    made_by = generated_by(relationship)
    options = made_by.backref[1] if made_by is not None and isinstance(made_by.backref, tuple) else {}
    return {
        "keys": own,
        "place": places.of_relationship(mapper, relationship.key),
        "inherited": relationship.parent is not mapper,
        "targets": sorted(name_of(each) for each in relationship.mapper.tables),
        "backref": made_by is not None and not {"cascade", "passive_deletes"} & set(options),
    }


def _over(kinds, pairs):
    """The places of the foreign keys that pairs of columns are of."""
    wanted = {tuple(sorted((name_of(side.table), side.name) for side in pair)) for pair in pairs}
    found = []
    for table in kinds.tables.values():
        for key in table.foreign_keys:
            own = {tuple(sorted([(key.table, one), (key.target, other)])) for one, other in zip(key.columns, key.target_columns)}
            if own <= wanted:
                found.append(key.place)
    return found

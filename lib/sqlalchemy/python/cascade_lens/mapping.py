"""The mapped classes of a program and their relationships, as SQLAlchemy's mappers have them."""

from sqlalchemy.orm import Mapper
from sqlalchemy.orm.mapper import _all_registries


class Mapping:
    """Of the classes that are mapped from now on."""

    def __init__(self):
        self.others = set(_all_registries())

    def registries(self):
        return [registry for registry in _all_registries() if registry not in self.others]

    def dispose(self):
        """Classes that could not be configured would keep others from it."""
        for registry in self.registries():
            registry.dispose(cascade=True)

    def mappers(self) -> list[Mapper]:
        # registry.mappers raises where a class could not be mapped
        managers = [manager for registry in self.registries() for manager in registry._managers if manager.is_mapped]
        mappers = [manager.mapper for manager in managers]
        return sorted(mappers, key=lambda mapper: mapper.class_.__name__)

    def classes_by_table(self):
        """Those whose objects go by the names that the rows of the table have.

        Asks for nothing that would configure the mappers, which is the program's to do and may warn.
        """
        classes = {}
        for mapper in self.mappers():
            for table in _tables_with_its_key(mapper):
                classes.setdefault(_name(table), []).append(mapper.class_.__name__)
        return classes

    def describe(self):
        """After the program. Mappers that could not be configured have no relationships."""
        return [described(mapper) for mapper in self.mappers()]


def metadatas_of(mappers):
    """Those of the tables that classes are mapped to, each once."""
    return list(dict.fromkeys(mapper.local_table.metadata for mapper in mappers if hasattr(mapper.local_table, "metadata")))


def described(mapper):
    return {
        "name": mapper.class_.__name__,
        "tables": [_name(table) for table in _tables(mapper)],
        "inherits": mapper.inherits and mapper.inherits.class_.__name__,
        "relationships": [_relationship(each) for each in _relationships(mapper)],
    }


def _name(table):
    """With the schema that it was declared in; what a class is mapped to may also be a query or a JOIN."""
    return getattr(table, "fullname", None) or getattr(table, "name", None) or str(table)


def _tables(mapper):
    """Its own first; of a JOIN those that it joins."""
    own = [mapper.local_table] if hasattr(mapper.local_table, "name") else []
    return dict.fromkeys([*own, *reversed(mapper.tables)])


def _tables_with_its_key(mapper):
    """The tables whose primary key is the object's: a table of inheritance may have another one of its own."""
    known, tables = set(mapper.primary_key), []
    for table in mapper.tables:
        key = list(table.primary_key)
        if key and all(column in known or _refers(column, known) for column in key):
            known.update(key)
            tables.append(table)
    return tables


def _refers(column, to):
    return any(foreign_key.column in to for foreign_key in column.foreign_keys)


def _relationships(mapper):
    try:
        return list(mapper.relationships)
    except Exception:  # of any class: the texts in a relationship() are Python of the program's own
        return []


def _relationship(relationship):
    reverse = sorted(each.key for each in relationship._reverse_property)
    return {
        "attribute": relationship.key,
        "target": relationship.mapper.class_.__name__,
        "direction": relationship.direction.name.lower().replace("to", "-to-"),
        "uselist": bool(relationship.uselist),
        "cascade": sorted(relationship.cascade),
        "passiveDeletes": relationship.passive_deletes,
        "secondary": None if relationship.secondary is None else _name(relationship.secondary),
        "reverse": reverse[0] if reverse else None,
        "lazy": relationship.lazy if isinstance(relationship.lazy, str) else "select",
        "viewonly": relationship.viewonly,
        "postUpdate": relationship.post_update,
        "singleParent": bool(relationship.single_parent),
    }

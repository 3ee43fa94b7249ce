"""The mapped classes of a program and their relationships, as SQLAlchemy's mappers have them."""

from sqlalchemy.orm import Mapper
from sqlalchemy.orm.mapper import _all_registries


class Mapping:
    """Of the classes that are mapped from now on."""

    def __init__(self):
        self.others = set(_all_registries())

    def _mappers(self) -> list[Mapper]:
        registries = [registry for registry in _all_registries() if registry not in self.others]
        # registry.mappers raises where a class could not be mapped
        managers = [manager for registry in registries for manager in registry._managers if manager.is_mapped]
        mappers = [manager.mapper for manager in managers]
        return sorted(mappers, key=lambda mapper: mapper.class_.__name__)

    def classes_by_table(self):
        """Asks for nothing that would configure the mappers, which is the program's to do and may warn."""
        return {_name(mapper.local_table): mapper.class_.__name__ for mapper in self._mappers()}

    def describe(self):
        """After the program. Mappers that could not be configured have no relationships."""
        return [
            {
                "name": mapper.class_.__name__,
                "tables": [_name(table) for table in _tables(mapper)],
                "inherits": mapper.inherits and mapper.inherits.class_.__name__,
                "relationships": [_relationship(each) for each in _relationships(mapper)],
            }
            for mapper in self._mappers()
        ]


def _name(table):
    """With the schema that it was declared in; what a class is mapped to may also be a query."""
    return getattr(table, "fullname", table.name)


def _tables(mapper):
    """Its own first."""
    return dict.fromkeys([mapper.local_table, *reversed(mapper.tables)])


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

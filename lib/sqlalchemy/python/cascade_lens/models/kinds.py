"""What a seeded row can be: an object of a class, with a row in each of its tables, or a row of a table without a class."""

from dataclasses import dataclass, field

from sqlalchemy import Column
from sqlalchemy.orm import Mapper
from sqlalchemy.sql import operators, visitors

from .catalog import ForeignKey, Table


@dataclass(eq=False)
class Kind:
    mapper: Mapper | None
    tables: list[Table]
    """Of inheritance, the base first."""
    links: list[ForeignKey] = field(default_factory=list)
    """From the table of each subclass to its parent's."""
    discriminators: dict[tuple[str, str], object] = field(default_factory=dict)
    """The column that says the class, and what it says."""


class Kinds:
    """`tables` are those of the catalog; `mappers` have been configured."""

    def __init__(self, tables, mappers):
        self.tables = tables
        self.mappers = sorted(mappers, key=lambda mapper: mapper.class_.__name__)
        self.links = {link for mapper in self.mappers for link in self._links(mapper)}
        self._kinds = {}

    def of(self, mapper):
        if mapper not in self._kinds:
            chain = [each for each in reversed(list(mapper.iterate_to_root())) if not mapper.concrete or each is mapper]
            tables = list(dict.fromkeys(self.tables[name_of(each.local_table)] for each in chain if name_of(each.local_table) in self.tables))
            self._kinds[mapper] = Kind(
                mapper,
                tables,
                [link for each in chain for link in self._links(each)],
                {
                    (name_of(column.table), column.name): mapper.polymorphic_identity
                    for column in [mapper.polymorphic_on]
                    if isinstance(column, Column) and name_of(column.table) in self.tables
                },
            )
        return self._kinds[mapper]

    def can_be_deleted(self, mapper):
        """Whether there are objects of exactly this class, in tables that are there."""
        kind = self.of(mapper)
        return has_objects(mapper) and bool(kind.tables) and kind.tables[-1].name == name_of(mapper.local_table)

    def of_child(self, key, parent):
        """The kind of the rows that point at an object by a foreign key: what the relationship over it leads to."""
        return self._of_row(key.table, self._led_to(parent.mapper, key, key.table))

    def of_target(self, key, child):
        """The kind of the row that a foreign key points at."""
        return self._of_row(key.target, self._led_to(child.mapper, key, key.target))

    def _of_row(self, table, mapper):
        mapper = mapper or self._open(table)
        return self.of(mapper) if mapper else Kind(None, [self.tables[table]])

    def _open(self, table):
        """Nothing says which class: the base, or else the first subclass by name."""
        of_table = [each for each in self.mappers if name_of(each.local_table) == table]
        base = next((each for each in of_table if each.inherits not in of_table), None)
        if base is None or has_objects(base):
            return base
        return next((each for each in self.mappers if each in base.self_and_descendants and has_objects(each) and not each.concrete), None)

    def _led_to(self, mapper, key, table):
        for relationship in mapper.relationships if mapper else ():
            if relationship.secondary is not None or not _is_over(relationship, key):
                continue
            target = relationship.mapper
            if has_objects(target) and any(name_of(each) == table for each in target.tables):
                return target
        return None

    def _links(self, mapper):
        if mapper.inherits is None or mapper.concrete or mapper.local_table is mapper.inherits.local_table:
            return []
        own = name_of(mapper.local_table)
        if own not in self.tables or mapper.inherit_condition is None:
            return []
        columns = set()
        for each in visitors.iterate(mapper.inherit_condition):
            if getattr(each, "operator", None) is operators.eq:
                columns.update(side.name for side in (each.left, each.right) if name_of(getattr(side, "table", None)) == own)
        parents = {name_of(each) for each in mapper.inherits.tables}
        return [key for key in self.tables[own].foreign_keys if set(key.columns) == columns and key.target in parents]


def has_objects(mapper):
    """A base class without an identity of its own has none."""
    return mapper.polymorphic_on is None or mapper.polymorphic_identity is not None


def name_of(table):
    return getattr(table, "fullname", str(table)).removeprefix("public.")


def _is_over(relationship, key):
    """Whether a relationship goes by a foreign key, from either side."""
    pairs = {(name_of(side.table), side.name) for pair in relationship.synchronize_pairs for side in pair}
    return pairs == {*((key.table, name) for name in key.columns), *((key.target, name) for name in key.target_columns)}

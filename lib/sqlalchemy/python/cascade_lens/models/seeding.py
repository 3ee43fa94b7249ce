"""Rows for the deletes of a class: an object that is deleted, children and grandchildren on every key, and beside it another
one with children of its own, of which nothing may be touched.

1. The victim is of exactly its class. Each of its foreign keys is filled, each with a fresh row.
2. For each foreign key of any table into its tables two children, or as many as are asked for; one where the key contains
   a whole PRIMARY KEY or UNIQUE.
3. Below each child two of each, and no further.
4. Any other foreign key of theirs is NULL where it may be, else it gets a fresh row. Fresh rows have no children.
   So does a key that is ON DELETE SET DEFAULT with a constant: for the row that the constant points at.
5. A key that may be NULL and points at the table of the row's own children gets the first of them, and makes no
   grandchildren.
6. The other one has two children on every key.

Other columns have a value where they must.
"""

from dataclasses import dataclass, field
import re

from ..mapping import metadatas_of
from .catalog import ForeignKey, quoted, sent, Table
from .kinds import Kind, Kinds, name_of
from .values import choices, discriminator, others, value

FEW = 2


@dataclass(eq=False)
class Row:
    table: Table
    number: int
    """From 1, in its table."""
    values: dict[str, object] = field(default_factory=dict)
    """SQL, or the place in another row that it is the same as."""
    given: set[str] = field(default_factory=set)
    """The columns that stand for what the row was made for."""

    def at(self, column):
        found = self.values.get(column)
        return found[0].at(found[1]) if isinstance(found, tuple) else found


@dataclass(eq=False)
class Thing:
    """An object, or a row without a class."""

    kind: Kind
    rows: dict[str, Row]
    children: list["tuple[ForeignKey, Thing]"] = field(default_factory=list)


def _constant(default):
    """SQL without its cast, of a number or a text; else None."""
    found = re.fullmatch(r"(-?\d+|'(?:[^']|'')*')(?:::[\w \"().]+)?", default or "")
    return found and (found[1].strip("'") if re.fullmatch(r"'-?\d+'", found[1]) and "::integer" in default else found[1])


class Seeding:
    """`only`: the place of the one foreign key that gets children, where one is to be seeded alone."""

    def __init__(self, kinds: Kinds, dialect, children=FEW, only=None):
        self.kinds = kinds
        self.dialect = dialect
        self.children = children
        self.only = only
        self.rows = []
        self.family = []
        """The rows of the victim, its children and grandchildren."""
        self.needed = set()
        """Those that are only there because a key needs them."""
        self.numbers = {}
        self.targets = {(key.target, name) for table in kinds.tables.values() for key in table.foreign_keys for name in key.target_columns}
        self.declared = {}
        for mapper in kinds.mappers:
            for table in mapper.tables:
                for column in table.columns:
                    self.declared[name_of(table), column.name] = column
        for metadata in metadatas_of(kinds.mappers):
            for table in metadata.tables.values():
                for column in table.columns:
                    self.declared.setdefault((name_of(table), column.name), column)

    def seed(self, mapper):
        """The victim."""
        kind = self.kinds.of(mapper)
        victim = self._tree(kind, self.children)
        self.family = [row for row in self.rows if row not in self.needed]
        self._tree(kind, FEW)
        self._fill()
        return victim

    def _tree(self, kind, children):
        victim = self._thing(kind)
        self._grow(victim, children, 2)
        self._point(victim, everywhere=True)
        return victim

    def _thing(self, kind, given=None, of=None):
        """An object with the columns that are given; those of its keys to come."""
        rows = {}
        for table in kind.tables:
            number = self.numbers[table.name] = self.numbers.get(table.name, 0) + 1
            rows[table.name] = Row(table, number)
            of_keys = {column for key in table.foreign_keys for column in key.columns}
            for name in table.columns:
                if (name in table.primary or (table.name, name) in self.targets) and name not in of_keys:
                    self._have(rows[table.name], name)
        for link in kind.links:
            if link.table in rows and link.target in rows:
                for own, target in zip(link.columns, link.target_columns):
                    self._give(rows[link.table], own, (rows[link.target], target))
        for (table, column), identity in kind.discriminators.items():
            if table in rows:
                rows[table].values[column] = discriminator(self.declared.get((table, column)), identity, self.dialect)
        for column, what in (given or {}).items():
            self._give(rows[of], column, what)
        self.rows.extend(rows.values())
        return Thing(kind, rows)

    @staticmethod
    def _give(row, column, what):
        row.values[column] = what
        row.given.add(column)

    def _incoming(self, thing):
        for table in self.kinds.tables.values():
            for key in table.foreign_keys:
                if key.target in thing.rows and key not in self.kinds.links:
                    yield key

    def _grow(self, thing, count, depth, but=None):
        """Children of each foreign key that leads here, and then theirs."""
        incoming = [key for key in self._incoming(thing) if key is not but]
        if depth == 2 and self.only is not None:
            incoming = [key for key in incoming if key.place == self.only]
        circles = self._circles(thing, incoming)
        for key in incoming:
            table = self.kinds.tables[key.table]
            once = any(set(unique) <= set(key.columns) for unique in table.uniques)
            kind = self.kinds.of_child(key, thing.kind)
            self._default(key, thing)
            for _ in range(1 if once else count):
                target = thing.rows[key.target]
                child = self._thing(kind, {own: (target, its) for own, its in zip(key.columns, key.target_columns)}, key.table)
                thing.children.append((key, child))
                if depth > 1:
                    back = next((circle for circle in circles if circle.target in child.rows), None)
                    self._grow(child, FEW, depth - 1, back)
        for _, child in thing.children:
            self._point(child)

    def _default(self, key, thing):
        """The row that children point at once this one is gone, where their key says so."""
        table = self.kinds.tables[key.table]
        constants = [_constant(table.columns[name].default) for name in key.columns]
        if not key.sets_default or None in constants:
            return
        there = [tuple(row.at(name) for name in key.target_columns) for row in self.rows if row.table.name == key.target]
        if tuple(constants) in there:
            return
        fresh = self._thing(self.kinds.of(thing.kind.mapper) if thing.kind.mapper else thing.kind, dict(zip(key.target_columns, constants)), key.target)
        self.needed.update(fresh.rows.values())
        self._point(fresh, within=(fresh,))

    def _circles(self, thing, incoming):
        """The keys of a row that may be NULL and point at the table of its own children."""
        below = {table.name for key in incoming for table in self.kinds.of_child(key, thing.kind).tables}
        return [key for key in self._outgoing(thing) if key.target in below and key.target not in thing.rows and self._may_be_null(thing, key)]

    def _outgoing(self, thing):
        return [key for table in thing.kind.tables for key in table.foreign_keys if key not in self.kinds.links]

    def _may_be_null(self, thing, key):
        row = thing.rows[key.table]
        return any(not row.table.columns[column].not_null and column not in row.given for column in key.columns)

    def _point(self, thing, everywhere=False, within=()):
        """Fills its own foreign keys."""
        for key in self._outgoing(thing):
            row = thing.rows[key.table]
            if all(column in row.given for column in key.columns):
                self._fulfil(key, row, thing, within)
                continue
            loose = self._may_be_null(thing, key)
            if loose and key.target not in thing.rows:
                first = next((child for _, child in thing.children if key.target in child.rows), None)
                if first is not None:
                    self._lead(key, row, first.rows[key.target])
                    continue
            if loose and not everywhere:
                continue
            self._lead(key, row, self._fresh(key, row, thing, within))

    def _lead(self, key, row, target):
        for own, its in zip(key.columns, key.target_columns):
            if own not in row.given:
                self._give(row, own, (target, its))

    def _fulfil(self, key, row, thing, within):
        """A key whose columns other keys have given: the row that it points at may have to be made."""
        wanted = tuple(row.at(column) for column in key.columns)
        there = (tuple(each.at(column) for column in key.target_columns) for each in self.rows if each.table.name == key.target)
        if None not in wanted and wanted not in there:
            self._fresh(key, row, thing, within)

    def _fresh(self, key, row, thing, within):
        """The row that a key points at; one that is being made already where keys go in a circle."""
        again = next((each for each in within if key.target in each.rows), None)
        if again is not None:
            return again.rows[key.target]
        given = {its: row.values[own] for own, its in zip(key.columns, key.target_columns) if own in row.given}
        fresh = self._thing(self.kinds.of_target(key, thing.kind), given, key.target)
        self.needed.update(fresh.rows.values())
        self._point(fresh, within=(*within, fresh))
        return fresh.rows[key.target]

    def _fill(self):
        for row in self.rows:
            for name, column in row.table.columns.items():
                if name not in row.values and (name in row.table.primary or column.not_null and not column.has_default):
                    self._have(row, name)

    def _have(self, row, name):
        """A value of its own."""
        column = row.table.columns[name]
        if not column.is_generated:
            differs = any(name in unique for unique in row.table.uniques)
            row.values[name] = value(column, self.declared.get((row.table.name, name)), row.number, self.dialect, differs)

    def satisfy(self, connection):
        """Has the CHECKs hold. Those that nothing was found for, and their tables."""
        dropped, found = {}, {}
        for row in self.rows:
            for check in row.table.checks:
                if check in dropped or self._holds(connection, row, [check]):
                    continue
                if not self._mend(connection, row, check, dropped, found):
                    dropped[check] = row.table
        return dropped

    def _mend(self, connection, row, check, dropped, found):
        keys = {column for key in row.table.foreign_keys for column in key.columns}
        free = [name for name in check.columns if name not in row.table.primary and not row.table.columns[name].is_generated]
        free = [name for name in free if name not in keys or name in row.given and not row.table.columns[name].not_null]
        checks = [each for each in row.table.checks if each not in dropped and set(each.columns) & set(check.columns)]
        options = []
        for name in free:
            column = row.table.columns[name]
            given = row.at(name)
            if name in keys:
                options.append([given, "NULL"])
                continue
            more = [*found.get((row.table.name, name), []), *others(column, check.expression, given)]
            options.append([*more, *([] if column.not_null else ["NULL"])])
        for combination in choices(options):
            tried = dict(zip(free, combination))
            if self._holds(connection, row, checks, tried):
                for name, what in tried.items():
                    if what != row.at(name):
                        row.values[name] = what
                        if name not in keys:
                            found.setdefault((row.table.name, name), []).insert(0, what)
                return True
        return False

    def _holds(self, connection, row, checks, instead=None):
        """Whether PostgreSQL finds that the CHECKs hold for a row."""
        columns = {name for check in checks for name in check.columns}
        shown = []
        for name in sorted(columns):
            column = row.table.columns[name]
            what = (instead or {}).get(name) or row.at(name) or "NULL"
            shown.append(f"CAST({what} AS {column.type}) AS {quoted(name)}")
        condition = " AND ".join(f"({check.expression}) IS NOT FALSE" for check in checks)
        try:
            with connection.begin_nested():
                return sent(connection, f"SELECT {condition} FROM (SELECT {', '.join(shown)}) AS {quoted(row.table.name.split('.')[-1])}").scalar()
        except Exception:  # a value that the type does not take
            return False


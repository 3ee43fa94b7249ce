"""The ways in which an object can be deleted or taken out, as programs: what the reader would write."""

import keyword
import re

from sqlalchemy.orm import RelationshipDirection

from ..marker import MARKER
from .values import literal

_MARK = f"# {MARKER}"


def collections_of(mapper):
    """The relationships out of which a member can be taken."""
    return [each for each in _loadable(mapper) if each.uselist]


def ways_of(mapper):
    return ["delete", "delete-loaded", "bulk", *(f"remove:{each.key}" for each in sorted(collections_of(mapper), key=lambda each: each.key))]


def _loadable(mapper):
    return [each for each in mapper.relationships if each.direction is not RelationshipDirection.MANYTOONE and not each.viewonly]


def _is_query(relationship):
    return relationship.lazy in ("dynamic", "write_only")


class Program:
    """The text of one. `key` are the victim's columns of its primary key, as SQL."""

    def __init__(self, mapper, way, key, is_async):
        self.mapper = mapper
        self.way = way
        self.key = key
        self.is_async = is_async
        self.name = mapper.class_.__name__
        self.variable = variable(self.name)
        self.of_sqlalchemy = set()
        self.of_orm = set()
        self.of_python = set()
        self.used = []

    def uses_backrefs(self):
        """Whether it names a relationship that is there once SQLAlchemy has configured the mappers."""
        return any(each.backref for one in self.used for each in one._reverse_property)

    def lines(self):
        """Within a Session that is called session."""
        wait = "await " if self.is_async else ""
        if self.way == "bulk":
            self.of_sqlalchemy.add("delete")
            options = 'execution_options={"synchronize_session": False}'
            return [_MARK, f"{wait}session.execute(delete({self.name}).where({self._condition()}), {options})", f"{wait}session.commit()"]
        if self.way.startswith("remove:"):
            return self._removal(self.mapper.relationships[self.way.removeprefix("remove:")], wait)
        loaded = [each for each in _loadable(self.mapper) if not _is_query(each)] if self.way == "delete-loaded" else []
        return [f"{self.variable} = {self._got(loaded, wait)}", "", _MARK, f"{wait}session.delete({self.variable})", f"{wait}session.commit()"]

    def _removal(self, relationship, wait):
        target = relationship.mapper
        member = variable(target.class_.__name__)
        if member == self.variable:
            member = f"first_{member}"
        place = f"{self.variable}.{relationship.key}"
        self.used.append(relationship)
        own = [target.get_property_by_column(column).key for column in target.primary_key]
        key = f"lambda each: each.{own[0]}" if len(own) == 1 else f"lambda each: ({', '.join(f'each.{name}' for name in own)})"
        asked = relationship.lazy
        got = self._got([] if _is_query(relationship) else [relationship], wait)
        if asked == "write_only":
            members = f"{wait}session.scalars({place}.select())"
            members = f"({members})" if wait else members
        elif asked == "dynamic" and wait:
            members = f"await session.run_sync(lambda _: list({place}))"
        else:
            members = f"{place}.values()" if self._is_mapping(relationship) else place
        lines = [f"{self.variable} = {got}", f"{member} = min({members}, key={key})"]
        if self._is_mapping(relationship):
            taken = f"{place}.pop(next(each for each, one in {place}.items() if one is {member}))"
        else:
            taken = f"{place}.remove({member})"
        return [*lines, "", _MARK, taken, f"{wait}session.commit()"]

    @staticmethod
    def _is_mapping(relationship):
        kind = relationship.collection_class
        made = kind() if callable(kind) else None
        return isinstance(made, dict)

    def _got(self, loaded, wait):
        self.used += loaded
        loads = ", ".join(f"selectinload({self.name}.{each.key})" for each in loaded)
        if loaded:
            self.of_orm.add("selectinload")
        own = [self._python(column) for column in self.mapper.primary_key]
        if None not in own:
            key = own[0] if len(own) == 1 else f"({', '.join(own)})"
            return f"{wait}session.get({self.name}, {key}{f', options=[{loads}]' if loads else ''})"
        self.of_sqlalchemy.add("select")
        found = f"{wait}session.scalars(select({self.name}).where({self._condition()}){f'.options({loads})' if loads else ''})"
        return f"({found}).one()" if wait else f"{found}.one()"

    def _condition(self):
        parts = []
        for column in self.mapper.primary_key:
            given = self._python(column)
            attribute = self.mapper.get_property_by_column(column).key
            if given is None:
                self.of_sqlalchemy.add("text")
                name = f"{column.table.fullname}.{column.name}"
                given = f"text({name + ' = ' + self.key[column.name]!r})"
                parts.append(given)
            else:
                parts.append(f"{self.name}.{attribute} == {given}")
        return ", ".join(parts)

    def _python(self, column):
        """A value of the key as Python has it; None where SQL has to do."""
        sql = self.key[column.name]
        if re.fullmatch(r"-?\d+", sql):
            return sql
        if not sql.startswith("'"):
            return None
        try:
            kind = column.type.python_type
        except NotImplementedError:
            return None
        text = sql[1:-1].replace("''", "'")
        if kind is str and sql == literal(text) and not hasattr(column.type, "enums"):
            return repr(text).replace("'", '"') if "'" not in text and '"' not in text else repr(text)
        if kind.__name__ == "UUID" and kind.__module__ == "uuid":
            self.of_python.add("from uuid import UUID")
            return f'UUID("{text}")'
        return None


def variable(name):
    """doctor for Doctor, login_session for LoginSession."""
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
    taken = keyword.iskeyword(text) or text in ("session", "engine", "connection", "delete", "select", "text", "main", "each", "one", "min", "metadata")
    return f"the_{text}" if taken else text

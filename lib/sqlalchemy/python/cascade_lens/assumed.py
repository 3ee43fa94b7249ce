"""What a fragment of a larger project imports and does not bring, assumed from how the fragment uses it: the declarative
base, mixins, enums, types of columns; and the tables and classes that it names.

All of it is said in sentences. Names are taken for the whole fragment, wherever they are imported from.
"""

import ast
from datetime import datetime
import enum
import re
from typing import Annotated
import uuid

from sqlalchemy import Column, event, ForeignKey, Integer, String, Table, Text, TypeDecorator, Uuid
from sqlalchemy.orm import DeclarativeBase, mapped_column, Mapper, relationship
from sqlalchemy.types import NullType

from .imports import names_imported, parsed
from .mapping import metadatas_of

_OF_COLUMNS = {"mapped_column", "Column"}
_OF_DEFAULTS = {"default", "onupdate", "insert_default", "default_factory"}
_HAS_KEY = re.compile(r"primary_key|PrimaryKeyConstraint|Mapped\[\w*pk\w*\]")
_MAPS = re.compile(r"\b__table(?:name)?__\b|\bMapped\[|\bmapped_column\(|\brelationship\(|\bColumn\(")
_MAP_NOTHING = {"object", "ABC", "Generic", "Protocol"}
_IS_BASE = re.compile(r"base|model|entity", re.IGNORECASE)


class Assumed:
    """`is_known` tells whether a module can be imported; `files` are texts by path."""

    def __init__(self, files, is_known):
        self.said = {}
        """What finds it in the texts, by the sentence that says it."""
        self.objects = {}
        self.tables = set()
        """The names of those that no file has, or not by that name."""
        self._bases, self._mixins = set(), set()
        self._types, self._enums, self._functions, self._annotated = set(), {}, set(), set()
        self._relationships = []
        self._texts = {}
        """Those of the classes, by name."""
        self._base = None
        trees = [(text, tree) for path, text in files.items() if path.endswith(".py") and (tree := parsed(text))]
        for text, tree in trees:
            for node in ast.walk(tree):
                if isinstance(node, ast.ClassDef):
                    self._texts[node.name] = ast.get_source_segment(text, node) or ""
        for text, tree in trees:
            unknown = {name for name, module in names_imported(tree) if not is_known(module)}
            self._read(tree, unknown)

    def _read(self, tree, unknown):
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                self._read_class(node, unknown)
            elif isinstance(node, ast.Attribute) and _root(node) in unknown and isinstance(node.value, ast.Name) and node.attr.isupper():
                self._enums.setdefault(node.value.id, []).append((node.lineno, node.attr))
            elif isinstance(node, ast.Call) and _last(node.func) in _OF_COLUMNS:
                for each in node.args:
                    name = each.func if isinstance(each, ast.Call) else each
                    if _root(name) in unknown:
                        self._types.add(_last(name))
                for each in node.keywords:
                    if each.arg in _OF_DEFAULTS and _root(each.value) in unknown and isinstance(each.value, ast.Name):
                        self._functions.add(_last(each.value))
            elif isinstance(node, ast.AnnAssign):
                for name in _names(node.annotation):
                    if name in unknown and "Mapped" in _names(node.annotation):
                        self._annotated.add(name)

    def _read_class(self, node, unknown):
        if not _MAPS.search(self._texts[node.name]):
            return
        missing = [_last(base) for base in node.bases if _root(base) in unknown]
        known = [base for base in node.bases if _root(base) not in unknown and _last(base) not in _MAP_NOTHING]
        if missing:
            named = [name for name in missing if _IS_BASE.search(name) and "mixin" not in name.lower()]
            base = None if known and not named else (named or missing)[-1]
            if base:
                self._bases.add(base)
            self._mixins.update(name for name in missing if name != base)
        for each in node.body:
            if isinstance(each, ast.AnnAssign | ast.Assign) and isinstance(each.value, ast.Call) and _last(each.value.func) in ("relationship", "Relationship"):
                target = each.target if isinstance(each, ast.AnnAssign) else each.targets[0]
                self._relationships.append((node.name, target.id, _target_of(each), {one.arg: one.value for one in each.value.keywords}))

    def object(self, name):
        """What stands for a name, or None where a stand-in will do."""
        if name not in self.objects:
            self.objects[name] = self._made(name)
        return self.objects[name]

    def _made(self, name):
        if name in self._bases:
            return self._made_base(name)
        if name in self._mixins:
            self._say(f"{name} was assumed to be a mixin", name)
            return type(name, (), {})
        if name in self._types:
            self._say(f"{name} was assumed to be a type of a column with texts", name)
            return type(name, (TypeDecorator,), {"impl": Text, "cache_ok": True, "__init__": lambda self, *_, **__: TypeDecorator.__init__(self)})
        if name in self._enums and name in self._annotated:
            members = list(dict.fromkeys(member for _, member in sorted(self._enums[name])))
            self._say(f"{name} was assumed to be an enum with {', '.join(members)}", name)
            return enum.Enum(name, members)
        if name in self._functions:
            self._say(f"{name} was assumed to be a function for a default", name)
            return lambda *_, **__: None
        if name in self._annotated and name not in self._targets():
            return self._made_annotation(name)
        return None

    def _made_annotation(self, name):
        kind = next((kind for part, kind in (("uuid", uuid.UUID), ("time", datetime), ("date", datetime), ("int", int), ("id", int)) if part in name.lower()), str)
        self._say(f"{name} was assumed to stand for {kind.__name__}", name)
        return Annotated[kind, mapped_column(primary_key="pk" in name.lower())]

    def _made_base(self, name):
        if self._base is None:
            assumed = self

            def completed(cls, **options):
                assumed._complete(cls)
                super(self._base, cls).__init_subclass__(**options)

            body = {"__allow_unmapped__": True, "__module__": __name__}
            self._base = type(name, (DeclarativeBase,), body)
            self._base.__init_subclass__ = classmethod(completed)
            self._say(f"{name} was assumed to be the declarative base", name)
            return self._base
        self._say(f"{name} was assumed to be an abstract class of the declarative base", name)
        return type(name, (self._base,), {"__abstract__": True})

    def _complete(self, cls):
        """The name of the table and the key, where the fragment leaves them to what it does not bring."""
        if cls.__dict__.get("__abstract__") or cls.__name__ not in self._texts or any("__mapper__" in vars(each) for each in cls.__mro__[1:]):
            return
        if not hasattr(cls, "__tablename__") and "__table__" not in vars(cls):
            cls.__tablename__ = self._table_of(cls.__name__)
            self.tables.add(cls.__tablename__)
            self._say(f"The table of {cls.__name__} was assumed to be called {cls.__tablename__}", f"class {cls.__name__}")
        if not any(_HAS_KEY.search(self._texts.get(each.__name__, "")) for each in cls.__mro__) and not hasattr(cls, "id"):
            cls.id = mapped_column(self._type_of(getattr(cls, "__tablename__", "")), primary_key=True)
            self._say(f"{cls.__name__} was assumed to have a primary key id", f"class {cls.__name__}")

    def _table_of(self, name):
        snake = _snake(name)
        named = {target.split(".")[0] for text in self._texts.values() for target in re.findall(r"ForeignKey\(\s*[\"']([\w.]+)", text)}
        plural = snake[:-1] + "ies" if snake.endswith("y") else f"{snake}s"
        return next((each for each in (snake, plural, name.lower(), f"{name.lower()}s") if each in named), snake)

    def _type_of(self, table):
        """That of the foreign keys that point at it."""
        for text in self._texts.values():
            for line in text.splitlines():
                if re.search(rf"ForeignKey\(\s*[\"'](?:\w+\.)?{re.escape(table)}\.id[\"']", line):
                    return Uuid if re.search(r"\buuid\b", line, re.IGNORECASE) else String if "Mapped[str" in line or "String" in line else Integer
        return Integer

    def _targets(self):
        return {target for _, _, target, _ in self._relationships if target}

    def complete(self, mappers):
        """Before the mappers are configured: the tables that foreign keys name, the classes that relationships name.

        Of a fragment alone: where the declarative base is there, so is all that belongs to it, and a name that leads nowhere
        is its author's mistake.
        """
        if self._base is None:
            return
        by_name = {mapper.class_.__name__: mapper.class_ for mapper in mappers}
        for metadata in metadatas_of(mappers):
            for table in list(metadata.tables.values()):
                for key in sorted(table.foreign_keys, key=lambda key: key.parent.name):
                    self._complete_key(metadata, key)
        for owner, attribute, target, options in self._relationships:
            if target and owner in by_name and target not in by_name:
                by_name[target] = self._made_class(by_name[owner], attribute, target)
            back = options.get("back_populates")
            if target and owner in by_name and target not in self._texts and isinstance(back, ast.Constant) and not hasattr(by_name[target], back.value):
                setattr(by_name[target], back.value, relationship(owner, back_populates=attribute))

    def _complete_key(self, metadata, key):
        *schema, table, column = key.target_fullname.split(".")
        name = ".".join([*schema, table])
        kind = Integer() if isinstance(key.parent.type, NullType) else key.parent.type
        if name not in metadata.tables:
            Table(table, metadata, Column(column, kind, primary_key=True), schema=".".join(schema) or None)
            self.tables.add(name)
            self._say(f"The table {name} was assumed, with its key {column}", f"{name}.{column}")
        elif column not in metadata.tables[name].columns:
            metadata.tables[name].append_column(Column(column, kind, unique=True))
            self._say(f"The column {column} of {name} was assumed", f"{name}.{column}")

    def _made_class(self, owner, attribute, target):
        table = owner.__table__
        snake = _snake(target)
        keys = [key for key in table.foreign_keys if key.parent.name.startswith(attribute) or key.target_fullname.split(".")[-2].startswith(snake[:-1])]
        base = next(each for each in reversed(owner.__mro__) if issubclass(each, DeclarativeBase) and each is not DeclarativeBase) if issubclass(owner, DeclarativeBase) else owner.__mro__[-2]
        self._say(f"The class {target} was assumed", target)
        if keys:
            return type(target, (base,), {"__table__": keys[0].column.table, "__module__": __name__})
        own = list(table.primary_key)[0]
        self.tables.add(f"{snake}s")
        columns = Column("id", Integer, primary_key=True), Column(f"{table.name}_{own.name}", own.type, ForeignKey(own))
        return type(target, (base,), {"__table__": Table(f"{snake}s", table.metadata, *columns), "__module__": __name__})

    def _say(self, sentence, name):
        self.said.setdefault(sentence, rf"\b{re.escape(name)}\b")


def completing(assumed, mappers):
    """Has what is missing completed before the mappers are configured; gives what ends that."""

    def complete():
        assumed.complete(mappers())

    event.listen(Mapper, "before_configured", complete)
    return lambda: event.remove(Mapper, "before_configured", complete)


def is_assumed(mapper):
    """Whether no file has the class."""
    return mapper.class_.__module__ == __name__


def _snake(name):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def _root(node):
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def _last(node):
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else None


def _names(node):
    """The names in an annotation, also in a text."""
    found = []
    for each in ast.walk(node):
        if isinstance(each, ast.Name):
            found.append(each.id)
        elif isinstance(each, ast.Constant) and isinstance(each.value, str):
            found += re.findall(r"\w+", each.value)
    return found


def _target_of(assignment):
    """The class that a relationship leads to, as it names it."""
    first = assignment.value.args[0] if assignment.value.args else None
    if isinstance(first, ast.Constant) and isinstance(first.value, str):
        return first.value.split(".")[-1]
    if first is not None:
        return _last(first)
    if isinstance(assignment, ast.AnnAssign):
        skip = {"Mapped", "list", "List", "set", "Set", "Optional", "None", "WriteOnlyMapped", "DynamicMapped", "dict", "Sequence", "str", "int"}
        return next((name for name in _names(assignment.annotation) if name not in skip), None)
    return None

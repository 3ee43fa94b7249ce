"""Loads the models that a reader brought, as long as they are needed."""

from contextlib import ExitStack, suppress
import importlib
import os
import sys
import warnings

from sqlalchemy.orm import RelationshipProperty
from sqlalchemy_pglite.drivers.dialects import choose
from sqlalchemy_pglite.running import outside_of_the_page

from .. import packages
from ..beside import beside, FOLDER, package_of
from ..engines import leading_here
from ..environment import give_environment
from ..given_tables import files_with_tables, make_tables
from ..mapping import Mapping, metadatas_of
from ..standins import standing_in
from .catalog import quoted
from .reading import modules_with_models, roots_of

_EXTENSION_OF = {"halfvec": "vector", "sparsevec": "vector"}


def make_given(files):
    """The tables of SQL files, which models may read as they are imported."""
    choose(None)
    if files_with_tables(files):
        make_tables(files)


class Models:
    """The reader's models, loaded for as long as it lasts."""

    def __init__(self, files, warned=lambda *_: None):
        self.files = files
        self.mapping = Mapping()
        self.warned = warned
        self.failing = None

    def __enter__(self):
        choose(None)
        give_environment("\n".join(self.files.values()))
        self._open = ExitStack()
        self.package = package_of(self.files)
        self._open.enter_context(beside(self.files, self.package))
        self.stood_in = self._open.enter_context(standing_in(True, self.files, self.mapping.mappers))
        for each in (leading_here(self._say), packages.listening(), outside_of_the_page(), warnings.catch_warnings()):
            self._open.enter_context(each)
        warnings.simplefilter("always")
        warnings.showwarning = self.warned
        self.roots = roots_of(self.files)
        self._paths = [os.path.join(FOLDER, root) for root in self.roots if root]
        sys.path[1:1] = self._paths
        self.modules = {}
        try:
            for name in modules_with_models(self.files):
                self.modules[self._importable(name)] = importlib.import_module(self._importable(name))
            for registry in self.mapping.registries():
                registry.configure(cascade=True)
        except BaseException:
            self.failing = self._failing()
            self.__exit__(*sys.exc_info())
            raise
        return self

    def _say(self, sentence, mention):
        self.stood_in.assumed.said.setdefault(sentence, mention)

    def _failing(self):
        """The class and the relationship that kept the mappers from being configured, or None."""
        for mapper in self.mappers:
            if getattr(mapper, "_configure_failed", False):
                for key, each in mapper._props.items():
                    if isinstance(each, RelationshipProperty) and not each._configure_finished:
                        return mapper.class_, key
        return None

    def __exit__(self, *raised):
        for path in self._paths:
            sys.path.remove(path)
        self._open.close()
        self.mapping.dispose()
        packages.forget()

    def _importable(self, name):
        """A module's name as the others call it: without the folder that imports begin in."""
        if self.package:
            return f"{self.package}.{name}".rstrip(".")
        roots = [root.replace("/", ".") + "." for root in self.roots if root]
        return next((name.removeprefix(root) for root in roots if name.startswith(root)), name)

    @property
    def mappers(self):
        return self.mapping.mappers()

    def metadatas(self):
        return metadatas_of(self.mappers)

    def make_tables(self, connection):
        """The statements that come before create_all(); none where there are SQL files: see make_given()."""
        return [] if files_with_tables(self.files) else self.make_own_tables(connection)

    def make_own_tables(self, connection):
        """As the models say, whatever SQL files are there; the statements that come before create_all()."""
        prepared = [f"CREATE SCHEMA IF NOT EXISTS {quoted(schema)}" for schema in self.schemas()]
        prepared += [f"CREATE EXTENSION IF NOT EXISTS {quoted(extension)}" for extension in self.extensions(connection.dialect)]
        for statement in prepared:
            connection.exec_driver_sql(statement)
        for metadata in self.metadatas():
            metadata.create_all(connection)
        return prepared

    def schemas(self):
        return sorted({table.schema for metadata in self.metadatas() for table in metadata.tables.values() if table.schema} - {"public"})

    def extensions(self, dialect):
        """Those of PostgreSQL that types of columns are of."""
        found = set()
        for metadata in self.metadatas():
            for table in metadata.tables.values():
                for column in table.columns:
                    with suppress(Exception):  # a type of the reader's own, of which create_all() says it
                        found.add(column.type.compile(dialect).lower().split("(")[0])
        return sorted({_EXTENSION_OF.get(name, name) for name in found} & {"citext", "hstore", "ltree", "vector"})

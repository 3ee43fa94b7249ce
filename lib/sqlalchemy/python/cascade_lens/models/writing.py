"""Writes the program that deletes an object of a class of the reader's, in the way that is asked for."""

from contextlib import ExitStack, suppress
import importlib
import json
import os
import sys
import warnings

from sqlalchemy import create_engine
from sqlalchemy_pglite.drivers.dialects import choose
from sqlalchemy_pglite.running import outside_of_the_page

from .. import packages
from ..assumed import is_assumed
from ..beside import beside, FOLDER, package_of
from ..environment import give_environment
from ..given_tables import files_with_tables, make_tables
from ..mapping import Mapping, metadatas_of
from ..standins import standing_in
from .catalog import quoted, read_catalog
from .kinds import has_objects, Kinds, name_of
from .reading import modules_with_models, roots_of
from .seeding import Seeding
from .statements import sequences_of, statements_of
from .ways import Program, variable, ways_of


_EXTENSION_OF = {"halfvec": "vector", "sparsevec": "vector"}


class NotWritten(Exception):
    """Why there is no such program, in a sentence."""


def write(files, asked, driver=None):
    """As JSON: the program, or why there is none; what has to be said of it.

    `files` are texts by path, as JSON; `asked` is as JSON, too: class, way ("delete", "delete-loaded", "bulk", "remove:REL"),
    children, only (the one foreign key that gets some, or null).
    """
    try:
        with Models(json.loads(files)) as models:
            return json.dumps(models.write(json.loads(asked), driver))
    except NotWritten as reason:
        return json.dumps({"refused": str(reason)})
    except BaseException as error:  # of the reader's own text, which says it better when it runs itself
        return json.dumps({"refused": f"{type(error).__name__}: {error}"})


def deletables(files):
    """As JSON: the classes and the ways to delete their objects; null where the files cannot be loaded."""
    try:
        with Models(json.loads(files)) as models:
            return json.dumps([{"class": mapper.class_.__name__, "ways": ways_of(mapper)} for mapper in models.mappers if has_objects(mapper) and not is_assumed(mapper)])
    except BaseException:  # which it says when it runs itself
        return "null"


class Models:
    """The reader's models, loaded for as long as it lasts."""

    def __init__(self, files):
        self.files = files
        self.mapping = Mapping()

    def __enter__(self):
        choose(None)
        give_environment("\n".join(self.files.values()))
        self._open = ExitStack()
        self.package = package_of(self.files)
        self._open.enter_context(beside(self.files, self.package))
        self.assumed = self._open.enter_context(standing_in(True, self.files, self.mapping.mappers)).assumed
        for each in (packages.listening(), outside_of_the_page(), warnings.catch_warnings()):
            self._open.enter_context(each)
        warnings.simplefilter("ignore")
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
            self.__exit__(*sys.exc_info())
            raise
        return self

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

    def write(self, asked, driver):
        name, way, children = asked["class"], asked["way"], asked["children"]
        mapper = next((mapper for mapper in self.mappers if mapper.class_.__name__ == name), None)
        if mapper is None:
            raise NotWritten(f"No class {name} is mapped in these files")
        if way not in ways_of(mapper):
            raise NotWritten(f"There is no way {way} to delete a {name}: {', '.join(ways_of(mapper))}")
        engine = create_engine("postgresql+psycopg://")
        with engine.connect() as connection:
            prepared = []
            if files_with_tables(self.files):
                make_tables(connection.connection.cursor(), self.files)
            else:
                prepared += [f"CREATE SCHEMA IF NOT EXISTS {quoted(schema)}" for schema in self.schemas()]
                prepared += [f"CREATE EXTENSION IF NOT EXISTS {quoted(extension)}" for extension in self.extensions(engine.dialect)]
                for statement in prepared:
                    connection.exec_driver_sql(statement)
                for metadata in self.metadatas():
                    metadata.create_all(connection)
            kinds = Kinds(read_catalog(connection), self.mappers)
            if not kinds.can_be_deleted(mapper):
                raise NotWritten(f"There are no objects of exactly {name}: it has no polymorphic_identity, or no table of its own")
            filled = [table.sql for table in kinds.tables.values() if connection.exec_driver_sql(f"SELECT EXISTS (SELECT FROM {table.sql})").scalar()]
            seeding = Seeding(kinds, engine.dialect, children, asked["only"])
            victim = seeding.seed(mapper)
            dropped = seeding.satisfy(connection)
            rows, notes = statements_of(seeding.rows)
            connection.rollback()
        engine.dispose()
        notes += [f"The CHECK {check.name} of {table.name} was dropped: no values that it takes were found" for check, table in dropped.items()]
        empty = [f"TRUNCATE {', '.join(filled)} RESTART IDENTITY CASCADE"] if filled else []
        drops = [f"ALTER TABLE {table.sql} DROP CONSTRAINT {quoted(check.name)}" for check, table in dropped.items()]
        key = {column.name: victim.rows[name_of(column.table)].at(column.name) for column in mapper.primary_key}
        program = Program(mapper, way, key, driver == "asyncpg")
        return {
            "filename": self._filename(way, name),
            "source": self._text(program, prepared, [*empty, *drops, *rows, *sequences_of(seeding.rows)], driver, children),
            "notes": notes,
            "family": [[row.table.name, [row.at(column) for column in row.table.primary]] for row in seeding.family],
        }

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

    def _filename(self, way, name):
        base = "delete" if not way.startswith("remove:") else f"remove_{way.removeprefix('remove:')}_of"
        wanted = {"bulk": "bulk_delete", "delete-loaded": "delete_loaded"}.get(way, base)
        filename = f"{wanted}_{variable(name)}.py"
        while filename in self.files:
            filename = f"_{filename}"
        return filename

    def _text(self, program, prepared, statements, driver, children):
        lines = program.lines()
        configured = ["configure_mappers()", ""] if program.uses_backrefs() or self.assumed.said else []
        if configured:
            program.of_orm.add("configure_mappers")
        if program.is_async:
            of_python = ["import asyncio", "", *sorted(program.of_python)]
            of_asyncio = {"AsyncSession", "create_async_engine"}
        else:
            of_python = sorted(program.of_python)
            of_asyncio = set()
            program.of_sqlalchemy.add("create_engine")
            program.of_orm.add("Session")
        if of_python and of_python[-1] != "":
            of_python.append("")
        imports = [
            f"from {module} import {', '.join(sorted(names, key=str.lower))}"
            for module, names in (("sqlalchemy", program.of_sqlalchemy), ("sqlalchemy.ext.asyncio", of_asyncio), ("sqlalchemy.orm", program.of_orm))
            if names
        ]
        own, metadatas = self._own_imports(program)
        head = [
            f'"""{_about(program)} The rows are made for it: {children} on every foreign key, and a second {program.name} that nothing may touch."""',
            "",
            *of_python,
            *imports,
            "",
            *own,
            "",
            *configured,
        ]
        url = f"postgresql+{driver or 'psycopg'}://"
        wait, indent = ("await ", 8) if program.is_async else ("", 4)
        create_all = "await connection.run_sync({}.create_all)" if program.is_async else "{}.create_all(connection)"
        made = [
            *(_sent(statement, indent, wait) for statement in prepared),
            *(create_all.format(metadata) for metadata in metadatas),
            *(_sent(statement, indent, wait) for statement in statements),
        ]
        made, deleted = ([f"{' ' * indent}{line}".rstrip() for line in part] for part in (made, lines))
        if program.is_async:
            body = [f'engine = create_async_engine("{url}")', "", "", "async def main():", "    async with engine.begin() as connection:", *made]
            body += ["", "    async with AsyncSession(engine) as session:", *deleted, "", "", "asyncio.run(main())"]
        else:
            body = [f'engine = create_engine("{url}")', "with engine.begin() as connection:", *made]
            body += ["", "with Session(engine) as session:", *deleted]
        return "\n".join([*head, *body]) + "\n"

    def _own_imports(self, program):
        """The imports of the reader's modules, and what their metadatas are called by then."""
        wanted = program.mapper.class_
        names = {wanted.__module__: {wanted.__name__}}
        metadatas = []
        for metadata in self.metadatas():
            classes = [wanted, *(mapper.class_ for mapper in self.mappers)]
            owner = next((each for each in classes if getattr(each, "metadata", None) is metadata), None)
            if owner is not None:
                module, own = owner.__module__, owner.__name__
                metadatas.append(f"{own}.metadata")
            else:
                module, own = next((module, own) for module, each in self.modules.items() for own, value in vars(each).items() if value is metadata)
                metadatas.append(own)
            names.setdefault(module, set()).add(own)
        rest = [f"import {name}" for name in self.modules if name not in names]
        return [*rest, *(f"from {module} import {', '.join(sorted(these))}" for module, these in names.items())], metadatas


def _about(program):
    if program.way.startswith("remove:"):
        return f"Takes a member out of {program.name}.{program.way.removeprefix('remove:')}."
    return {"bulk": f"Deletes a {program.name} in bulk.", "delete-loaded": f"Deletes a {program.name} whose collections are loaded."}.get(program.way, f"Deletes a {program.name}.")


def _sent(statement, indent, wait=""):
    if "\n" not in statement and '"' not in statement and len(statement) < 90:
        return f'{wait}connection.exec_driver_sql("{statement}")'
    space = " " * (indent + 4)
    text = statement.replace("\\", "\\\\").replace('"""', '\\"\\"\\"').replace("\n", f"\n{space}")
    return f'{wait}connection.exec_driver_sql("""\n{space}{text}\n{" " * indent}""")'

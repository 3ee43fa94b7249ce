"""Writes the program that deletes an object of a class of the reader's, in the way that is asked for."""

import json
import re

from sqlalchemy import create_engine

from ..assumed import is_assumed
from .catalog import read_catalog
from .kinds import has_objects, Kinds
from .loading import make_given, Models
from .rows import filled, Rows
from .ways import Program, variable, ways_of


class NotWritten(Exception):
    """Why there is no such program, in a sentence."""


def write(files, asked, driver=None):
    """As JSON: the program, or why there is none; what has to be said of it.

    `files` are texts by path, as JSON; `asked` is as JSON, too: class, way ("delete", "delete-loaded", "bulk", "remove:REL"),
    children, only (the one foreign key that gets some, or null).
    """
    try:
        make_given(json.loads(files))
        with Writer(json.loads(files)) as models:
            return json.dumps(models.write(json.loads(asked), driver))
    except NotWritten as reason:
        return json.dumps({"refused": str(reason)})
    except BaseException as error:  # of the reader's own text, which says it better when it runs itself
        return json.dumps({"refused": f"{type(error).__name__}: {error}"})


def deletables(files):
    """As JSON: the classes and the ways to delete their objects; null where the files cannot be loaded."""
    try:
        make_given(json.loads(files))
        with Models(json.loads(files)) as models:
            return json.dumps([{"class": mapper.class_.__name__, "ways": ways_of(mapper)} for mapper in models.mappers if has_objects(mapper) and not is_assumed(mapper)])
    except BaseException:  # which it says when it runs itself
        return "null"


class Writer(Models):
    def write(self, asked, driver):
        name, way, children = asked["class"], asked["way"], asked["children"]
        mapper = next((mapper for mapper in self.mappers if mapper.class_.__name__ == name), None)
        if mapper is None:
            raise NotWritten(f"No class {name} is mapped in these files")
        if way not in ways_of(mapper):
            raise NotWritten(f"There is no way {way} to delete a {name}: {', '.join(ways_of(mapper))}")
        engine = create_engine("postgresql+psycopg://")
        with engine.connect() as connection:
            prepared = self.make_tables(connection)
            kinds = Kinds(read_catalog(connection), self.mappers)
            if not kinds.can_be_deleted(mapper):
                raise NotWritten(f"There are no objects of exactly {name}: it has no polymorphic_identity, or no table of its own")
            places = [key.place for table in kinds.tables.values() for key in table.foreign_keys]
            if asked["only"] is not None and asked["only"] not in places:
                raise NotWritten(f"There is no foreign key {asked['only']}")
            rows = Rows(kinds, connection, filled(kinds.tables.values(), connection), mapper, children, asked["only"])
            connection.rollback()
        engine.dispose()
        program = Program(mapper, way, rows.key, driver == "asyncpg")
        return {
            "filename": self._filename(way, name),
            "source": self._text(program, prepared, rows.statements, driver, children),
            "notes": rows.notes,
        }

    def _filename(self, way, name):
        base = "delete" if not way.startswith("remove:") else f"remove_{way.removeprefix('remove:')}_of"
        wanted = {"bulk": "bulk_delete", "delete-loaded": "delete_loaded"}.get(way, base)
        filename = f"{wanted}_{variable(name)}.py"
        while filename in self.files:
            filename = f"_{filename}"
        return filename

    def _text(self, program, prepared, statements, driver, children):
        lines = program.lines()
        configured = ["configure_mappers()", ""] if program.uses_backrefs() or self.stood_in.assumed.said else []
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
    # to some drivers a % is the beginning of a parameter
    options = ', execution_options={"no_parameters": True}' if "%" in statement else ""
    if not re.search(r'["\n\\]', statement) and len(statement) < 90:
        return f'{wait}connection.exec_driver_sql("{statement}"{options})'
    space = " " * (indent + 4)
    text = statement.replace("\\", "\\\\").replace('"""', '\\"\\"\\"').replace("\n", f"\n{space}")
    return f'{wait}connection.exec_driver_sql("""\n{space}{text}\n{" " * indent}"""{options})'

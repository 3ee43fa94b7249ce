"""The packages that a program imports besides SQLAlchemy: brought before it runs, forgotten when it has ended.

They are files of a folder and not archives of sys.path, because what is compiled is only imported from a file.
"""

import ast
from contextlib import contextmanager, suppress
import importlib
import json
import os
import re
import sys

from sqlalchemy import dialects
from sqlalchemy.event import registry
from sqlalchemy.exc import InvalidRequestError, NoSuchModuleError
from sqlalchemy_pglite.drivers.report import report_of

from .imports import parsed

FOLDER = "/lib/packages"
_UNDEFINED_OBJECT = "42704"


class Known:
    """What JavaScript has told: the packages to import anew for each program; what is said of modules and types that
    are not there, by their names.
    """

    anew = ()
    modules = {}
    types = {}


# As in mysql_engine="InnoDB", for which SQLAlchemy asks the dialect of that name.
_OF_DIALECT = re.compile(r"(mssql|mysql|mariadb|oracle|sqlite)_\w+$")


# Of PostgreSQL: asked for, or needed by a type that is named.
_EXTENSION = re.compile(r"\bCREATE\s+EXTENSION\s+(?:IF\s+NOT\s+EXISTS\s+)?\"?([\w-]+)|\b(CITEXT|HSTORE|LTREE)\b", re.IGNORECASE)


def imported(sources):
    """The modules that texts name in their imports, wherever those stand, and the dialects that they name options of; and,
    as "extension citext", what they want of PostgreSQL.
    """
    names = set()
    for source in json.loads(sources):
        names.update(f"extension {(made or typed).lower()}" for made, typed in _EXTENSION.findall(source))
        tree = parsed(source)
        if tree is None:
            continue
        for node in ast.walk(tree):
            match node:
                case ast.Import():
                    names.update(alias.name for alias in node.names)
                case ast.ImportFrom(module=str(module), level=0):
                    names.update((module, *(f"{module}.{alias.name}" for alias in node.names)))
                case ast.Call(
                    func=ast.Name(id="import_module" | "__import__") | ast.Attribute(attr="import_module"),
                    args=[ast.Constant(value=str(name)), *_],
                ):
                    names.add(name)
                case ast.keyword(arg=str(name)) | ast.Constant(value=str(name)) if option := _OF_DIALECT.match(name):
                    names.add(f"sqlalchemy.dialects.{option[1].replace('mariadb', 'mysql')}")
    return json.dumps(sorted(names))


def unpack(archives):
    """Puts the content of zip files where it is found."""
    from zipfile import ZipFile

    if FOLDER not in sys.path:
        sys.path.append(FOLDER)
        dialects.__path__.append(f"{FOLDER}/sqlalchemy/dialects")
    for path in json.loads(archives):
        with ZipFile(path) as archive:
            archive.extractall(FOLDER)
        os.remove(path)
    importlib.invalidate_caches()


def tell(known):
    for name, value in json.loads(known).items():
        setattr(Known, name, value)


def note_on(error):
    """What there is to say of an exception that finds a module, a database or a type missing."""
    if isinstance(error, ImportError) and error.name:
        note = _on_module(error)
    elif isinstance(error, NoSuchModuleError) and "sqlalchemy.dialects" in str(error):
        name = str(error).rsplit(":", 1)[-1].split(".")[0]
        note = f"{_DATABASES.get(name, name)} is not here: programs run on PostgreSQL. postgresql:// leads there, with any host."
    else:
        note = _on_type(error)
    return {"note": note} if note else {}


_DATABASES = {"sqlite": "SQLite", "mysql": "MySQL", "mariadb": "MariaDB", "oracle": "Oracle", "mssql": "SQL Server"}


def _on_module(error):
    parts = error.name.split(".")
    for length in range(len(parts), 0, -1):
        if note := Known.modules.get(".".join(parts[:length])):
            return note
    if not isinstance(error, ModuleNotFoundError) or parts[0] in sys.modules:
        return None
    if parts[0] in sys.stdlib_module_names:
        return f"{error.name} is of Python's standard library, and of the part that a tab leaves out."
    return f"{parts[0]} is none of the packages that this site carries."


def _on_type(error):
    report = report_of(getattr(error, "orig", None))
    if report is None or report["C"] != _UNDEFINED_OBJECT:
        return None
    return next((note for name, note in Known.types.items() if f'type "{name}"' in report["M"]), None)


@contextmanager
def listening():
    """What a program has SQLAlchemy's own classes tell it ends with it: the next program would be heard by it, too."""
    heard = []
    listen = registry._EventKey.listen

    def remember(self, *arguments, **options):
        target = self.dispatch_target
        if isinstance(target, type) and target.__module__.startswith("sqlalchemy."):
            heard.append(self)
        listen(self, *arguments, **options)

    registry._EventKey.listen = remember
    try:
        yield
    finally:
        registry._EventKey.listen = listen
        for key in heard:
            with suppress(InvalidRequestError):  # removed by the program itself
                key.remove()


def forget():
    """What has mapped classes of its own is imported anew by the next program, for which they would be there already."""
    for name in [name for name in sys.modules if name.split(".")[0] in Known.anew]:
        del sys.modules[name]

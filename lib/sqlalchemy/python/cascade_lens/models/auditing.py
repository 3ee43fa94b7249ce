"""Deletes an object of every class of the reader's models in every way, on rows that are made for it.

JavaScript drives: open(), then for each class seed() and for each way run(), which calls host.start() where the counting
begins. All of it happens in one transaction for each seed, which is rolled back: a Session's COMMIT releases a savepoint, and
deferred constraints are then checked.
"""

from contextlib import suppress
import json
import re
import uuid

import sqlalchemy
from sqlalchemy import create_engine, func, literal_column
from sqlalchemy.exc import SADeprecationWarning, SAWarning
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.orm import selectinload, Session
from sqlalchemy.util.concurrency import greenlet_spawn
from sqlalchemy_pglite.drivers.report import report_of
from sqlalchemy_pglite.running import run_until_complete

from ..beside import FOLDER
from ..given_tables import files_with_tables
from ..marker import MARKER
from ..recording import describe, host, recording
from .assumptions import assumptions
from .catalog import quoted, read_catalog
from .definitions import definitions, definitions_of, settled
from .facts import facts_of
from .kinds import Kinds
from .loading import make_given, Models
from .places import Places
from .rows import filled, Rows
from .ways import Program

_BLANKED = re.compile(r"tried to blank-out primary key column '([^']+)'")


class Audit:
    def __init__(self, files, driver):
        self.files = files
        self.warnings = {}
        self.left_out = []
        self.places = Places(files)
        self.seeded = None
        self.connection = None
        make_given(files)
        self.models = self._load(files)
        try:
            url = f"postgresql+{driver or 'psycopg'}://"
            self.is_async = driver == "asyncpg"
            self.engine = create_async_engine(url).sync_engine if self.is_async else create_engine(url)
            self.within(self._connect)
        except BaseException:
            self.close()
            raise

    def _load(self, files):
        """The relationships that keep all classes from being mapped are left out, one after another, and said."""
        left = files
        while True:
            models = Models(left, self._warned)
            try:
                return models.__enter__()
            except Exception as error:
                if models.failing is None:
                    raise
                cls, key = models.failing
                place = Places(left).of_own(cls.__module__, cls.__name__, key)
                if place is None:
                    raise
                self.left_out.append({"of": cls.__name__, "attribute": key, "error": {**describe(error), "place": place}})
                left = {**left, place["file"]: _without(left[place["file"]], place)}

    def within(self, work):
        """What waits for an asynchronous driver does so in a greenlet, as in an AsyncSession."""
        return run_until_complete(greenlet_spawn(work)) if self.is_async else work()

    def _connect(self):
        self.connection = self.engine.connect()
        with self.connection.begin():
            self.models.make_tables(self.connection)
        self.mappers = {}
        self.namesakes = []
        for mapper in self.models.mappers:
            first = self.mappers.setdefault(mapper.class_.__name__, mapper)
            if first is not mapper:
                self.namesakes.append(mapper)
        self.kinds = Kinds(read_catalog(self.connection), self.models.mappers)
        self.filled = filled(self.kinds.tables.values(), self.connection)
        deferred = "SELECT count(*) FROM pg_constraint WHERE condeferrable"
        self.defers = bool(self.connection.exec_driver_sql(deferred).scalar())
        self.defined = definitions(self.connection)
        self.compared = self._compared() if files_with_tables(self.files) else None
        self.connection.rollback()

    def _compared(self):
        """The tables that are there, and those that the models would make."""
        try:
            declared = definitions_of(self.models, self.connection)
            assumed = self.models.stood_in.assumed.tables
            there = settled(self.defined, self.connection)
            return {"there": there, "declared": [each for each in declared if each["name"] not in assumed]}
        except Exception as error:
            return {"error": describe(error)}

    def _warned(self, message, category, filename="", line=0, *_):
        if issubclass(category, (SAWarning, SADeprecationWarning)):
            path = filename.removeprefix(f"{FOLDER}/")
            place = {"file": path, "line": line, "end": line} if path in self.files else None
            self.warnings.setdefault(str(message), {"class": category.__name__, "message": str(message), "place": place})

    def tell(self):
        return {
            "classes": facts_of(self.mappers.values(), self.kinds, self.places),
            "uniques": {table.name: table.uniques for table in self.kinds.tables.values()},
            "indexes": {table["name"]: [{"name": each["name"], "columns": each["columns"]} for each in table["indexes"] if each["isWhole"] and not each["isUnique"]] for table in self.defined},
            "keys": {
                key.place: self.places.of_column(self.models.mappers, table.name, key.columns[0])
                for table in self.kinds.tables.values()
                for key in table.foreign_keys
            },
            "warnings": list(self.warnings.values()),
            "leftOut": self.left_out,
            "assumed": [*assumptions(self.models.stood_in, self.places, self.mappers.values(), self.files), *map(self._namesake, self.namesakes)],
            "tablesFrom": files_with_tables(self.models.files),
            "compared": self.compared,
        }

    def _namesake(self, mapper):
        name = mapper.class_.__name__
        says = f"Another class is called {name}: that of {mapper.class_.__module__} was not tried"
        return {"says": says, "place": self.places.of_class(mapper.class_), "classes": []}

    def seed(self, name, children, only):
        """The number of rows in each table of the object, its children and theirs; what has to be said of them."""
        self.connection.rollback()
        mapper = self.mappers[name]
        rows = Rows(self.kinds, self.connection, self.filled, mapper, children, only)
        cursor = self.connection.connection.cursor()
        for statement in rows.statements:
            cursor.execute(statement)
        cursor.close()
        if not self._is_there(mapper, rows.key):
            return {"refused": f"No row could be made that SQLAlchemy takes for a {name}"}
        lying = self.connection.exec_driver_sql(_lying(rows.family)).fetchall()
        self.seeded = mapper, rows.key
        self.left = " UNION ALL ".join(f"SELECT '{name.replace("'", "''")}', count(*) FROM {self.kinds.tables[name].sql} WHERE ctid = ANY('{places}'::tid[])" for name, places, _ in lying)
        return {"family": {name: count for name, _, count in lying}, "notes": rows.notes}

    def _is_there(self, mapper, key):
        """Whether SQLAlchemy finds an object of the class in the row that was made for it; it may go by an expression."""
        same = [column == literal_column(key[column.name]) for column in mapper.primary_key]
        try:
            with self.connection.begin_nested():
                return self.connection.execute(sqlalchemy.select(func.count()).select_from(mapper.class_).where(*same)).scalar() > 0
        except Exception:  # which the deletes will say
            return True

    def run(self, way):
        """The error that it ended in, or none. What it did stands until settle()."""
        mapper, key = self.seeded
        before, after = _at_marker(Program(mapper, way, key, False).lines())
        names = {**_NAMES, mapper.class_.__name__: mapper.class_}
        error = None
        recording.reset(None)
        self.nested = self.connection.begin_nested()
        session = names["session"] = Session(self.connection, join_transaction_mode="create_savepoint")
        try:
            exec(before, names)
        except BaseException:
            session.close()
            self.nested.rollback()
            raise
        try:
            host.start("{}")
            exec(after, names)
            if self.defers:
                with self.connection.begin_nested():
                    self.connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
        except BaseException as raised:
            error = {**describe(raised), **_where(raised)}
            raised.__traceback__ = None
        with suppress(Exception):
            session.close()
        names.clear()
        return {"error": error}

    def settle(self):
        """Takes the delete back. How many of the rows lay where they had been, untouched, by table."""
        left = dict(self.connection.exec_driver_sql(self.left).fetchall())
        if self.nested.is_active:
            self.nested.rollback()
        return left

    def close(self):
        self.seeded = None
        if self.connection is not None:
            self.within(self.connection.close)
            self.within(self.engine.dispose)
        self.models.__exit__(None, None, None)
        recording.reset(None)


_NAMES = {"delete": sqlalchemy.delete, "select": sqlalchemy.select, "text": sqlalchemy.text, "selectinload": selectinload, "UUID": uuid.UUID}


def _without(text, place):
    """Its statement leaves its lines."""
    lines = text.splitlines(keepends=True)
    first = lines[place["line"] - 1]
    gap = ["\n"] * (place["end"] - place["line"])
    lines[place["line"] - 1 : place["end"]] = [first[: len(first) - len(first.lstrip())] + "pass\n", *gap]
    return "".join(lines)


def _at_marker(lines):
    at = lines.index(f"# {MARKER}")
    return "\n".join(lines[:at]), "\n".join(lines[at:])


def _lying(family):
    """Asks where the rows lie: the table, the places as an array, how many."""
    by_table = {}
    for row in family:
        names = row.table.primary or [name for name in row.table.columns if row.at(name) is not None]
        by_table.setdefault(row.table, []).append(" AND ".join(f"{quoted(name)} = {row.at(name)}" for name in names))
    asked = [f"SELECT '{table.name.replace("'", "''")}', array_agg(ctid)::text, count(*) FROM {table.sql} WHERE {' OR '.join(f'({each})' for each in these)}" for table, these in by_table.items()]
    return " UNION ALL ".join(asked)


def _where(error):
    """Which table and column an error is about, where it says so."""
    report = report_of(getattr(error, "orig", None))
    if report is not None:
        schema, table = report["s"], report["t"]
        return {"table": table and (table if schema in (None, "public") else f"{schema}.{table}"), "column": report["c"]}
    blanked = _BLANKED.search(str(error))
    table, _, column = blanked[1].rpartition(".") if blanked else ("", "", "")
    return {"table": table or None, "column": column or None}


_open = None


def open(files, driver=None):
    """As JSON: what there is to delete, or the error that kept the models from being mapped. `files` are texts by path, as JSON."""
    global _open
    close()
    files = json.loads(files)
    try:
        _open = Audit(files, driver)
        return json.dumps(_open.tell())
    except BaseException as error:
        return json.dumps({"error": {**describe(error), **_line_of(error, files)}})


def _line_of(error, files):
    """The innermost line of the reader's own that was running."""
    found, traceback = None, error.__traceback__
    while traceback is not None:
        path = traceback.tb_frame.f_code.co_filename.removeprefix(f"{FOLDER}/")
        if path in files:
            found = {"file": path, "line": traceback.tb_lineno, "end": traceback.tb_lineno}
        traceback = traceback.tb_next
    if found is None and isinstance(error, SyntaxError):
        path = (error.filename or "").removeprefix(f"{FOLDER}/")
        found = {"file": path, "line": error.lineno or 1, "end": error.lineno or 1} if path in files else None
    return {"place": found}


def _or_why(ask):
    """As JSON: what is answered, or why nothing can be, which is no error of a delete."""
    try:
        return json.dumps(ask())
    except BaseException as error:
        described = describe(error)
        return json.dumps({"refused": f"{described['class']}: {described['message']}"})


def seed(name, children, only):
    return _or_why(lambda: _open.within(lambda: _open.seed(name, children, only)))


def run(way):
    return _or_why(lambda: _open.within(lambda: _open.run(way)))


def settle():
    return _or_why(lambda: {"left": _open.within(_open.settle)})


def close():
    global _open
    if _open is not None:
        _open.close()
        _open = None

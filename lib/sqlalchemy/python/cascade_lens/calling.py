"""Calls a function of a program that nobody calls: its arguments are what pytest or a framework would give it."""

import ast
import inspect
import typing

from sqlalchemy import Engine, inspect as inspect_engine
from sqlalchemy.ext.asyncio import async_sessionmaker, AsyncSession
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.orm.decl_api import DeclarativeMeta

from .recording import recording
from .standins import StandIn

_SESSIONS = {"db", "session", "s", "sess", "dbsession", "db_session"}
MADE_TABLES = "The tables were made by create_all(), as nothing in the program makes them"


def call_at_end(tree, called, name):
    """Puts a call at the end of the program; `called` is the name of what calls it there."""
    definition = tree
    for part in name.split("."):
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
        definition = next(each for each in definition.body if isinstance(each, kinds) and each.name == part)
    call = ast.Call(ast.Name(called, ast.Load()), [], [])
    if isinstance(definition, ast.AsyncFunctionDef):
        call = ast.Await(call)
    tree.body.append(ast.fix_missing_locations(ast.copy_location(ast.Expr(call), definition)))


class Caller:
    def __init__(self, namespace, name):
        self.namespace = namespace
        self.name = name
        self.given = {}

    def __call__(self):
        self._make_tables()
        owner, _, method = self.name.rpartition(".")
        function = getattr(self.namespace[owner](), method) if owner else self.namespace[method]
        return function(**self._arguments(function))

    def _arguments(self, function):
        arguments = {}
        for name, parameter in inspect.signature(function).parameters.items():
            if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
                continue
            given = getattr(function, "__given__", {})
            found = given[name] if name in given else self._argument(name, parameter)
            if found is not parameter.empty:
                arguments[name] = found
        return arguments

    def _argument(self, name, parameter):
        fixture = self.namespace.get(name)
        if getattr(fixture, "__fixture__", False):
            return self._result(fixture)
        for each in (parameter.default, *typing.get_args(parameter.annotation)):
            if isinstance(each, StandIn) and each._args and callable(each._args[0]):
                return self._result(each._args[0])
        if parameter.default is not parameter.empty:
            return parameter.empty
        kind = parameter.annotation
        if kind in (Session, AsyncSession) or name in _SESSIONS:
            return self._session(kind is AsyncSession)
        if kind is int or name == "id" or name.endswith("_id"):
            return 1
        if kind is str:
            return "a"
        raise TypeError(f"{self.name}() was called for you, and nothing is known to give it for {name}")

    def _result(self, function):
        """Of a fixture or a dependency: each once, and what it yields."""
        if function not in self.given:
            result = function(**self._arguments(function))
            self.given[function] = next(result) if inspect.isgenerator(result) else result
        return self.given[function]

    def _session(self, asynchronous):
        kinds = (async_sessionmaker,) if asynchronous else (sessionmaker,)
        for each in self.namespace.values():
            if isinstance(each, kinds):
                return each()
        for engine in self._engines():
            return Session(engine)
        raise TypeError(f"{self.name}() wants a Session, and the program makes no engine")

    def _engines(self):
        return [each for each in self.namespace.values() if isinstance(each, Engine)]

    def _make_tables(self):
        for engine in self._engines()[:1]:
            if inspect_engine(engine).get_table_names():
                return
            bases = [each for each in self.namespace.values() if isinstance(each, DeclarativeMeta) or (isinstance(each, type) and issubclass(each, DeclarativeBase) and each is not DeclarativeBase)]
            for metadata in {id(base.metadata): base.metadata for base in bases}.values():
                metadata.create_all(engine)
                recording.missing[MADE_TABLES] = None

"""Runs the operation of a scenario on tables that are there already, with the text that a reader sees."""

import ast
from functools import cache, lru_cache
import inspect
import json
import warnings

from sqlalchemy import create_engine, delete, ForeignKey, insert, Integer, select, String, text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, mapped_column, relationship, selectinload, Session
from sqlalchemy_pglite.drivers.dialects import choose
from sqlalchemy_pglite.running import outside_of_the_page, run_until_complete

from . import unit_of_work
from .observer import observer
from .recording import describe, recording

OPERATION = "operation.py"

_NAMES = {
    each.__name__: each
    for each in (
        AsyncSession, DeclarativeBase, delete, ForeignKey, insert, Integer, mapped_column, relationship, select,
        selectinload, String, text,
    )
}  # fmt: skip

ASYNC = "asyncpg"


@cache
def engine_of(driver):
    choose()
    make = create_async_engine if driver == ASYNC else create_engine
    return make(f"postgresql+{driver}://")


class Models:
    """The mapped classes of a text, with the warnings and the exception of configuring them."""

    def __init__(self, source):
        self.names = dict(_NAMES, __name__="models")
        self.warnings = []
        self.error = None
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                exec(compile(source, "models.py", "exec", dont_inherit=True), self.names)
                self.names["Base"].registry.configure()
            except Exception as error:
                self.error = error
                self._dispose()
        self.warnings = [(each.category, each.message) for each in caught]

    def _dispose(self):
        """A registry that could not be configured would fail every later one."""
        self.names["Base"].registry.dispose()


@lru_cache(maxsize=256)
def models_of(source):
    return Models(source)


@lru_cache(maxsize=512)
def operation_of(source):
    return compile(source, OPERATION, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)


@cache
def _warmed_up(driver):
    """Whoever connects first asks PostgreSQL who it is, which is no part of any run."""

    async def connect():
        async with engine_of(driver).connect():
            pass

    if driver == ASYNC:
        run_until_complete(connect())
    else:
        engine_of(driver).connect().close()


def run(models, operation, driver):
    """The exception that ended it as JSON, or null. Everything else has been said while it ran."""
    recording.reset(OPERATION)
    observer.reset(keep_alive=True)
    recording.settle = observer.settle
    known = models_of(models)
    with outside_of_the_page():
        _warmed_up(driver)
    recording.active = True
    for category, message in known.warnings:
        recording.warn(category, message)
    if known.error is not None:
        return json.dumps(describe(known.error))
    with warnings.catch_warnings(), outside_of_the_page():
        warnings.simplefilter("always")
        warnings.showwarning = lambda message, category, *_: recording.warn(category, message)
        if driver == ASYNC:
            error = run_until_complete(_run(known.names, operation_of(operation)))
        else:
            error = _run_synchronously(driver, known.names, operation_of(operation))
    recording.active = False
    observer.reset()
    return json.dumps(error and describe(error))


async def _run(models, operation):
    async with AsyncSession(engine_of(ASYNC), expire_on_commit=False) as session:
        names = dict(models, session=session, operation=_begin)
        try:
            steps = eval(operation, names)
            if inspect.iscoroutine(steps):
                await steps
            recording.settle()
        except Exception as error:
            recording.raise_(error)
            await session.rollback()
            return error


def _run_synchronously(driver, models, operation):
    with Session(engine_of(driver), expire_on_commit=False) as session:
        try:
            eval(operation, dict(models, session=session, operation=_begin))
            recording.settle()
        except Exception as error:
            recording.raise_(error)
            session.rollback()
            return error


def _begin():
    """Called by the program between its preparations and the operation."""
    unit_of_work.operation_begins()

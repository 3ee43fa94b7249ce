"""Runs a program of the reader's own: any text that uses SQLAlchemy, with whatever URL it has for PostgreSQL.

The trace is that of the last Session that is opened before the operation and has something in hand when it begins. The
operation begins at the marker, or else with the first thing that deletes: Session.delete(), a DELETE or TRUNCATE of the
program's own, a flush that finds an orphan. Where nothing does, a second run can begin it with the last transaction that
changed anything.
"""

import builtins
from contextlib import ExitStack, nullcontext, redirect_stdout
import gc
import io
import json
import os
import traceback
import warnings

from sqlalchemy import engine
from sqlalchemy.exc import NoSuchModuleError
from sqlalchemy_pglite.drivers.dialects import choose, Used
from sqlalchemy_pglite.running import main_module, parse, run as run_program

from . import packages, stale, unit_of_work
from .beside import beside, package_of
from .calling import call_at_end, Caller
from .environment import give_environment
from .engines import leading_here
from .given_tables import given_tables
from .mapping import Mapping
from .marker import call_at_marker, MARKER
from .observer import observer, operation_begins
from .recording import describe, recording
from .standins import standing_in

NO_OPERATION = f"""What the operation is: no line has "{MARKER}", and nothing deletes. All that the program did counts as \
its preparations."""

_entrypoint = engine.URL._get_entrypoint


def _of_postgresql(url):
    """Models may name the types of other databases; an engine for one would leave PostgreSQL out of the run."""
    if url.get_backend_name() != "postgresql":
        raise NoSuchModuleError(f"Can't load plugin: sqlalchemy.dialects:{url.drivername.replace('+', '.')}")
    return _entrypoint(url)


engine.URL._get_entrypoint = _of_postgresql


def run(source, filename, driver=None, modules="{}", stand_ins=False, call=None, begins_after=None, leads=False):
    """As JSON: the exception that ended it, or null; its classes; its driver; what could not be observed; where nothing
    deletes, how many transactions had ended before the last one that changed anything, or null.

    It runs on the driver that its URL names, unless another is given. `modules` are the files beside it, as JSON: its
    modules (beside.py) and what makes its tables (given_tables.py). With `stand_ins` what is not to be had is stood in for
    (standins.py); `call` is a function to call at the end (calling.py). With `begins_after` it has run before, and its
    operation is the transaction that comes after so many; what it prints has been printed. With `leads` engines of other
    databases lead here (engines.py).
    """
    mapping = Mapping()
    recording.reset(filename)
    recording.begins_with_session = True
    observer.reset()
    recording.settle = observer.settle
    recording.begin_operation = operation_begins
    recording.begins_after = begins_after
    recording.classes = mapping.classes_by_table
    recording.committed = stale.tell
    beside_it = json.loads(modules)
    module = main_module(filename)
    files = {**beside_it, filename: source}
    package = package_of(files)
    module.__package__ = ".".join(filter(None, (package, os.path.dirname(filename).replace("/", ".")))) or None
    module.__operation__ = operation_begins
    error = None
    # What a program does to the names of everyone is not to reach those who tell of it.
    everyones = vars(builtins)
    own = dict(everyones)
    say_once = lambda sentence: recording.missing.setdefault(sentence)
    give_environment("\n".join((source, *beside_it.values())), say_once)
    with (
        beside(beside_it, package),
        standing_in(stand_ins, files, mapping.mappers) as stood_in,
        leading_here() if leads else nullcontext(),
        ExitStack() as tables,
        packages.listening(),
        nullcontext() if begins_after is None else redirect_stdout(io.StringIO()),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("always")
        warnings.showwarning = lambda message, category, *_: recording.warn(category, message)
        try:
            tables.enter_context(given_tables(beside_it, say_once))
            choose(driver)
            tree = parse(source, filename)
            recording.begins_with_delete = begins_after is None and not call_at_marker(source, tree, "__operation__")
            if call:
                call_at_end(tree, "__called__", call)
                module.__called__ = Caller(vars(module), call)
            try:
                run_program(source, filename, module, tree)
            finally:
                everyones.update(own)
            recording.settle()
        except BaseException as raised:
            if not isinstance(raised, SystemExit) or raised.code:
                recording.raise_(raised)
                error = raised
        unit_of_work.before_close(recording.session)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        described = error and {**describe(error), **_line_of(error, filename), **packages.note_on(error)}
        classes = []
        with recording.observing("What the mappers say of the classes"):
            classes = mapping.describe()
        missing = list(recording.missing)
        last_change = None
        if recording.phase == "setup" and error is None:
            missing.append(NO_OPERATION)
            last_change = recording.changed_after if recording.begins_with_delete else None
        missing.extend(stood_in.sentences())
        result = json.dumps({"error": described, "classes": classes, "driver": Used.driver, "missing": missing, "lastChange": last_change})
    recording.reset(None)
    observer.reset()
    # What the program left open ends here and not in the middle of the next run.
    error = None
    vars(module).clear()
    mapping.dispose()
    packages.forget()
    gc.collect()
    return result


def _line_of(error, filename):
    """Where the program was when it was raised; nothing when it was not running yet."""
    lines = [line for frame, line in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename == filename]
    return {"line": lines[-1]} if lines else {}

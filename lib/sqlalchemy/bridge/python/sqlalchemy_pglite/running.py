"""Runs the text of a program to its end before it returns, with top-level await and asyncio.run().

Pyodide's own event loop belongs to JavaScript and cannot be waited for. Nothing here has to wait for JavaScript,
so a loop of our own, which sleeps where others would ask the operating system, is a complete one.
"""

import ast
import asyncio
from contextlib import contextmanager
import inspect
import linecache
import os
import sys
import time
from types import ModuleType


class SynchronousLoop(asyncio.BaseEventLoop):
    def __init__(self):
        super().__init__()
        self._selector = self

    def select(self, timeout):
        if timeout:
            time.sleep(timeout)
        return []

    def _process_events(self, event_list):
        pass

    def _write_to_self(self):
        pass


def run_until_complete(main, *, debug=None, loop_factory=None):
    """asyncio.run() for this environment."""
    with asyncio.Runner(debug=debug, loop_factory=SynchronousLoop) as runner:
        return runner.run(main)


def _exit(status):
    """There is no process to end, and nothing goes on after it either."""
    raise SystemExit(status)


# What programs end the process with, and make their own loops with; asyncio.Runner() looks the third one up.
_REPLACED = [
    (os, "_exit", _exit),
    (asyncio, "run", run_until_complete),
    (asyncio.events, "new_event_loop", SynchronousLoop),
    (asyncio, "new_event_loop", SynchronousLoop),
]


@contextmanager
def outside_of_the_page():
    """Hides Pyodide's loop, which always counts as running, and puts ours in its place."""
    loop = asyncio._get_running_loop()
    originals = [getattr(module, name) for module, name, _ in _REPLACED]
    asyncio._set_running_loop(None)
    for module, name, ours in _REPLACED:
        setattr(module, name, ours)
    try:
        yield
    finally:
        for (module, name, _), original in zip(_REPLACED, originals):
            setattr(module, name, original)
        asyncio._set_running_loop(loop)


def main_module(filename):
    """An empty one, for a program to run in."""
    module = ModuleType("__main__")
    module.__file__ = filename
    return module


@contextmanager
def _imported_as_main(module):
    """Names in annotations are looked up in sys.modules, by SQLAlchemy as by dataclasses."""
    before = sys.modules["__main__"]
    sys.modules["__main__"] = module
    try:
        yield
    finally:
        sys.modules["__main__"] = before


def parse(source, filename):
    return compile(source, filename, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT | ast.PyCF_ONLY_AST, dont_inherit=True)


def run(source, filename="program.py", module=None, tree=None):
    """Executes the program and returns its namespace. Its exceptions are its own. `tree` is what stands for its text."""
    module = module or main_module(filename)
    # so that a traceback shows the program's lines
    linecache.cache[filename] = len(source), None, source.splitlines(keepends=True), filename
    program = tree or parse(source, filename)
    code = compile(program, filename, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    with outside_of_the_page(), _imported_as_main(module):
        result = eval(code, vars(module))
        if inspect.iscoroutine(result):
            run_until_complete(result)
    return vars(module)

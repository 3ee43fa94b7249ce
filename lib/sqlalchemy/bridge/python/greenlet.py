"""Stands in for the greenlet package, which is written in C: as much of it as sqlalchemy.util.concurrency needs.

A greenlet here runs on its parent's stack, so it cannot be suspended. It needs no suspending as long as what it
awaits completes at once, which every statement on a synchronous PGlite does. Must be importable before SQLAlchemy.
"""

from contextvars import copy_context

__version__ = "3.0.0"


class greenlet:
    """One call of a function, between whose start and end getcurrent() is this object."""

    def __init__(self, run=None, parent=None):
        self.run = run
        self.parent = parent
        self.dead = False
        self.gr_context = None
        self._arguments = None

    def switch(self, *args, **kwargs):
        """Runs the function to its end, or, called from a child, what the child awaits.

        The first call only keeps the arguments and hands an awaitable to the parent: SQLAlchemy raises
        AwaitRequired where a greenlet never switched, and on a stack of its own this one would have.
        """
        if self.run is None:
            return _complete(self, args[0])
        if self._arguments is None:
            self._arguments = args, kwargs
            return _nothing()
        args, kwargs = self._arguments
        return self._finish(lambda: self.run(*args, **kwargs))

    def throw(self, *error):
        self.dead = True
        raise error[1] if len(error) > 1 else error[0]

    def _finish(self, function):
        global _current
        before, _current = _current, self
        try:
            return function()
        finally:
            _current = before
            self.dead = True


async def _nothing():
    pass


def _complete(parent, awaitable):
    """Drives the awaitable to its end, as the parent would while its child waits."""
    global _current
    before, _current = _current, parent
    steps = awaitable.__await__()
    try:
        while True:
            if steps.send(None) is not None:
                steps.close()
                raise RuntimeError(
                    "await_only() was given something that has to wait for the event loop, "
                    "which needs the real greenlet package"
                )
    except StopIteration as end:
        return end.value
    finally:
        _current = before


_main = greenlet()
_main.gr_context = copy_context()
_current = _main


def getcurrent():
    return _current

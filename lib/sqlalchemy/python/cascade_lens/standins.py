"""Stand-ins for the modules that a tab cannot have, so that the program around them runs: a decorator gives back what it
decorates, a base class is an empty one, everything else may be called and asked and does nothing.

What stood in for what is kept by name, to be said: it does nothing of what the real one does.
"""

from contextlib import contextmanager
import importlib.abc
import importlib.util
import sys

from . import packages

NOT_CARRIED = "This site does not carry"


class Base:
    """What a class becomes that inherits from a stand-in."""

    def __init__(self, *args, **kwargs):
        for name, value in kwargs.items():
            setattr(self, name, value)


class StandIn:
    def __init__(self, name, args=()):
        self._name = name
        self._args = args

    def __call__(self, *args, **kwargs):
        if len(args) == 1 and not kwargs and (hasattr(args[0], "__code__") or isinstance(args[0], type)) and not self._name[:1].isupper():
            return args[0]
        return StandIn(self._name.lower() if args or kwargs else self._name, args)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return stand_in(name)

    def __mro_entries__(self, bases):
        return (Base,)

    def __getitem__(self, item):
        return self

    def __or__(self, other):
        return self

    __ror__ = __or__

    def __iter__(self):
        return iter(())

    def __len__(self):
        return 0

    def __bool__(self):
        return True

    def __await__(self):
        return self
        yield

    def __enter__(self):
        return self

    def __exit__(self, *raised):
        return False

    async def __aenter__(self):
        return self

    async def __aexit__(self, *raised):
        return False

    def __repr__(self):
        return f"<stand-in {self._name}>"


class Raises:
    """pytest.raises()"""

    def __init__(self, expected, *args, **kwargs):
        self.expected = expected

    def __enter__(self):
        return self

    def __exit__(self, kind, value, where):
        self.value = value
        return kind is not None and issubclass(kind, self.expected)


def fixture(function=None, **options):
    """pytest.fixture, with and without arguments."""
    if function is None:
        return fixture
    function.__fixture__ = True
    return function


_OWN = {"raises": Raises, "fixture": fixture}


def stand_in(name):
    if name.endswith(("Exception", "Error", "Warning")):
        return type(name, (Exception,), {"__init__": lambda self, *args, **kwargs: Exception.__init__(self, *args, *kwargs.values())})
    return StandIn(name)


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def __init__(self):
        self.names = {}

    def find_spec(self, name, path=None, target=None):
        top = name.split(".")[0]
        known = packages.Known.modules.get(top)
        if top in sys.stdlib_module_names or top in sys.modules and top not in self.names:
            return None
        if known is not None and not known.startswith(NOT_CARRIED):
            return None
        self.names[top] = None
        return importlib.util.spec_from_loader(name, self, is_package=True)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        own = _OWN if module.__name__ in ("pytest", "pytest_asyncio") else {}

        def get(name):
            if name.startswith("__"):
                raise AttributeError(name)
            return own.get(name) or stand_in(name)

        module.__getattr__ = get


@contextmanager
def standing_in(wanted):
    """While it lasts, what is not to be had is stood in for; gives the names of what was."""
    finder = _Finder()
    if wanted:
        sys.meta_path.append(finder)
    try:
        yield finder.names
    finally:
        if wanted:
            sys.meta_path.remove(finder)
        for name in [name for name in sys.modules if name.split(".")[0] in finder.names]:
            del sys.modules[name]


def sentence(name):
    return f"{name} is not to be had in a tab: a stand-in took its place, and nothing of what it does happened in this run"

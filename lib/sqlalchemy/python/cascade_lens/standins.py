"""Stand-ins for the modules that a tab cannot have, so that the program around them runs: a decorator gives back what it
decorates, a base class is an empty one, everything else may be called and asked and does nothing.

What stood in for what is kept by name, to be said: it does nothing of what the real one does.
"""

from contextlib import contextmanager, ExitStack, suppress
import importlib.abc
import importlib.util
import re
import sys

from sqlalchemy.engine import make_url, URL

from . import packages
from .assumed import Assumed, completing
from .beside import FOLDER
from .engines import ADDRESS

NOT_CARRIED = "This site does not carry"

_AS_TEXT = {
    r"(?:url|uri|dsn)$": ADDRESS,
    r"port$": "5432",
    r"len|size|max|limit|dim|width|precision|scale": "255",
}
"""What a setting says that is not to be had, by its name."""


class Base:
    """What a class becomes that inherits from a stand-in."""

    def __init__(self, *args, **kwargs):
        for name, value in kwargs.items():
            setattr(self, name, value)


class Assuming:
    """What is assumed of the program that is running, or None."""

    now = None


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

    def __int__(self):
        return int(str(self)) if str(self).isdigit() else 1

    __index__ = __int__

    def __str__(self):
        name = self._name.lower()
        return next((text for part, text in _AS_TEXT.items() if re.search(part, name)), re.sub(r"\W", "", name))

    def __repr__(self):
        return f"<stand-in {self._name}>"

    def _instantiate_plugins(self, settings):
        """As the address of an engine, it leads here."""
        return make_url(ADDRESS)._instantiate_plugins(settings)


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


class Mark:
    """pytest.mark: of parametrize() the first set is what a test is called with."""

    def parametrize(self, names, values, **options):
        names = [each.strip() for each in names.split(",")] if isinstance(names, str) else list(names)
        first = next(iter(values), None)
        first = first._args if isinstance(first, StandIn) else first if len(names) > 1 else (first,)

        def given(function):
            function.__given__ = {**getattr(function, "__given__", {}), **dict(zip(names, first))}
            return function

        return given

    def __getattr__(self, name):
        return stand_in(name)


_OWN = {"raises": Raises, "fixture": fixture, "mark": Mark()}


def stand_in(name):
    if (assumed := Assuming.now and Assuming.now.object(name)) is not None:
        return assumed
    if name.endswith(("Exception", "Error", "Warning")):
        return type(name, (Exception,), {"__init__": lambda self, *args, **kwargs: Exception.__init__(self, *args, *kwargs.values())})
    return StandIn(name)


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def __init__(self):
        self.names = {}
        self.made = []

    def find_spec(self, name, path=None, target=None):
        top = name.split(".")[0]
        of_program = any(str(each).startswith(FOLDER) for each in path or ())
        if not of_program and (_is_there(top) and top not in self.names):
            return None
        self.names[name if of_program else top] = None
        self.made.append(name)
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


def _is_there(top):
    """Whether a module is of the standard library, there already, or of a package that is carried."""
    known = packages.Known.modules.get(top)
    if known is not None and top not in sys.modules:
        return not known.startswith(NOT_CARRIED)
    return top in sys.stdlib_module_names or top in sys.modules


def _known_to(files):
    """Tells whether a module, as an import names it, can be had."""
    own = {part for path in files for part in path.removesuffix(".py").split("/")}

    def is_known(name):
        path = name.lstrip(".").split(".")
        if name.startswith(".") or path[0] in own:
            return path == [""] or path[-1] in own
        with suppress(ImportError, ValueError):
            return _is_there(path[0]) or importlib.util.find_spec(path[0]) is not None
        return False

    return is_known


class StoodIn:
    """What stood in for what, to be said."""

    def __init__(self, finder, assumed):
        self._finder = finder
        self.assumed = assumed

    def sentences(self):
        return [sentence for sentence, _, _ in self.mentions()]

    def mentions(self):
        """Each sentence with what finds it in the texts, and of a module its name."""
        yield from ((_sentence(name), rf"\b{re.escape(name)}\b", name) for name in self._finder.names)
        yield from ((sentence, mention, None) for sentence, mention in (self.assumed.said.items() if self.assumed else ()))


@contextmanager
def standing_in(wanted, files, mappers):
    """While it lasts, what is not to be had is stood in for, and what a fragment only names is assumed."""
    finder = _Finder()
    assumed = Assumed(files, _known_to(files)) if wanted else None
    with ExitStack() as ends:
        if wanted:
            Assuming.now = assumed
            sys.meta_path.append(finder)
            ends.callback(sys.meta_path.remove, finder)
            ends.callback(setattr, Assuming, "now", None)
            ends.callback(setattr, URL, "_instantiate_plugins", URL._instantiate_plugins)
            URL._instantiate_plugins = _without_stand_ins(URL._instantiate_plugins)
            ends.callback(completing(assumed, mappers))
        try:
            yield StoodIn(finder, assumed)
        finally:
            for name in finder.made:
                sys.modules.pop(name, None)


def _without_stand_ins(instantiate):
    """Settings of an engine that are not to be had are left to SQLAlchemy."""

    def given(url, settings):
        return instantiate(url, {name: value for name, value in settings.items() if not isinstance(value, StandIn)})

    return given


def _sentence(name):
    return f"{name} is not to be had in a tab: a stand-in took its place, and nothing of what it does happened in this run"

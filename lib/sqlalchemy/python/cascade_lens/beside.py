"""The modules that stand beside a program: files of a folder for as long as it runs."""

from contextlib import contextmanager
import importlib
import os
import re
import shutil
import sys
from types import ModuleType

FOLDER = "/program"
_RELATIVE = re.compile(r"^\s*from (\.+)", re.MULTILINE)


def package_of(files):
    """The package that the folder has to be for the relative imports in it: "" or "program", or that in others."""
    levels = [len(dots) - path.count("/") for path, text in files.items() if path.endswith(".py") for dots in _RELATIVE.findall(text)]
    outer = max([0, *levels])
    return ".".join([*(f"above{number}" for number in range(outer - 1)), "program"]) if outer else ""


@contextmanager
def beside(modules, package=""):
    """`modules` are texts by their paths in the program's folder; what leads out of it is left out."""
    if not modules and not package:
        yield
        return
    os.makedirs(FOLDER, exist_ok=True)
    for path, text in modules.items():
        place = os.path.normpath(f"{FOLDER}/{path}")
        if place.startswith(f"{FOLDER}/"):
            os.makedirs(os.path.dirname(place), exist_ok=True)
            with open(place, "w", encoding="utf-8") as file:
                file.write(text)
    sys.path.insert(0, FOLDER)
    parts = package.split(".") if package else []
    for length in range(1, len(parts) + 1):
        name = ".".join(parts[:length])
        sys.modules[name] = ModuleType(name)
        sys.modules[name].__path__ = [FOLDER if length == len(parts) else f"{FOLDER}/above"]
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.path.remove(FOLDER)
        for name, module in list(sys.modules.items()):
            if any(str(place).startswith(FOLDER) for place in (getattr(module, "__file__", None), *getattr(module, "__path__", ()))):
                del sys.modules[name]
        shutil.rmtree(FOLDER, ignore_errors=True)

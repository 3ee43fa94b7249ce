"""The modules that stand beside a program: files of a folder for as long as it runs."""

from contextlib import contextmanager
import importlib
import os
import shutil
import sys

FOLDER = "/program"


@contextmanager
def beside(modules):
    """`modules` are texts by their paths in the program's folder; what leads out of it is left out."""
    if not modules:
        yield
        return
    for path, text in modules.items():
        place = os.path.normpath(f"{FOLDER}/{path}")
        if place.startswith(f"{FOLDER}/"):
            os.makedirs(os.path.dirname(place), exist_ok=True)
            with open(place, "w", encoding="utf-8") as file:
                file.write(text)
    sys.path.insert(0, FOLDER)
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.path.remove(FOLDER)
        for name, module in list(sys.modules.items()):
            if any(str(place).startswith(FOLDER) for place in (getattr(module, "__file__", None), *getattr(module, "__path__", ()))):
                del sys.modules[name]
        shutil.rmtree(FOLDER, ignore_errors=True)

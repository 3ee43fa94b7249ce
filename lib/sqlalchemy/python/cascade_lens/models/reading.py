"""Which of the files that a reader brought are to be loaded, and as which modules."""

import re

from ..imports import names_imported, parsed

# What the text of a module has that maps a class or makes a table.
_MAPS = re.compile(
    r"__table(?:name)?__|__mapper_args__|\bmapped_column\b|\bMapped\[|\brelationship\(|\bRelationship\(|\bColumn\(|\bTable\(|\bmap_imperatively\b|"
    r"\btable\s*=\s*True|\bDeclarativeBase\b|\bdeclarative_base\b|\bautomap_base\b"
)
_MIGRATES = re.compile(r"^\s*(?:from|import) alembic\b", re.MULTILINE)


def modules_with_models(files):
    """The names of the modules, in the order of the files; of all, where none looks like it. `files` are texts by path."""
    own = {path: text for path, text in files.items() if path.endswith(".py") and not _MIGRATES.search(text)}
    return [module_of(path) for path in [path for path, text in own.items() if _MAPS.search(text)] or own]


def module_of(path):
    return re.sub(r"(?:^|/)__init__$", "", path.removesuffix(".py")).replace("/", ".")


def roots_of(files):
    """The folders that imports begin in, as "" and "src": what a file imports by its whole name may stand deeper."""
    roots = [""]
    for text in files.values():
        tree = parsed(text)
        for name in {module for _, module in names_imported(tree) if not module.startswith(".")} if tree else ():
            wanted = re.compile(rf"(?:^|(.*)/){re.escape(name.replace('.', '/'))}(?:\.py|/__init__\.py)$")
            found = [match[1] or "" for path in files if (match := wanted.search(path))]
            roots += [root for root in found if root not in roots and not any(module_of(path) == name for path in files)]
    return roots

"""What was assumed of the reader's models or stood in for, each with its line and the classes that it is about."""

import ast
import re


def assumptions(stood_in, places, mappers, texts):
    """`texts` are those of the files, by path."""
    mentions = list(stood_in.mentions())
    written = _classes_in(places, texts) if mentions else []
    return [
        {"says": sentence, "place": _place(mention, names, places, texts), "classes": _classes(mention, names, written, mappers)}
        for sentence, mention, module in mentions
        for names in [_imported_from(module, places)]
    ]


def _classes_in(places, texts):
    """The name and the text of each class."""
    return [
        (node.name, ast.get_source_segment(texts[path], node) or "")
        for path, tree in places.trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    ]


def _imported_from(module, places):
    """The names that the files have from a module, or none."""
    if module is None:
        return set()
    of_module = lambda name: name == module or name.startswith(f"{module}.")
    found = set()
    for tree in places.trees.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found.update(alias.asname or alias.name.split(".")[0] for alias in node.names if of_module(alias.name))
            elif isinstance(node, ast.ImportFrom) and of_module(node.module or ""):
                found.update(alias.asname or alias.name for alias in node.names)
    return found


def _place(mention, names, places, texts):
    """The first import of it, or else the first line that has it."""
    for path, tree in places.trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                imported = {alias.asname or alias.name.split(".")[0] for alias in node.names}
                if imported & names or any(re.fullmatch(mention, name) for name in imported):
                    return {"file": path, "line": node.lineno, "end": node.end_lineno}
    for path in places.trees:
        for number, line in enumerate(texts[path].splitlines(), 1):
            if re.search(mention, line) and not line.lstrip().startswith("#"):
                return {"file": path, "line": number, "end": number}
    return None


def _classes(mention, names, written, mappers):
    """Those whose text has it, and those that inherit from them."""
    wanted = [mention, *(rf"\b{re.escape(name)}\b" for name in names)]
    direct = {name for name, text in written if any(re.search(each, text) for each in wanted)}
    return sorted({mapper.class_.__name__ for mapper in mappers if any(each.__name__ in direct for each in mapper.class_.__mro__)})

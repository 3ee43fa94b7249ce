"""Where in the reader's files a class, a relationship or a column is written."""

import ast
import sys

from ..beside import FOLDER
from ..imports import parsed


class Places:
    """`files` are texts by path."""

    def __init__(self, files):
        self.trees = {path: tree for path, text in files.items() if path.endswith(".py") and (tree := parsed(text))}
        self._classes = {}
        for path, tree in self.trees.items():
            for node in ast.walk(tree):
                if isinstance(node, ast.ClassDef):
                    self._classes.setdefault((path, node.name), node)

    def of_class(self, cls):
        """Its first line."""
        node, path = self._definition(cls)
        return {**_place(path, node), "end": node.lineno} if node else None

    def of_relationship(self, mapper, key):
        """Of one that a backref made: where the backref is."""
        relationship = mapper.relationships[key]
        made_by = generated_by(relationship)
        if made_by is not None:
            return self.of_attribute(made_by.parent, made_by.key)
        return self.of_attribute(mapper, key)

    def of_own(self, module, name, key):
        """Of an attribute in the body of a class, whose module may be gone."""
        for (path, cls), node in self._classes.items():
            if cls == name and module.endswith(path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")):
                for each in node.body:
                    if key in _names_of(each):
                        return _place(path, each)
        return None

    def of_attribute(self, mapper, key):
        for cls in mapper.class_.__mro__:
            node, path = self._definition(cls)
            for each in node.body if node else ():
                if key in _names_of(each):
                    return _place(path, each)
        return self._of_imperative(mapper.class_.__name__, key) or self.of_class(mapper.class_)

    def of_column(self, mappers, table, name):
        """Of a class that is mapped to the table, or else in a Table()."""
        for mapper in mappers:
            column = getattr(mapper.local_table, "c", {}).get(name)
            if column is None or getattr(mapper.local_table, "fullname", None) != table or column not in mapper._columntoproperty:
                continue
            key = mapper._columntoproperty[column].key
            found = self.of_attribute(mapper, key)
            if found and found != self.of_class(mapper.class_):
                return found
        return self._of_table(table, name)

    def _definition(self, cls):
        module = sys.modules.get(cls.__module__)
        path = (getattr(module, "__file__", None) or "").removeprefix(f"{FOLDER}/")
        return self._classes.get((path, cls.__name__)), path

    def _calls(self, name):
        for path, tree in self.trees.items():
            for node in ast.walk(tree):
                if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", None)) == name:
                    yield path, node

    def _of_imperative(self, cls, key):
        for path, call in self._calls("map_imperatively"):
            if call.args and isinstance(call.args[0], ast.Name) and call.args[0].id == cls:
                for each in call.keywords:
                    for name, value in zip(each.value.keys, each.value.values) if isinstance(each.value, ast.Dict) else ():
                        if isinstance(name, ast.Constant) and name.value == key:
                            return _place(path, value)
        return None

    def _of_table(self, table, name):
        for path, call in self._calls("Table"):
            if call.args and isinstance(call.args[0], ast.Constant) and call.args[0].value == table.rsplit(".", 1)[-1]:
                for each in call.args:
                    if isinstance(each, ast.Call) and each.args and isinstance(each.args[0], ast.Constant) and each.args[0].value == name:
                        return _place(path, each)
                return _place(path, call)
        return None


def generated_by(relationship):
    """The relationship whose backref made this one, or None."""
    for each in relationship._reverse_property:
        backref = each.backref[0] if isinstance(each.backref, tuple) else each.backref
        if backref == relationship.key:
            return each
    return None


def _names_of(node):
    if isinstance(node, ast.AnnAssign):
        return [getattr(node.target, "id", None)]
    if isinstance(node, ast.Assign):
        return [getattr(target, "id", None) for target in node.targets]
    return [node.name] if isinstance(node, ast.FunctionDef) else []


def _place(path, node):
    return {"file": path, "line": node.lineno, "end": node.end_lineno} if node else None

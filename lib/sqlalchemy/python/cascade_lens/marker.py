"""Where the operation of a program begins: at the first line that has the words "--- the operation" in a comment, or in
a print()."""

import ast
import io
import tokenize

MARKER = "--- the operation"


def call_at_marker(source, tree, name):
    """Puts a call of `name` before the statement that the marker is in or, where it is in none, before the next one.

    Whether there is a marker.
    """
    line = _line_of_marker(source, tree)
    if line is None:
        return False
    statements, index, at = _place(tree, line)
    call = ast.Expr(ast.Call(ast.Name(name, ast.Load()), [], []))
    statements.insert(index, ast.fix_missing_locations(ast.copy_location(call, at)))
    return True


def _line_of_marker(source, tree):
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    lines = [token.start[0] for token in tokens if token.type == tokenize.COMMENT and MARKER in token.string]
    text = source.splitlines()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and _is_print(node.value) and MARKER in "".join(text[node.lineno - 1 : node.end_lineno]):
            lines.append(node.lineno)
    return min(lines, default=None)


def _is_print(node):
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"


def _place(tree, line):
    """A list of statements, an index in it, and the statement that is there."""
    places = [place for place in _places(tree) if _end(place[2]) >= line]
    end = ast.Pass(lineno=line, col_offset=0, end_lineno=line, end_col_offset=0)
    return min(places, key=lambda place: _start(place[2]), default=(tree.body, len(tree.body), end))


def _places(tree):
    """All but those that have to be the first ones of a module."""
    for node in ast.walk(tree):
        for name, statements in ast.iter_fields(node):
            if isinstance(statements, list):
                for index, each in enumerate(statements):
                    is_future = isinstance(each, ast.ImportFrom) and each.module == "__future__"
                    is_docstring = node is tree and index == 0 and isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant)
                    if isinstance(each, ast.stmt) and not is_future and not is_docstring:
                        yield statements, index, each


def _start(statement):
    decorators = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(each.lineno for each in decorators)])


def _end(statement):
    """The last line that the marker may be on to be in the statement: of one that has others in it only its beginning."""
    inner = [each for name in ("body", "handlers", "cases") for each in getattr(statement, name, [])]
    return statement.end_lineno if not inner else _start(statement)

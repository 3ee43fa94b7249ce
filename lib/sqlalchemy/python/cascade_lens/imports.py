"""What the text of a module imports."""

import ast


def parsed(text):
    """Its tree, or None for what is no Python, which says so itself when it runs."""
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError):
        return None


def names_imported(tree):
    """The names that imports make, with their modules: a relative one begins with its dots."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.asname or alias.name.split(".")[0], alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((alias.asname or alias.name, "." * node.level + (node.module or "")) for alias in node.names)

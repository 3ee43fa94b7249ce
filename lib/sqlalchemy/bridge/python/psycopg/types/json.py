"""A value that goes as JSON."""

import json

_dumps = json.dumps


class Json:
    pglite_oid = 114

    def __init__(self, obj, dumps=None):
        self.obj = obj
        self.dumps = dumps

    def __str__(self):
        return (self.dumps or _dumps)(self.obj)


class Jsonb(Json):
    pglite_oid = 3802


def set_json_dumps(dumps, context=None):
    """SQLAlchemy's json_serializer, which is one for all: there is one connection."""
    global _dumps
    _dumps = dumps


def set_json_loads(loads, context=None):
    if context is not None:
        context.json_loads = loads

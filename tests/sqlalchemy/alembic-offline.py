"""Prints as JSON the SQL that Alembic writes for operations, given as a list of their texts in JSON."""

import io
import json
import sys

from alembic.migration import MigrationContext
from alembic.operations import Operations


def sql_of(text):
    written = io.StringIO()
    options = {"as_sql": True, "output_buffer": written}
    context = MigrationContext.configure(dialect_name="postgresql", opts=options)
    exec(text, {"op": Operations(context)})
    return written.getvalue()


print(json.dumps([sql_of(text) for text in json.loads(sys.argv[1])]))

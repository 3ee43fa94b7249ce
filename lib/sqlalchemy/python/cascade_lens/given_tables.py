"""The tables that a reader really has: an SQL file beside the program, such as pg_dump --schema-only writes, makes them in
the place of create_all().
"""

from contextlib import contextmanager
import json
import re

from sqlalchemy import create_engine, MetaData
from sqlalchemy_pglite.drivers.dialects import choose

# What a dump says to psql, of roles and databases that are not here, of its rows, which stay away, and of settings that
# end with its connection.
_NOT_HERE = re.compile(
    r"^(?:\\.*|SET [^;]*;|SELECT pg_catalog\.(?:set_config|setval)[^;]*;|ALTER DEFAULT PRIVILEGES[^;]*;"
    r"|(?:GRANT|REVOKE|SECURITY LABEL|(?:CREATE|ALTER|DROP) (?:ROLE|USER|DATABASE|TABLESPACE|PUBLICATION|SUBSCRIPTION))\b[^;]*;"
    r"|COMMENT ON (?:EXTENSION|DATABASE|ROLE)[^;]*;|ALTER [^;]*\bOWNER TO [^;]*;)[ \t]*$",
    re.MULTILINE,
)
_FOR_ROLES = re.compile(r"^(CREATE POLICY [^;]*?) TO (?!PUBLIC\b)[^;()]*?(?= (?:USING|WITH CHECK) \(|;)", re.MULTILINE)
_ROWS = re.compile(r"^COPY [^;]* FROM stdin;\n.*?^\\\.$", re.MULTILINE | re.DOTALL | re.IGNORECASE)
_EXTENSION = re.compile(r'^CREATE EXTENSION (?:IF NOT EXISTS )?"?([\w-]+)[^;]*;', re.MULTILINE | re.IGNORECASE)
_OF_PUBLIC = re.compile(r"^CREATE SCHEMA (?=public\b)", re.MULTILINE | re.IGNORECASE)


def files_with_tables(files):
    """The paths of the SQL files, in their order."""
    return [path for path in files if path.lower().endswith(".sql")]


def make_tables(files, say=lambda sentence: None):
    """Runs the SQL files, as psql would: not every driver takes several statements at once. PostgreSQL's errors are raised, and
    `say` hears in which file."""
    engine = create_engine("postgresql+psycopg://")
    connection = engine.raw_connection()
    try:
        _run(connection.cursor(), files, say)
        connection.commit()
    finally:
        connection.close()
        engine.dispose()


def _run(cursor, files, say):
    for path in files_with_tables(files):
        text, rows = _ROWS.subn("", files[path])
        if rows:
            say(f"The rows of {path} were left out: its tables are empty when the program begins")
        text = _FOR_ROLES.sub(r"\1", _NOT_HERE.sub("", text))
        cursor.execute("SELECT array_to_json(array_agg(name))::text FROM pg_available_extensions")
        here = set(json.loads(cursor.fetchone()[0] or "[]"))
        for name in {each for each in _EXTENSION.findall(text) if each not in here}:
            say(f"The PostgreSQL in the tab has no extension {name}: {path} went on without it")
        text = _EXTENSION.sub(lambda found: found[0] if found[1] in here else "", text)
        try:
            if text.strip():
                cursor.execute(_OF_PUBLIC.sub("CREATE SCHEMA IF NOT EXISTS ", text))
        except Exception:
            say(f"{path} could not be run to its end, so there are no tables")
            raise


@contextmanager
def given_tables(files, say):
    """While it lasts, create_all() and drop_all() do nothing, where SQL files have made the tables. `say` hears of it."""
    paths = files_with_tables(files)
    if not paths:
        yield
        return
    choose(None)
    make_tables(files, say)
    originals = MetaData.create_all, MetaData.drop_all
    sentence = f"The tables are those of {' and '.join(paths)}: create_all() and drop_all() did nothing"
    MetaData.create_all = MetaData.drop_all = lambda *_, **__: say(sentence)
    try:
        yield
    finally:
        MetaData.create_all, MetaData.drop_all = originals

"""Runs a program with a real driver on a PostgreSQL that listens, and prints what it did as JSON.

Usage: record.py URL FILE [LOG]. URL takes the place of whatever the program's engine is made with; LOG is the file in
which a server with a witness says which rows are touched. As in a trace, it begins with the last Session that is opened
before the operation and ends when that Session is closed.
"""

import ast
import asyncio
import inspect
import io
import json
import os
import sys
import traceback
import warnings

import sqlalchemy
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import MissingGreenlet
import sqlalchemy.ext.asyncio
from sqlalchemy.orm import Session

MARKER = "--- the operation"
url, file, *logs = sys.argv[1:]
log = open(logs[0], encoding="utf-8") if logs else None


class Recording:
    statements = []
    warnings = []
    session = None
    # What its Session raised, if the program goes on from it.
    raised = None
    # Whether the last statement has had its event and neither its answer nor an error.
    under_way = False
    began = False
    ended = False


def touched():
    """What the witness has said since it was last asked: it is in the log before the client has its answer."""
    if log is None:
        return None
    # The trigger's own name for the line, whatever the language of the server's messages.
    said = (line.partition(":  ")[2] for line in log)
    return [json.loads(each) for each in said if each.startswith('{"operation" : ')]


def plain(value):
    if value is None or type(value) in (int, str):
        return value
    return str(value).lower() if isinstance(value, bool) else str(value)


def shown(parameters):
    if isinstance(parameters, dict):
        return {name: plain(value) for name, value in parameters.items()}
    return [plain(value) for value in parameters or ()]


@event.listens_for(Engine, "before_cursor_execute")
def before(connection, cursor, sql, parameters, context, many):
    if not Recording.ended:
        sets = [shown(each) for each in parameters] if many and isinstance(parameters, list) else [shown(parameters)]
        statement = {"sql": sql, "parameters": sets, "many": isinstance(parameters, list), "rowcount": None}
        touched()
        Recording.statements.append({**statement, "failed": False, "touched": None})
        Recording.under_way = True


@event.listens_for(Engine, "after_cursor_execute")
def after(connection, cursor, sql, parameters, context, many):
    if not Recording.ended:
        Recording.under_way = False
        Recording.statements[-1]["rowcount"] = cursor.rowcount if cursor.rowcount >= 0 else None
        Recording.statements[-1]["touched"] = touched()


@event.listens_for(Engine, "handle_error")
def failed(context):
    if Recording.ended:
        return
    Recording.raised = context.sqlalchemy_exception or context.original_exception
    if not Recording.under_way:
        return
    Recording.under_way = False
    if isinstance(context.original_exception, MissingGreenlet):
        Recording.statements.pop()  # it was never sent
    else:
        Recording.statements[-1].update({"failed": True, "touched": touched()})


def around(name, action):
    original = getattr(Session, name)

    def method(self, *arguments, **options):
        return action(original, self, *arguments, **options)

    setattr(Session, name, method)


def opened(original, session, *arguments, **options):
    original(session, *arguments, **options)
    if not Recording.began:
        Recording.session = session
        Recording.statements.clear()
        Recording.warnings.clear()


def closed(original, session):
    original(session)
    if Recording.began and session is Recording.session:
        Recording.ended = True


def deleted(original, session, instance):
    if not marked:
        Recording.began = True
    return original(session, instance)


around("__init__", opened)
around("close", closed)
around("delete", deleted)


def warned(message, category, *_):
    if not Recording.ended:
        Recording.warnings.append([category.__name__, str(message)])


def at_the_url(make):
    return lambda _, **options: make(url, **options)


async def nothing(*_):
    """In place of closing connections: the listening PGlite may not answer that, and they end with the process."""


sqlalchemy.ext.asyncio.AsyncEngine.dispose = nothing
sqlalchemy.create_engine = at_the_url(sqlalchemy.create_engine)
sqlalchemy.ext.asyncio.create_async_engine = at_the_url(sqlalchemy.ext.asyncio.create_async_engine)

with open(file, encoding="utf-8") as opened_file:
    lines = opened_file.read().splitlines(keepends=True)
marked = False
for number, line in enumerate(lines):
    code = line.lstrip()
    if MARKER in code and code.startswith(("#", "print(")):
        separator = "  " if code.startswith("#") else "; "
        lines[number] = f"{line[: len(line) - len(code)]}__operation__(){separator}{code}"
        marked = True
        break


def begin():
    Recording.began = True


output, sys.stdout = sys.stdout, io.StringIO()
os.environ["DATABASE_URL"] = url
names = {"__name__": "__main__", "__file__": file, "__operation__": begin}
error = None
with warnings.catch_warnings():
    warnings.simplefilter("always")
    warnings.showwarning = warned
    try:
        flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        result = eval(compile("".join(lines), file, "exec", flags=flags, dont_inherit=True), names)
        if inspect.iscoroutine(result):
            asyncio.run(result)
    except (Exception, SystemExit) as raised:
        if not isinstance(raised, SystemExit):
            traceback.print_exc()
        error = raised


def described(error):
    """PostgreSQL's own words inside the class of SQLAlchemy, wherever a driver keeps them."""
    original = getattr(error, "orig", None) or error
    cause = original.__cause__  # asyncpg's own exception
    report = getattr(original, "diag", None)

    def part(of_diagnosis, of_cause):
        return getattr(report, of_diagnosis, None) or getattr(cause, of_cause, None)

    return {
        "class": type(error).__name__,
        "sqlstate": getattr(original, "sqlstate", None) or getattr(original, "pgcode", None),
        "message": part("message_primary", "message") or str(original),
        "detail": part("message_detail", "detail"),
        "constraint": part("constraint_name", "constraint_name"),
    }


recorded = {
    "error": error and described(error),
    # The last that SQLAlchemy raised and the program went on from.
    "caught": described(Recording.raised) if Recording.raised and Recording.raised is not error else None,
    "statements": Recording.statements,
    "warnings": Recording.warnings,
    "printed": sys.stdout.getvalue(),
}
output.write(json.dumps(recorded) + "\n")
output.flush()
# what is still open ends with the process
os._exit(0)

"""Asks a driver what no trace has: the classes and the texts of its errors, its row counts, what it takes as SQL.

scripts/drivers/questions.ts adds the lines that call ask() with a Connection of each kind of engine.
"""

import re

from sqlalchemy import ARRAY, ForeignKey, Integer, String, bindparam, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine  # noqa: F401
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column  # noqa: F401


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


class Post(Base):
    __tablename__ = "posts"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))


def name_of(kind):
    return f"{kind.__module__}.{kind.__qualname__}"


def shown(error):
    """All that an except block can ask for."""
    # Where SQLAlchemy has its immutabledict from depends on whether it is compiled.
    said = re.sub(r"[\w.]*immutabledict", "immutabledict", str(error)).split("(Background on")[0]
    print("   ", name_of(type(error)), "|", said.strip().replace("\n", " / "))
    for original in (getattr(error, "orig", None), getattr(getattr(error, "orig", None), "__cause__", None)):
        if original is None:
            continue
        names = ("sqlstate", "pgcode", "detail", "message", "constraint_name", "table_name", "column_name", "severity")
        said = {each: getattr(original, each, "-") for each in names}
        print("   ", " < ".join(name_of(each) for each in type(original).__mro__[:4]), said)
        if diagnosis := getattr(original, "diag", None):
            names = ("sqlstate", "severity", "message_primary", "message_detail", "message_hint", "schema_name")
            names += ("table_name", "column_name", "constraint_name", "datatype_name", "context")
            print("   ", {each: getattr(diagnosis, each) for each in names})
    print("    invalidated:", getattr(error, "connection_invalidated", "-"))


def ask(connection):
    def answer(question, action):
        print(question)
        try:
            print("   ", repr(action()))
        except Exception as error:
            shown(error)
        connection.rollback()

    def driver(sql, *parameters):
        answer(f"driver: {sql} {parameters}", lambda: connection.exec_driver_sql(sql, *parameters).fetchall())

    def execute(sql, parameters=None):
        answer(f"{sql} {parameters}", lambda: counted(connection.execute(text(sql), parameters)))

    def counted(result):
        return result.rowcount, [tuple(row) for row in result] if result.returns_rows else None

    Base.metadata.create_all(connection)
    connection.execute(insert(User), [{"id": number, "name": f"n{number}"} for number in (1, 2, 3)])
    connection.execute(insert(Post), [{"id": 1, "user_id": 1}])
    connection.execute(
        text("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no % here', 5; END $$")
    )
    connection.execute(text("CREATE TRIGGER refuse BEFORE DELETE ON posts FOR EACH ROW EXECUTE FUNCTION refuse()"))
    connection.commit()

    for sql in ("SELECT 5 % 3", "SELECT 5 %% 3", "SELECT 'ab' LIKE 'a%'", "SELECT 1; SELECT 2", "SELECT 7 AS \"a%%b\"", ""):
        driver(sql)
    for sql, parameters in (("%s", (1,)), ("%(x)s", {"x": 1}), ("$1::int", (1,)), ("%(x)s", {}), ("%s, %s", (1,))):
        driver(f"SELECT {sql}", parameters)
    for value in ("1", 1.5, 1, None, True, "one", 2**70):
        execute("SELECT id FROM users WHERE id = :v", {"v": value})
        answer(f"id = {value!r}", lambda: connection.execute(select(User.id).where(User.id == value)).fetchall())
        typed = bindparam("v", value, type_=Integer)
        answer(f"id = INTEGER {value!r}", lambda: connection.execute(select(User.id).where(User.id == typed)).fetchall())
    for value in (1, "a", 70_000, 2**40, 1.5, True, None):
        execute("SELECT pg_typeof(:v)::text", {"v": value})
    execute("SELECT :v", {"v": {}})
    for values in ([1, 2], [1, None, 70_000], ["a", 'b"'], [1.5], [True], [], [[1, 2], [3, 4]]):
        execute("SELECT :v", {"v": values})
    for kind, values in ((Integer, [1, None]), (String, ["a", "null", ""]), (String(9), ["a"])):
        array = select(bindparam("v", values, type_=ARRAY(kind)))
        answer(f"array {values}", lambda: counted(connection.execute(array)))
    execute("SELECT :v", {"v": object})
    execute("SELECT id % 2, 'a%' FROM users WHERE name LIKE 'n%' AND id = :v", {"v": 1})

    execute("DELETE FROM users WHERE id = :v", {"v": 1})
    execute("DELETE FROM posts")
    execute("INSERT INTO users VALUES (1, 'x')")
    execute("INSERT INTO users VALUES (9, 'n1')")
    answer("null", lambda: counted(connection.execute(insert(User).values(id=9, name=None))))
    for sql in ("* FROM nobody", "1,\n  nothing FROM users", "nothing(1)", "1/0", "'x'::int", "'1-1'::date", "users.* FROM"):
        execute(f"SELECT {sql}")
    for length in (20, 40, 48, 49, 50, 51, 52, 60, 80):
        execute(f"SELECT '{'x' * length}', nothing")
        execute(f"SELECT '{'x' * length}', nothing, '{'y' * length}'")
    execute("SELEKT 1")
    execute("ALTER TABLE users ADD CHECK (id > 2)")
    execute("SELECT 1")

    def after_an_error():
        try:
            connection.execute(text("SELECT 1/0"))
        except Exception as error:
            print("   ", name_of(type(error)))
        return connection.execute(text("SELECT 1")).fetchall()

    answer("after an error", after_an_error)
    execute("UPDATE users SET name = :n WHERE id = :i", [{"n": "a", "i": 1}, {"n": "b", "i": 9}])
    execute("UPDATE users SET name = name")
    execute("INSERT INTO users VALUES (:i, :n)", [{"i": 10, "n": "a"}, {"i": 1, "n": "b"}, {"i": 11, "n": "c"}])
    execute("DELETE FROM users WHERE id = :i", [{"i": 2}, {"i": 3}])
    execute("CREATE TABLE others (id integer)")
    execute("CREATE TABLE some (id integer); CREATE TABLE others (id integer)")
    rows = [{"id": number, "name": f"m{number}"} for number in (20, 21)]
    answer("many rows", lambda: counted(connection.execute(insert(User), rows)))
    answer("many rows back", lambda: counted(connection.execute(insert(User).returning(User.id), rows)))
    answer("one by one", lambda: counted(connection.execute(update(User).values(name="q").where(User.id == 2))))

    dialect = connection.dialect
    print(dialect.driver, dialect.paramstyle, dialect.supports_sane_rowcount, dialect.supports_sane_multi_rowcount)
    print(dialect.use_insertmanyvalues, dialect.use_insertmanyvalues_wo_returning, dialect.server_version_info > (9,))

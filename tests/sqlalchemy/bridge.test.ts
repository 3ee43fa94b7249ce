// The bridge on its own: a plain PGlite, SQLAlchemy, and nothing of the explorer.
import { describe, expect, test } from 'vitest';
import { describeBridge } from './live';

const IMPORTS = `
import datetime as dt, decimal, enum, json, uuid
from sqlalchemy import *
from sqlalchemy.dialects.postgresql import ARRAY, INET, JSONB
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import *
from sqlalchemy import exc
`;

const CONNECT = `
from sqlalchemy_pglite import dbapi
connection = dbapi.connect()
cursor = connection.cursor()
`;

await describeBridge('The bridge', ({ bridge }) => {
  /** What the program leaves in `result`, through JSON. */
  function result(program: string): unknown {
    const names = bridge.run(`${IMPORTS}${program}\nresult = json.dumps(result)`);
    const text: string = names.get('result');
    names.destroy();
    return JSON.parse(text);
  }

  describe('The DBAPI', () => {
    test('describes a result and fetches it one by one, some, and all the rest', () => {
      expect(
        result(`${CONNECT}
cursor.execute("SELECT i AS n, 'r' || i AS word FROM generate_series(1, 5) i")
result = [
    [column[:2] for column in cursor.description], cursor.rowcount,
    cursor.fetchone(), cursor.fetchmany(2), cursor.fetchall(), cursor.fetchone(), cursor.fetchall(),
]
connection.close()`),
      ).toEqual([
        [
          ['n', 23],
          ['word', 25],
        ],
        5,
        [1, 'r1'],
        [
          [2, 'r2'],
          [3, 'r3'],
        ],
        [
          [4, 'r4'],
          [5, 'r5'],
        ],
        null,
        [],
      ]);
    });

    test('begins a transaction by itself, and rolls it back or commits it', () => {
      expect(
        result(`${CONNECT}
cursor.execute("CREATE TABLE kept (n int)")
connection.commit()
cursor.execute("INSERT INTO kept VALUES ($1)", [1])
touched = cursor.rowcount
connection.rollback()
cursor.executemany("INSERT INTO kept VALUES ($1)", [[2], [3], [None]])
many = cursor.rowcount
connection.commit()
cursor.execute("SELECT n FROM kept ORDER BY n")
result = [touched, many, cursor.fetchall()]
connection.close()`),
      ).toEqual([1, -1, [[2], [3], [null]]]);
    });

    test.each([
      ['SELECT 1 FROM nowhere', 'ProgrammingError', '42P01'],
      ['SELECT 1 / 0', 'DataError', '22012'],
      ['INSERT INTO keys VALUES (1), (1)', 'IntegrityError', '23505'],
      ["DO $$ BEGIN RAISE EXCEPTION 'mine' USING ERRCODE = 'P0001'; END $$", 'DatabaseError', 'P0001'],
      ['SELECT lo_export(1)', 'ProgrammingError', '42883'],
    ])('raises for %s a %s with SQLSTATE %s', (sql, name, sqlstate) => {
      expect(
        result(`${CONNECT}
cursor.execute("CREATE TEMPORARY TABLE keys (n int PRIMARY KEY)")
try:
    cursor.execute(${JSON.stringify(sql)})
except dbapi.Error as error:
    result = [type(error).__name__, error.sqlstate, isinstance(error, dbapi.DatabaseError)]
connection.close()`),
      ).toEqual([name, sqlstate, true]);
    });

    test('refuses a closed connection, a closed cursor and a fetch without a result', () => {
      expect(
        result(`${CONNECT}
def refusal(call):
    try:
        call()
    except dbapi.Error as error:
        return [type(error).__name__, str(error)]
result = [refusal(cursor.fetchall)]
other = connection.cursor(); other.close(); result.append(refusal(lambda: other.execute("SELECT 1")))
connection.close(); result.append(refusal(lambda: cursor.execute("SELECT 1")))`),
      ).toEqual([
        ['ProgrammingError', 'no result to fetch from'],
        ['InterfaceError', 'cursor is closed'],
        ['InterfaceError', 'connection is closed'],
      ]);
    });
  });

  test('brings every type back as it went in', () => {
    expect(
      result(`
class Colour(enum.Enum):
    red = 1
    blue = 2
zone = dt.timezone(dt.timedelta(hours=2))
values = {
    "smallint": (SmallInteger, -32768), "integer": (Integer, 2**31 - 1), "bigint": (BigInteger, 2**63 - 1),
    "numeric": (Numeric(30, 10), decimal.Decimal("12345678901234567890.0123456789")),
    "double": (Double, 0.1), "text": (Text, "it's \\\\ \\"ü\\" 🐘"), "boolean": (Boolean, False),
    "date": (Date, dt.date(1, 1, 1)), "time": (Time, dt.time(23, 59, 59, 999999)),
    "timestamp": (DateTime, dt.datetime(2024, 2, 29, 1, 2, 3, 4)),
    "timestamptz": (DateTime(timezone=True), dt.datetime(2024, 2, 29, 1, 2, 3, 4, zone)),
    "interval": (Interval, dt.timedelta(days=-3, hours=5, microseconds=7)), "uuid": (Uuid, uuid.UUID(int=7)),
    "jsonb": (JSONB, {"a": [1, None, "x"], "b": {"c": 1.5}}), "bytea": (LargeBinary, bytes(range(256))),
    "enum": (Enum(Colour), Colour.blue), "inet": (INET, "10.0.0.1"),
    "texts": (ARRAY(Text), ["a,b", None, "", "NULL", '"{}\\\\']), "nested": (ARRAY(Integer), [[1, 2], [3, 4]]),
    "enums": (ARRAY(Enum(Colour)), [Colour.red, Colour.blue]), "empty": (ARRAY(Uuid), []),
    "numerics": (ARRAY(Numeric), [decimal.Decimal("1.50"), None]),
}
metadata = MetaData()
table = Table("every_type", metadata, Column("id", Integer, primary_key=True),
              *[Column(name, kind) for name, (kind, _) in values.items()])
engine = create_engine("postgresql+pglite://")
metadata.create_all(engine)
with engine.begin() as connection:
    connection.execute(insert(table), {"id": 1, **{name: value for name, (_, value) in values.items()}})
    connection.execute(insert(table), {"id": 2})
    first, second = connection.execute(select(table).order_by(table.c.id)).mappings()
    wrong = [name for name, (_, value) in values.items() if first[name] != value or type(first[name]) is not type(value)]
    filled = [name for name in values if second[name] is not None]
metadata.drop_all(engine)
result = [len(values), wrong, filled]`),
    ).toEqual([22, [], []]);
  });

  test("decodes JSON with the engine's own function", () => {
    expect(
      result(`
engine = create_engine("postgresql+pglite://", json_deserializer=lambda text: json.loads(text, parse_int=str))
with engine.connect() as connection:
    plain = connection.scalar(text("SELECT '{\\"a\\": [1]}'::jsonb"))
    typed = connection.scalar(select(cast({"a": [1]}, JSONB)))
    result = [plain, typed]`),
    ).toEqual([{ a: ['1'] }, { a: ['1'] }]);
  });

  const MODELS = `
class Base(DeclarativeBase):
    pass
class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None]
    posts: Mapped[list["Post"]] = relationship(back_populates="user", cascade="all, delete-orphan")
class Post(Base):
    __tablename__ = "posts"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    user: Mapped[User] = relationship(back_populates="posts")
`;

  test('runs a Session: defaults come back, relationships load, cascades delete', () => {
    expect(
      result(`${MODELS}
engine = create_engine("postgresql+pglite://")
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add(User(name="ann", posts=[Post(), Post()]))
    session.commit()
    user = session.scalars(select(User)).one()
    loaded = [post.id for post in user.posts]
    session.delete(user)
    session.commit()
    result = [loaded, session.scalar(select(func.count()).select_from(Post))]
Base.metadata.drop_all(engine)`),
    ).toEqual([[1, 2], 0]);
  });

  test('runs an AsyncSession under asyncio.run(), with tasks and sleeps', () => {
    expect(
      result(`${MODELS}
import asyncio
async def main():
    engine = create_async_engine("postgresql+pglite://")
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with AsyncSession(engine) as session:
        session.add_all([User(name="ann"), User(name="bob")])
        await session.commit()
        streamed = [user.name async for user in await session.stream_scalars(select(User).order_by(User.id))]
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.drop_all)
    await asyncio.gather(asyncio.sleep(0.001), asyncio.sleep(0))
    return streamed
result = asyncio.run(main())`),
    ).toEqual(['ann', 'bob']);
  });

  test('raises MissingGreenlet for a lazy load in plain async code, and allows it in run_sync', () => {
    expect(
      result(`${MODELS}
engine = create_async_engine("postgresql+pglite://")
async with engine.begin() as connection:
    await connection.run_sync(Base.metadata.create_all)
async with AsyncSession(engine, expire_on_commit=False) as session:
    session.add(User(name="ann", posts=[Post()]))
    await session.commit()
    session.expunge_all()
    user = await session.get(User, 1)
    try:
        user.posts
    except exc.MissingGreenlet as error:
        raised = type(error).__name__
    result = [raised, await session.run_sync(lambda _: len(user.posts))]
async with engine.begin() as connection:
    await connection.run_sync(Base.metadata.drop_all)`),
    ).toEqual(['MissingGreenlet', 1]);
  });

  test('writes the SQL that asyncpg gets', () => {
    expect(
      result(`${MODELS}
from sqlalchemy.dialects.postgresql import asyncpg
ours = create_engine("postgresql+pglite://").dialect
theirs = asyncpg.dialect()
statements = [
    select(User).where(User.name == "x", User.id.in_([1, 2])), delete(Post).where(Post.user_id == 1),
    update(User).values(name="y").where(User.id > 3), insert(User).values(name="z").returning(User.id),
]
result = [str(each.compile(dialect=ours)) == str(each.compile(dialect=theirs)) for each in statements]`),
    ).toEqual([true, true, true, true]);
  });

  test('serves connections in turns, and refuses what a turn would mix up', () => {
    expect(
      result(`
engine = create_engine("postgresql+pglite://", pool_size=2, max_overflow=0)
with engine.begin() as first:
    first.execute(text("CREATE TABLE turns (id integer)"))
with engine.connect() as first, engine.connect() as second:
    read = [first.scalar(text("SELECT count(*) FROM turns"))]
    second.execute(text("INSERT INTO turns VALUES (1)"))
    try:
        first.execute(text("SELECT 1"))
    except exc.NotSupportedError as error:
        refused = "one connection" in str(error)
    second.commit()
    read.append(first.scalar(text("SELECT count(*) FROM turns")))
    try:
        engine.connect()
    except exc.TimeoutError as error:
        limit = str(error).split(",")[0]
with engine.begin() as last:
    last.execute(text("DROP TABLE turns"))
result = [read, refused, limit]`),
    ).toEqual([[0, 1], true, 'QueuePool limit of size 2 overflow 0 reached']);
  });
});

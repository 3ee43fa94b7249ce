"""Deletes one user with N posts through SQLAlchemy on a real PostgreSQL with each driver, and says how long it took;
then deletes posts alone, in each way that a driver can send many statements, at once and over a slow connection.

Reads its settings as JSON from the first argument and prints one JSON object for each measurement. The tables, the
rows and the program are those of the laboratory in the browser (lib/database/scale-stage.ts). The drivers take turns,
so that a busy moment hits both.
"""

import asyncio
from contextlib import AsyncExitStack
from importlib.metadata import version
import json
import sys
import time

from sqlalchemy import ForeignKey, bindparam, delete, event, text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, selectinload


def models(passive_deletes: bool, index: bool):
    class Base(DeclarativeBase):
        pass

    class User(Base):
        __tablename__ = "users"
        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str | None]
        posts: Mapped[list["Post"]] = relationship(
            back_populates="user", cascade="all, delete-orphan", passive_deletes=passive_deletes
        )

    class Post(Base):
        __tablename__ = "posts"
        id: Mapped[int] = mapped_column(primary_key=True)
        title: Mapped[str | None]
        user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=index)
        user: Mapped[User] = relationship(back_populates="posts")

    # The registry of classes holds them weakly.
    return Base, User, Post


class Meter:
    """Counts statements, and the time between sending each and having its result, as the cursor events tell."""

    def __init__(self, engine):
        self.reset()
        event.listen(engine.sync_engine, "before_cursor_execute", self.before)
        event.listen(engine.sync_engine, "after_cursor_execute", self.after)

    def reset(self):
        self.statements, self.sets, self.waiting = 0, 0, 0.0

    def before(self, connection, cursor, statement, parameters, context, executemany):
        self.statements += 1
        self.sets += len(parameters) if executemany else 1
        self.started = time.perf_counter()

    def after(self, *_):
        self.waiting += time.perf_counter() - self.started


async def seed(engine, posts: int, others: int, fresh: bool) -> None:
    """Users 1 and 2 and their posts; with `fresh` also those of the other users, in empty tables."""
    total = posts * (1 + others) + 2 if fresh else posts + 2
    async with engine.begin() as connection:
        if fresh:
            await connection.execute(text("TRUNCATE users, posts"))
        else:
            await connection.execute(text("DELETE FROM users WHERE id <= 2"))
    async with engine.connect() as connection:
        autocommit = await connection.execution_options(isolation_level="AUTOCOMMIT")
        if not fresh:
            await autocommit.execute(text("VACUUM posts"))
    async with engine.begin() as connection:
        users = 2 + others if fresh else 2
        await connection.execute(text(f"INSERT INTO users (id, name) SELECT i, 'u' || i FROM generate_series(1, {users}) AS i"))
        await connection.execute(
            text(
                f"""INSERT INTO posts (id, title, user_id)
                SELECT i, 'p' || i, CASE WHEN i <= {posts} THEN 1 WHEN i <= {posts + 2} THEN 2
                  ELSE 3 + (i - {posts + 3}) / {posts} END FROM generate_series(1, {total}) AS i"""
            )
        )
    if fresh:
        async with engine.begin() as connection:
            await connection.execute(text("ANALYZE users, posts"))


async def measure(engine, meter: Meter, User, loaded: bool):
    async with AsyncSession(engine, expire_on_commit=False) as session:
        options = [selectinload(User.posts)] if loaded else []
        user = await session.get(User, 1, options=options)
        meter.reset()
        started = time.perf_counter()
        await session.delete(user)
        await session.flush()
        flushed = meter.waiting
        committing = time.perf_counter()
        await session.commit()
        ended = time.perf_counter()
    return {
        "milliseconds": round((ended - started) * 1000, 3),
        "postgresql": round((flushed + ended - committing) * 1000, 3),
        "statements": meter.statements,
        "sets": meter.sets,
    }


async def measure_ways(engines, settings) -> None:
    meters = {driver: Meter(engine) for driver, engine in engines.items()}
    first = next(iter(engines.values()))
    for index in settings["indexes"]:
        for way in settings["ways"]:
            Base, User, _ = models(way["passiveDeletes"], index)
            await create(first, Base)
            for posts in settings["sizes"]:
                await seed(first, posts, settings["others"], True)
                # One more first, which is not counted: connections, caches and compiled statements.
                for repetition in range(-1, settings["repetitions"]):
                    for driver, engine in engines.items():
                        measured = await measure(engine, meters[driver], User, way["loaded"])
                        await seed(first, posts, settings["others"], False)
                        if repetition >= 0:
                            say({"driver": driver, **way, "index": index, "posts": posts, **measured})


async def create(engine, Base) -> None:
    async with engine.begin() as connection:
        await connection.execute(text("DROP TABLE IF EXISTS posts, users"))
        await connection.run_sync(Base.metadata.create_all)


async def send(connection, statement, sets, sending: str) -> None:
    """In a transaction that has begun. A pipeline ends when everything in it is answered."""
    if sending == "executemany":
        await connection.execute(statement, sets)
        return
    async with AsyncExitStack() as stack:
        if sending == "pipeline":
            raw = await connection.get_raw_connection()
            await stack.enter_async_context(raw.driver_connection.pipeline())
        for one in sets:
            await connection.execute(statement, one)


def waits() -> int:
    """How many answers of the slower connection were waited for up to now, as its owner says."""
    print("waits", flush=True)
    return int(sys.stdin.readline())


async def measure_sendings(near, far, settings) -> None:
    """`near` and `far` are the engines of the drivers, at once and over the slower connection."""
    Base, _, Post = models(False, True)
    first = next(iter(near.values()))
    await create(first, Base)
    await seed(first, settings["deletes"], settings["others"], True)
    statement = delete(Post.__table__).where(Post.__table__.c.id == bindparam("post_id"))
    sets = [{"post_id": post} for post in range(1, settings["deletes"] + 1)]

    async def time_of(engine, sending: str) -> tuple[float, int]:
        async with engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
            before = waits()
            started = time.perf_counter()
            await send(connection, statement, sets, sending)
            taken = time.perf_counter() - started
            waited = waits() - before
            # The posts are there again.
            await connection.rollback()
        return round(taken * 1000, 3), waited

    for repetition in range(-1, settings["repetitions"]):
        for driver, sending in settings["sendings"]:
            milliseconds, _ = await time_of(near[driver], sending)
            delayed, waited = await time_of(far[driver], sending)
            if repetition >= 0:
                measured = {"milliseconds": milliseconds, "delayed": delayed, "waits": waited}
                say({"driver": driver, "sending": sending, **measured})


def say(measured) -> None:
    print(json.dumps({"sqlalchemy": version("sqlalchemy"), **measured}), flush=True)


async def main(settings) -> None:
    def engines(port: int):
        address = f"postgres@127.0.0.1:{port}/postgres"
        return {driver: create_async_engine(f"postgresql+{driver}://{address}") for driver in settings["drivers"]}

    near, far = engines(settings["port"]), engines(settings["delayed"])
    async with next(iter(near.values())).connect() as connection:
        server = (await connection.execute(text("SHOW server_version"))).scalar_one()
    drivers = {driver: version(driver) for driver in settings["drivers"]}
    print(json.dumps({"postgresql": server, "python": sys.version.split()[0], **drivers}), flush=True)
    await measure_sendings(near, far, settings)
    await measure_ways(near, settings)
    for engine in (*near.values(), *far.values()):
        await engine.dispose()


asyncio.run(main(json.loads(sys.argv[1])))

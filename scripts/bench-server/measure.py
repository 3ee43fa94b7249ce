"""Deletes one user with N posts through SQLAlchemy on a real PostgreSQL, and says how long it took.

Reads its settings as JSON from the first argument and prints one JSON object for each measurement. The tables, the
rows and the program are those of the laboratory in the browser (lib/database/scale-stage.ts).
"""

import asyncio
import json
import sys
import time

import asyncpg
import sqlalchemy
from sqlalchemy import ForeignKey, event, text
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


async def main(settings) -> None:
    engine = create_async_engine(settings["url"])
    meter = Meter(engine)
    async with engine.connect() as connection:
        server = (await connection.execute(text("SHOW server_version"))).scalar_one()
    versions = {"sqlalchemy": sqlalchemy.__version__, "driver": f"asyncpg {asyncpg.__version__}", "postgresql": server}
    print(json.dumps({"versions": {**versions, "python": sys.version.split()[0]}}), flush=True)
    for index in settings["indexes"]:
        for way in settings["ways"]:
            Base, User, _ = models(way["passiveDeletes"], index)
            async with engine.begin() as connection:
                await connection.execute(text("DROP TABLE IF EXISTS posts, users"))
                await connection.run_sync(Base.metadata.create_all)
            for posts in settings["sizes"]:
                await seed(engine, posts, settings["others"], True)
                # One more first, which is not counted: connections, caches and compiled statements.
                for repetition in range(-1, settings["repetitions"]):
                    measured = await measure(engine, meter, User, way["loaded"])
                    await seed(engine, posts, settings["others"], False)
                    if repetition >= 0:
                        print(json.dumps({**way, "index": index, "posts": posts, **measured}), flush=True)
    await engine.dispose()


asyncio.run(main(json.loads(sys.argv[1])))

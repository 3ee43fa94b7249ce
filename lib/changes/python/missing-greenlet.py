import asyncio

from sqlalchemy import ForeignKey, insert
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped
from sqlalchemy.orm import mapped_column, relationship


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    posts: Mapped[list["Post"]] = relationship(cascade="all, delete-orphan")


class Post(Base):
    __tablename__ = "posts"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))


async def made(driver):
    engine = create_async_engine(f"postgresql+{driver}://localhost/demo")
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.drop_all)
        await connection.run_sync(Base.metadata.create_all)
        await connection.execute(insert(User).values(id=1))
        await connection.execute(insert(Post).values(id=1, user_id=1))
    return engine


async def main():
    engines = {driver: await made(driver) for driver in ["asyncpg", "psycopg"]}

    # --- the operation
    for driver, engine in engines.items():
        async with AsyncSession(engine) as session:
            user = await session.get_one(User, 1)
            try:
                user.posts.clear()
            except SQLAlchemyError as error:
                said = str(error).split("\n")[0]
                print(f"{driver}: {type(error).__name__}: {said}")


asyncio.run(main())

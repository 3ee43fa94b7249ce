import asyncio

from sqlalchemy import ForeignKey
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)


class Post(Base):
    __tablename__ = "posts"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))


async def main():
    engine = create_async_engine("postgresql+asyncpg://localhost/demo")
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)

    async with AsyncSession(engine) as session:
        session.add(User(id=1))
        await session.flush()
        session.add(Post(id=1, user_id=1))
        await session.commit()

    async with AsyncSession(engine) as session:
        user = await session.get_one(User, 1)
        # --- the operation
        await session.delete(user)
        try:
            await session.commit()
        except IntegrityError as error:
            print("class of orig:", type(error.orig).__name__)
            print("detail of orig:", getattr(error.orig, "detail", "none"))
            print("sqlstate of orig:", error.orig.sqlstate)
            itself = getattr(error, "driver_exception", None)
            print("driver_exception:", type(itself).__name__)
            print(error)


asyncio.run(main())

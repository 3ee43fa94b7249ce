import asyncio

from sqlalchemy import ForeignKey
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    posts: Mapped[list["Post"]] = relationship(cascade="all, delete-orphan")


class Post(Base):
    __tablename__ = "posts"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE")
    )


async def main():
    engine = create_async_engine("postgresql+asyncpg://localhost/demo")
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)

    async with AsyncSession(engine) as session:
        ann = User(
            id=1,
            name="ann",
            posts=[Post(id=1, title="p1"), Post(id=2, title="p2")],
        )
        session.add_all(
            [ann, User(id=2, name="bob", posts=[Post(id=3, title="p3")])]
        )
        await session.commit()

    async with AsyncSession(engine, expire_on_commit=False) as session:
        ann = await session.get_one(User, 1)
        bob = await session.get_one(User, 2)

        # --- the operation
        await session.delete(ann)  # may load ann's posts
        await session.commit()
        bob.posts.clear()  # may not load bob's
        await session.commit()


asyncio.run(main())

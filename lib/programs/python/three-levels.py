from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    mapped_column,
    relationship,
)


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
    comments: Mapped[list["Comment"]] = relationship(
        cascade="all, delete-orphan"
    )


class Comment(Base):
    __tablename__ = "comments"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    post_id: Mapped[int] = mapped_column(
        ForeignKey("posts.id", ondelete="CASCADE")
    )


engine = create_engine("postgresql+psycopg://localhost/demo")
Base.metadata.create_all(engine)

with Session(engine) as session:
    first = Post(
        id=1,
        title="p1",
        comments=[Comment(id=1, text="c1"), Comment(id=2, text="c2")],
    )
    second = Post(id=2, title="p2", comments=[Comment(id=3, text="c3")])
    other = Post(id=3, title="p3", comments=[Comment(id=4, text="c4")])
    session.add_all(
        [
            User(id=1, name="ann", posts=[first, second]),
            User(id=2, name="bob", posts=[other]),
        ]
    )
    session.commit()

with Session(engine) as session:
    ann = session.get_one(User, 1)

    # --- the operation
    session.delete(ann)
    session.commit()

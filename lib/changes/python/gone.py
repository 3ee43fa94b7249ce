from sqlalchemy import Column, ForeignKey, Table, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session
from sqlalchemy.orm import mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Post(Base):
    __tablename__ = "posts"

    id: Mapped[int] = mapped_column(primary_key=True)
    tags: Mapped[list["Tag"]] = relationship(secondary="post_tags.alias()")


class Tag(Base):
    __tablename__ = "tags"

    id: Mapped[int] = mapped_column(primary_key=True)


Table(
    "post_tags",
    Base.metadata,
    Column("post_id", ForeignKey("posts.id"), primary_key=True),
    Column("tag_id", ForeignKey("tags.id"), primary_key=True),
)


def attempt(what, action):
    try:
        action()
        print(f"{what}: works")
    except (AttributeError, SQLAlchemyError) as error:
        print(f"{what}: {type(error).__name__}: {error}")


# --- the operation
attempt("close_all()", lambda: Session.close_all())
attempt("first_init", lambda: event.listen(Post, "first_init", print))
attempt("post_tags.alias() as secondary", lambda: Base.registry.configure())

from sqlalchemy import Column, ForeignKey, Integer, Table, create_engine, insert
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    mapped_column,
    relationship,
)


class Base(DeclarativeBase):
    pass


post_tags = Table(
    "post_tags",
    Base.metadata,
    Column("id", Integer, primary_key=True),  # and no UNIQUE (post_id, tag_id)
    Column("post_id", ForeignKey("posts.id"), nullable=False),
    Column("tag_id", ForeignKey("tags.id"), nullable=False),
)


class Post(Base):
    __tablename__ = "posts"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    tags: Mapped[list["Tag"]] = relationship(secondary=post_tags)


class Tag(Base):
    __tablename__ = "tags"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


engine = create_engine("postgresql+psycopg://localhost/demo")
Base.metadata.create_all(engine)

with Session(engine) as session:
    news, work = Tag(id=1, name="news"), Tag(id=2, name="work")
    session.add(Post(id=1, title="p1", tags=[news, work]))
    session.flush()
    # The form was sent twice.
    session.execute(insert(post_tags).values(post_id=1, tag_id=1))
    session.commit()

with Session(engine) as session:
    post = session.get_one(Post, 1)

    # --- the operation
    session.delete(post)
    session.commit()

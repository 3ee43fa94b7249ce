from sqlalchemy import Column, ForeignKey, Table, create_engine, text
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
    Column("post_id", ForeignKey("posts.id"), primary_key=True),
    Column("tag_id", ForeignKey("tags.id"), primary_key=True),
)


class Post(Base):
    __tablename__ = "posts"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    tags: Mapped[list["Tag"]] = relationship(
        secondary=post_tags, back_populates="posts"
    )


class Tag(Base):
    __tablename__ = "tags"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    posts: Mapped[list["Post"]] = relationship(
        secondary=post_tags, back_populates="tags"
    )


engine = create_engine("postgresql+psycopg://localhost/demo")
Base.metadata.create_all(engine)

with Session(engine) as session:
    news, work = Tag(id=1, name="news"), Tag(id=2, name="work")
    session.add_all(
        [
            Post(id=1, title="p1", tags=[news, work]),
            Post(id=2, title="p2", tags=[news]),
        ]
    )
    session.commit()

with Session(engine) as session:
    post = session.get_one(Post, 1)
    print([tag.name for tag in post.tags])  # loaded
    with engine.begin() as other:
        other.execute(
            text("DELETE FROM post_tags WHERE post_id = 1 AND tag_id = 2")
        )

    # --- the operation
    session.delete(post)
    session.commit()

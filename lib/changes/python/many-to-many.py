from sqlalchemy import Column, ForeignKey, Table, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session
from sqlalchemy.orm import mapped_column, relationship, selectinload


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
    tags: Mapped[list["Tag"]] = relationship(secondary=post_tags)


class Tag(Base):
    __tablename__ = "tags"

    id: Mapped[int] = mapped_column(primary_key=True)


engine = create_engine("postgresql+psycopg://localhost/demo")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(Post(id=1, tags=[Tag(id=1), Tag(id=2)]))
    session.commit()

with Session(engine) as session:
    # --- the operation
    with_tags = select(Post).options(selectinload(Post.tags))
    post = session.scalars(with_tags).one()
    session.delete(post)
    session.commit()

from sqlalchemy import ForeignKeyConstraint, create_engine
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    mapped_column,
    relationship,
)


class Base(DeclarativeBase):
    pass


class Author(Base):
    __tablename__ = "authors"

    tenant_id: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    posts: Mapped[list["Post"]] = relationship(passive_deletes="all")


class Post(Base):
    __tablename__ = "posts"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant_id", "author_id"],
            ["authors.tenant_id", "authors.id"],
            ondelete="SET NULL (author_id)",
        ),
    )

    tenant_id: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int | None]


engine = create_engine("postgresql+psycopg://localhost/demo")
Base.metadata.create_all(engine)

with Session(engine) as session:
    posts = [Post(id=1), Post(id=2)]
    session.add_all(
        [
            Author(tenant_id=7, id=1, name="ann", posts=posts),
            Author(tenant_id=8, id=1, name="bob", posts=[Post(id=1)]),
        ]
    )
    session.commit()

with Session(engine) as session:
    ann = session.get_one(Author, (7, 1))

    # --- the operation
    session.delete(ann)
    session.commit()

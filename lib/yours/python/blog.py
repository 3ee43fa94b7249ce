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
    posts: Mapped[list["Post"]] = relationship(
        back_populates="author", cascade="all, delete-orphan"
    )


class Post(Base):
    __tablename__ = "posts"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    author_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE")
    )
    author: Mapped[User] = relationship(back_populates="posts")


engine = create_engine("postgresql+psycopg://localhost/blog")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add_all(
        [
            User(name="ann", posts=[Post(title="p1"), Post(title="p2")]),
            User(name="bob", posts=[Post(title="p3")]),
        ]
    )
    session.commit()

with Session(engine) as session:
    ann = session.get(User, 1)
    session.delete(ann)
    session.commit()

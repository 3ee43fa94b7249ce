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


engine = create_engine("postgresql+psycopg://localhost/demo")
Base.metadata.create_all(engine)

with Session(engine) as session:
    ann = User(
        id=1, name="ann", posts=[Post(id=1, title="p1"), Post(id=2, title="p2")]
    )
    session.add_all(
        [ann, User(id=2, name="bob", posts=[Post(id=3, title="p3")])]
    )
    session.commit()

with Session(engine) as session:
    ann = session.get_one(User, 1)

    # --- the operation
    farewell = f"{ann.name} had {len(ann.posts)} posts"
    session.delete(ann)
    session.commit()
    print(farewell)

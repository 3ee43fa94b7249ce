from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session
from sqlalchemy.orm import mapped_column, relationship


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    posts: Mapped[list["Post"]] = relationship(cascade="all, delete-orphan")


class Post(Base):
    __tablename__ = "posts"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))


engine = create_engine("postgresql+psycopg://localhost/demo")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(User(id=1, posts=[Post(id=1)]))
    session.add(User(id=2, posts=[Post(id=2)]))
    session.commit()

with Session(engine) as session:
    users = [session.get(User, 1), session.get(User, 2)]
    # --- the operation
    session.delete_all(users)
    session.commit()

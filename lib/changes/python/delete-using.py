from sqlalchemy import ForeignKey, create_engine, delete
from sqlalchemy.orm import DeclarativeBase, Mapped, Session
from sqlalchemy.orm import mapped_column, relationship


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Post(Base):
    __tablename__ = "posts"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    user: Mapped[User] = relationship()


engine = create_engine("postgresql+psycopg://localhost/demo")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(Post(id=1, user=User(id=1, name="ann")))
    session.add(Post(id=2, user=User(id=2, name="bob")))
    session.commit()

with Session(engine) as session:
    # --- the operation
    of_ann = delete(Post).using(User).where(Post.user_id == User.id)
    session.execute(of_ann.where(User.name == "ann"))
    session.commit()

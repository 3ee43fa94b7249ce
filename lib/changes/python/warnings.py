from sqlalchemy import ForeignKey, create_engine, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session
from sqlalchemy.orm import mapped_column, relationship


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    posts: Mapped[list["Post"]] = relationship(lazy="noload")


class Post(Base):
    __tablename__ = "posts"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))


engine = create_engine("postgresql+psycopg://localhost/demo")
Base.metadata.create_all(engine)


# --- the operation
class Setting(Base):
    __tablename__ = "settings"

    id: Mapped[int] = mapped_column(primary_key=True)
    registry: Mapped[str]


with Session(engine) as session:
    user = User(id=1)
    session.add(user)
    session.flush([user])
    session.connection().execute(text("DELETE FROM users"), [])
    session.commit()

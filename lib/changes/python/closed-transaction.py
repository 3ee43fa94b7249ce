from sqlalchemy import ForeignKey, create_engine, text
from sqlalchemy.exc import IntegrityError, InvalidRequestError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)


class Post(Base):
    __tablename__ = "posts"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))


engine = create_engine("postgresql+psycopg://localhost/demo")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(User(id=1))
    session.flush()
    session.add(Post(id=1, user_id=1))
    session.commit()

with Session(engine) as session, session.begin():
    user = session.get(User, 1)
    # --- the operation
    session.delete(user)
    try:
        session.flush()
    except IntegrityError:
        pass
    try:
        session.execute(text("SELECT 1"))
    except InvalidRequestError as error:
        print(error)

from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


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
    session.add_all([User(id=1, name="ann"), User(id=2, name="bob")])
    session.flush()
    session.add_all(
        Post(id=n, title=f"p{n}", user_id=1 if n < 3 else 2) for n in (1, 2, 3)
    )
    session.commit()

with Session(engine) as session:
    ann = session.get_one(User, 1)

    # --- the operation
    session.delete(ann)
    session.commit()

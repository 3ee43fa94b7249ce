from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.exc import CircularDependencyError, IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session
from sqlalchemy.orm import mapped_column, relationship


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    friend_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    friend: Mapped["User | None"] = relationship(remote_side=id)


engine = create_engine("postgresql+psycopg://localhost/demo")
Base.metadata.create_all(engine)

with Session(engine) as session:
    ann, bob = User(id=1), User(id=2)
    session.add_all([ann, bob])
    session.flush()
    ann.friend_id, bob.friend_id = 2, 1
    session.commit()

with Session(engine) as session:
    ann, bob = session.get(User, 1), session.get(User, 2)
    # --- the operation
    session.delete(ann)
    try:
        session.flush()
    except IntegrityError as error:
        print(str(error).split("\n")[-1])
    session.rollback()
    session.refresh(ann)
    session.refresh(bob)
    session.delete(ann)
    session.delete(bob)
    try:
        session.flush()
    except CircularDependencyError as error:
        print(error)

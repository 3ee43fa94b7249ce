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
    profile: Mapped["Profile | None"] = relationship(
        cascade="all, delete-orphan"
    )


class Profile(Base):
    __tablename__ = "profiles"

    id: Mapped[int] = mapped_column(primary_key=True)
    bio: Mapped[str]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), unique=True)


engine = create_engine("postgresql+psycopg://localhost/demo")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add_all(
        [
            User(id=1, name="ann", profile=Profile(id=1, bio="b1")),
            User(id=2, name="bob", profile=Profile(id=2, bio="b2")),
        ]
    )
    session.commit()

with Session(engine) as session:
    ann = session.get_one(User, 1)

    # --- the operation
    ann.profile = None
    session.flush()  # deletes the old one
    ann.profile = Profile(id=9, bio="new")
    session.commit()

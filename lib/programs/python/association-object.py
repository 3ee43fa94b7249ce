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
    memberships: Mapped[list["Membership"]] = relationship(
        cascade="all, delete-orphan"
    )
    groups: Mapped[list["Group"]] = relationship(
        secondary="memberships", overlaps="memberships"
    )


class Group(Base):
    __tablename__ = "groups"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Membership(Base):
    __tablename__ = "memberships"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id"), primary_key=True
    )
    group_id: Mapped[int] = mapped_column(
        ForeignKey("groups.id"), primary_key=True
    )
    role: Mapped[str]


engine = create_engine("postgresql+psycopg://localhost/demo")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add_all([Group(id=1, name="staff"), Group(id=2, name="admins")])
    session.flush()
    staff = Membership(group_id=1, role="member")
    admins = Membership(group_id=2, role="owner")
    other = Membership(group_id=1, role="member")
    session.add_all(
        [
            User(id=1, name="ann", memberships=[staff, admins]),
            User(id=2, name="bob", memberships=[other]),
        ]
    )
    session.commit()

with Session(engine) as session:
    ann = session.get_one(User, 1)

    # --- the operation
    session.delete(ann)
    session.commit()

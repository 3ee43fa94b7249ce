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


class Employee(Base):
    __tablename__ = "employees"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    type: Mapped[str]

    __mapper_args__ = {
        "polymorphic_on": "type",
        "polymorphic_identity": "employee",
    }


class Engineer(Employee):
    __tablename__ = "engineers"

    id: Mapped[int] = mapped_column(
        ForeignKey("employees.id"), primary_key=True
    )
    language: Mapped[str]
    tasks: Mapped[list["Task"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )

    __mapper_args__ = {"polymorphic_identity": "engineer"}


class Task(Base):
    __tablename__ = "tasks"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    engineer_id: Mapped[int] = mapped_column(
        ForeignKey("engineers.id", ondelete="CASCADE")
    )


engine = create_engine("postgresql+psycopg://localhost/demo")
Base.metadata.create_all(engine)

with Session(engine) as session:
    tasks = [Task(id=1, title="fix"), Task(id=2, title="test")]
    session.add_all(
        [
            Engineer(id=1, name="ann", language="Python", tasks=tasks),
            Engineer(id=2, name="bob", language="COBOL"),
            Employee(id=3, name="eve"),
        ]
    )
    session.commit()

with Session(engine) as session:
    ann = session.get_one(Employee, 1)

    # --- the operation
    session.delete(ann)
    session.commit()

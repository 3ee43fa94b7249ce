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


class Company(Base):
    __tablename__ = "companies"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    employees: Mapped[list["Employee"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )


class Employee(Base):
    __tablename__ = "employees"

    id: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[str]
    company_id: Mapped[int] = mapped_column(
        ForeignKey("companies.id", ondelete="CASCADE")
    )

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

    __mapper_args__ = {"polymorphic_identity": "engineer"}


engine = create_engine("postgresql+psycopg://localhost/demo")
Base.metadata.create_all(engine)

with Session(engine) as session:
    staff = [Engineer(id=1, language="Python"), Employee(id=2)]
    session.add(Company(id=1, name="acme", employees=staff))
    session.commit()

with Session(engine) as session:
    acme = session.get_one(Company, 1)

    # --- the operation
    session.delete(acme)
    session.commit()

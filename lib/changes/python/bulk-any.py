from sqlalchemy import ForeignKey, create_engine, delete
from sqlalchemy.orm import DeclarativeBase, Mapped, Session
from sqlalchemy.orm import mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Company(Base):
    __tablename__ = "companies"

    id: Mapped[int] = mapped_column(primary_key=True)
    engineers: Mapped[list["Engineer"]] = relationship()


class Person(Base):
    __tablename__ = "people"
    __mapper_args__ = {"polymorphic_on": "type"}

    id: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[str]
    company_id: Mapped[int | None] = mapped_column(
        ForeignKey("companies.id", ondelete="SET NULL")
    )


class Engineer(Person):
    __mapper_args__ = {"polymorphic_identity": "engineer"}


engine = create_engine("postgresql+psycopg://localhost/demo")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add_all([Company(id=1, engineers=[Engineer(id=1)]), Company(id=2)])
    session.commit()

with Session(engine) as session:
    # --- the operation
    session.execute(delete(Company).where(Company.engineers.any()))
    session.commit()

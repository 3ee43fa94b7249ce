from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Customer(Base):
    __tablename__ = "customers"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Invoice(Base):
    __tablename__ = "invoices"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))


engine = create_engine("postgresql+psycopg://localhost/demo")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add_all(
        [
            Customer(id=1, name="ann"),
            Customer(id=2, name="bob"),
            Customer(id=3, name="eve"),
        ]
    )
    session.flush()
    session.add(Invoice(id=1, customer_id=2))
    session.commit()

with Session(engine) as session:
    query = select(Customer).order_by(Customer.id)
    customers = session.scalars(query).all()

    # --- the operation
    for customer in customers:
        try:
            session.delete(customer)
            session.flush()
        except IntegrityError:
            session.rollback()
    session.commit()

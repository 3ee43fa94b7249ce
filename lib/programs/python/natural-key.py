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


class Country(Base):
    __tablename__ = "countries"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    cities: Mapped[list["City"]] = relationship()


class City(Base):
    __tablename__ = "cities"

    name: Mapped[str] = mapped_column(primary_key=True)
    country_code: Mapped[str] = mapped_column(
        ForeignKey("countries.code", onupdate="CASCADE")
    )


engine = create_engine("postgresql+psycopg://localhost/demo")
Base.metadata.create_all(engine)

with Session(engine) as session:
    cities = [City(name="Mandalay"), City(name="Yangon")]
    session.add_all(
        [
            Country(code="BUR", name="Myanmar", cities=cities),
            Country(code="FRA", name="France", cities=[City(name="Lyon")]),
        ]
    )
    session.commit()

with Session(engine) as session:
    country = session.get_one(Country, "BUR")

    # --- the operation
    country.code = "MMR"
    session.commit()

from sqlalchemy import create_engine, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)


engine = create_engine("postgresql+psycopg://localhost/demo")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(User(id=1))
    session.commit()

with Session(engine) as session:
    user = session.get(User, 1)
    # --- the operation
    session.execute(text("DELETE FROM users"))
    again = session.get(
        User, 1, execution_options={"populate_existing": True}
    )
    print("None" if again is None else "the user, who is deleted")
    session.commit()

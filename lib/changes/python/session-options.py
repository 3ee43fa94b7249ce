from sqlalchemy import create_engine, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Post(Base):
    __tablename__ = "posts"

    id: Mapped[int] = mapped_column(primary_key=True)


engine = create_engine("postgresql+psycopg://localhost/demo")
Base.metadata.create_all(engine)
with engine.begin() as connection:
    connection.execute(text("CREATE SCHEMA archive"))
    connection.execute(text("CREATE TABLE archive.posts (id int PRIMARY KEY)"))
    connection.execute(text("INSERT INTO archive.posts VALUES (1)"))

# --- the operation
archive = {"schema_translate_map": {None: "archive"}}
with Session(engine, execution_options=archive) as session:
    session.delete(session.get(Post, 1))
    session.commit()

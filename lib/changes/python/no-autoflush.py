from sqlalchemy import create_engine, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Post(Base):
    __tablename__ = "posts"

    id: Mapped[int] = mapped_column(primary_key=True)


engine = create_engine("postgresql+psycopg://localhost/demo")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add_all([Post(id=1), Post(id=2)])
    session.commit()

count = text("SELECT count(*) FROM posts")
off = {"autoflush": False}

with Session(engine) as session:
    post = session.get(Post, 1)
    # --- the operation
    session.delete(post)
    with session.no_autoflush:
        print("under no_autoflush:", session.scalar(count))
    print("by the connection:", session.connection().scalar(count))
    ids = session.scalars(select(Post.id), execution_options=off).all()
    print("select() with the option:", len(ids))
    number = session.scalar(count, execution_options=off)
    print("text() with the option:", number)
    session.begin_nested()
    print("in begin_nested():", session.connection().scalar(count))
    session.commit()

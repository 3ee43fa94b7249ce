from sqlalchemy import create_engine, text
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

with Session(engine) as session:
    post = session.get(Post, 1)
    # --- the operation
    session.delete(post)
    count = session.scalar(text("SELECT count(*) FROM posts"))
    print(f"{count} posts after delete()")
    session.commit()

from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Post(Base):
    __tablename__ = "posts"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


engine = create_engine("postgresql+psycopg://localhost/demo")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add_all([Post(id=1, title="p1"), Post(id=2, title="p2")])
    session.commit()

with Session(engine) as session:
    posts = session.scalars(select(Post).order_by(Post.id)).all()

    # --- the operation
    with Session(engine) as other:
        other.get_one(Post, 2).title = "new"
        other.commit()
    for post in posts:
        session.delete(post)
    session.commit()

from sqlalchemy import create_engine, delete
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Post(Base):
    __tablename__ = "posts"

    id: Mapped[int] = mapped_column(primary_key=True)


engine = create_engine("postgresql://localhost/demo")
Base.metadata.create_all(engine)

with Session(engine) as session:
    # --- the operation
    session.execute(delete(Post).where(Post.id == 1))
    session.commit()
    print("PostgreSQL's own dialect:", postgresql.dialect.driver)
    print("create_engine():", engine.driver)
    try:
        engine = create_async_engine("postgresql://localhost/demo")
        print("create_async_engine():", engine.driver)
    except InvalidRequestError as error:
        print("create_async_engine():", error)

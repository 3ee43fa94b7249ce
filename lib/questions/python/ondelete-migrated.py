from sqlalchemy import ForeignKey, create_engine, inspect, text
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    mapped_column,
    relationship,
)


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    posts: Mapped[list["Post"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )


class Post(Base):
    __tablename__ = "posts"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE")
    )


engine = create_engine("postgresql+psycopg://localhost/demo")

with engine.begin() as connection:  # as it was made before ondelete was written
    connection.execute(
        text("CREATE TABLE users (id integer PRIMARY KEY, name varchar NOT NULL)")
    )
    connection.execute(
        text(
            """
            CREATE TABLE posts (
                id integer PRIMARY KEY,
                title varchar NOT NULL,
                user_id integer NOT NULL REFERENCES users (id)
            )
            """
        )
    )

Base.metadata.create_all(engine)  # the tables are there already

with Session(engine) as session:
    ann = User(
        id=1, name="ann", posts=[Post(id=1, title="p1"), Post(id=2, title="p2")]
    )
    session.add_all(
        [ann, User(id=2, name="bob", posts=[Post(id=3, title="p3")])]
    )
    session.commit()

with engine.begin() as connection:
    connection.execute(
        text("ALTER TABLE posts DROP CONSTRAINT posts_user_id_fkey")
    )
    connection.execute(
        text(
            """
            ALTER TABLE posts ADD CONSTRAINT posts_user_id_fkey
                FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
            """
        )
    )

with Session(engine) as session:
    ann = session.get_one(User, 1)
    (foreign_key,) = inspect(engine).get_foreign_keys("posts")
    print("the table has", foreign_key["options"])

    # --- the operation
    session.delete(ann)
    session.commit()

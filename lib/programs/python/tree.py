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


class Node(Base):
    __tablename__ = "nodes"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("nodes.id"))
    children: Mapped[list["Node"]] = relationship(cascade="all, delete-orphan")


engine = create_engine("postgresql+psycopg://localhost/demo")
Base.metadata.create_all(engine)

with Session(engine) as session:
    left = Node(
        id=2,
        name="left",
        children=[Node(id=4, name="leaf 4"), Node(id=5, name="leaf 5")],
    )
    right = Node(id=3, name="right", children=[Node(id=6, name="leaf 6")])
    session.add(Node(id=1, name="root", children=[left, right]))
    session.commit()

with Session(engine) as session:
    root = session.get_one(Node, 1)

    # --- the operation
    session.delete(root)
    session.commit()

from sqlalchemy import Column, Computed, Integer, MetaData, Table
from sqlalchemy import create_engine

engine = create_engine("postgresql+psycopg://localhost/demo")
engine.connect().close()

# --- the operation
metadata = MetaData()
Table(
    "posts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("double", Integer, Computed("id * 2")),
)
metadata.create_all(engine)

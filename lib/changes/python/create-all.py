from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table
from sqlalchemy import create_engine

engine = create_engine("postgresql+psycopg://localhost/demo")
engine.connect().close()

# --- the operation
metadata = MetaData()
Table("users", metadata, Column("id", Integer, primary_key=True))
Table("posts", metadata, Column("user_id", ForeignKey("users.id")))
metadata.create_all(engine)

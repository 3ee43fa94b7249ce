from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table
from sqlalchemy import create_engine

metadata = MetaData()
Table("users", metadata, Column("id", Integer, primary_key=True))
Table("posts", metadata, Column("user_id", ForeignKey("users.id")))
engine = create_engine("postgresql+psycopg://localhost/demo")
engine.connect().close()

# --- the operation
metadata.create_all(engine)

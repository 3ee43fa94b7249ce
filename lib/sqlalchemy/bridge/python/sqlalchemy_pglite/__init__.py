"""SQLAlchemy on PGlite: a DBAPI (PEP 249) over a synchronous wire, and the dialects postgresql+pglite.

Importing this package registers the dialects. create_engine("postgresql+pglite://") and
create_async_engine("postgresql+pglite://") use the wire that JavaScript registered as the module pglite_wire.
"""

from sqlalchemy.dialects import registry

from . import python314

python314.apply()
registry.register("postgresql.pglite", "sqlalchemy_pglite.dialect", "PGDialect_pglite")
registry.register("postgresql.pglite_async", "sqlalchemy_pglite.dialect", "PGDialect_pglite_async")

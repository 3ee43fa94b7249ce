"""Types are looked up by the bridge itself; there is no other to register."""


class TypeInfo:
    @classmethod
    def fetch(cls, connection, name):
        """None: hstore stays with SQLAlchemy, which reads its text."""
        from psycopg import AsyncConnection

        return _nothing() if isinstance(connection, AsyncConnection) else None


async def _nothing():
    return None

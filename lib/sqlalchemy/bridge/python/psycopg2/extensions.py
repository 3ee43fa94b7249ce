"""The constants that SQLAlchemy compares with, and what programs register."""

from .errors import QueryCanceledError, TransactionRollbackError

ISOLATION_LEVEL_AUTOCOMMIT = 0
ISOLATION_LEVEL_READ_COMMITTED = 1
ISOLATION_LEVEL_REPEATABLE_READ = 2
ISOLATION_LEVEL_SERIALIZABLE = 3
ISOLATION_LEVEL_READ_UNCOMMITTED = 4
ISOLATION_LEVEL_DEFAULT = None

STATUS_READY = 1
STATUS_BEGIN = 2

TRANSACTION_STATUS_IDLE = 0
TRANSACTION_STATUS_ACTIVE = 1
TRANSACTION_STATUS_INTRANS = 2
TRANSACTION_STATUS_INERROR = 3


class AsIs:
    """Written into the statement without quotes."""

    def __init__(self, adapted):
        self.adapted = adapted

    def getquoted(self):
        return str(self.adapted)

    __str__ = getquoted


__all__ = ["AsIs", "QueryCanceledError", "TransactionRollbackError"]

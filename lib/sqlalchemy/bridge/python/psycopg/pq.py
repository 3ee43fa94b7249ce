"""The numbers of libpq that SQLAlchemy compares with."""

from enum import IntEnum


class ExecStatus(IntEnum):
    COMMAND_OK = 1
    TUPLES_OK = 2


class TransactionStatus(IntEnum):
    IDLE = 0
    ACTIVE = 1
    INTRANS = 2
    INERROR = 3
    UNKNOWN = 4

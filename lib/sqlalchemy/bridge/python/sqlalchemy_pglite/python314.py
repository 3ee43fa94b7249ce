"""SQLAlchemy before 2.0.42 makes unions in a way that Python 3.14 ended: Mapped[str | None] and Optional need this."""

from typing import Union

import sqlalchemy
from sqlalchemy.util import typing as sqlalchemy_typing

FIXED_IN = (2, 0, 42)


def make_union_type(*types):
    return Union[types]


def apply():
    version = tuple(int(part) for part in sqlalchemy.__version__.split(".")[:3] if part.isdigit())
    if version < FIXED_IN:
        sqlalchemy_typing.make_union_type = make_union_type

"""The rows for a delete of a class, as the statements that make them."""

from .catalog import quoted
from .kinds import name_of
from .seeding import Seeding
from .statements import sequences_of, statements_of


def filled(tables, connection):
    """The tables that have rows before any are made for a delete: events of a model may write some with create_all()."""
    return [table for table in tables if connection.exec_driver_sql(f"SELECT EXISTS (SELECT FROM {table.sql})").scalar()]


class Rows:
    """`empties` are tables to be emptied before. Asks PostgreSQL whether the CHECKs hold, and changes nothing."""

    def __init__(self, kinds, connection, empties, mapper, children, only=None):
        seeding = Seeding(kinds, connection.dialect, children, only)
        victim = seeding.seed(mapper)
        dropped = seeding.satisfy(connection)
        inserts, self.notes = statements_of(seeding.rows)
        self.notes += [f"The CHECK {check.name} of {table.name} was dropped: no values that it takes were found" for check, table in dropped.items()]
        self.statements = [
            *([f"TRUNCATE {', '.join(table.sql for table in empties)} RESTART IDENTITY CASCADE"] if empties else []),
            *(f"ALTER TABLE {table.sql} DROP CONSTRAINT {quoted(check.name)}" for check, table in dropped.items()),
            *inserts,
            *sequences_of(seeding.rows),
        ]
        self.key = {column.name: victim.rows[name_of(column.table)].at(column.name) for column in mapper.primary_key}
        """The victim's, as SQL by column."""
        self.family = seeding.family

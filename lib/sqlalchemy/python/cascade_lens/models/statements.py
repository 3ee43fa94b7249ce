"""The rows of a seeding as SQL, in an order that their foreign keys allow."""

from itertools import groupby

from .catalog import quoted
from .values import literal


def statements_of(rows):
    """INSERTs; where keys go in a circle, NULL first and an UPDATE afterwards, or else without the triggers of the keys.

    What is said of that, too.
    """
    ordered, later = _ordered(rows)
    if ordered is None:
        return ["SET LOCAL session_replication_role = replica", *_inserts(rows, {}), "SET LOCAL session_replication_role = origin"], [
            "Foreign keys that may not be NULL go in a circle: the rows were inserted without their checks, by session_replication_role"
        ]
    updates = [
        f"UPDATE {row.table.sql} SET {', '.join(f'{quoted(name)} = {row.at(name)}' for name in names)}"
        f" WHERE {' AND '.join(f'{quoted(name)} = {row.at(name)}' for name in row.table.primary)}"
        for row, names in later
    ]
    without = {}
    for row, names in later:
        without.setdefault(row, set()).update(names)
    return [*_inserts(ordered, without), *updates], []


def sequences_of(rows):
    """Has what the program inserts come after the rows whose keys were given."""
    last = {}
    for row in rows:
        for name, column in row.table.columns.items():
            given = row.at(name)
            if column.sequence and given is not None and given.isdigit():
                sequence = column.sequence.removeprefix("public.")
                last[sequence] = max(last.get(sequence, 0), int(given))
    calls = [f"setval({literal(sequence)}, {number})" for sequence, number in last.items()]
    return ["SELECT\n  " + ",\n  ".join(calls)] if calls else []


def _ordered(rows):
    """Each after those that it points at, those of a table together where that may be; which columns have to wait for that."""
    keys = {row: _pointed_at(row, rows) for row in rows}
    left, done, ordered, later = list(rows), set(), [], []
    while left:
        ready = [row for row in left if all(target in done for _, target in keys[row])]
        if not ready:
            broken = _break(left, keys, done)
            if broken is None:
                return None, []
            later.append(broken)
            continue
        # All of a table that can go, and what of it only waits for those.
        table = ready[0].table
        group = [row for row in ready if row.table is table]
        grown = True
        while grown:
            here = {*done, *group}
            more = [row for row in left if row.table is table and row not in group and all(target in here for _, target in keys[row])]
            group += more
            grown = bool(more)
        done.update(group)
        ordered += sorted(group, key=lambda row: row.number)
        left = [row for row in left if row not in done]
    return ordered, later


def _pointed_at(row, rows):
    """The rows that a row's filled foreign keys point at, with the key."""
    found = []
    for key in row.table.foreign_keys:
        wanted = tuple(row.at(name) for name in key.columns)
        if None in wanted or "NULL" in wanted:
            continue
        for each in rows:
            if each is not row and each.table.name == key.target and tuple(each.at(name) for name in key.target_columns) == wanted:
                found.append((key, each))
                break
    return found


def _break(left, keys, done):
    """Takes a key that may be NULL out of a circle: the row and the columns that are filled later."""
    for row in left:
        for key, target in keys[row]:
            if target in done or not row.table.primary:
                continue
            names = [name for name in key.columns if not row.table.columns[name].not_null and name not in row.table.primary]
            if names:
                keys[row] = [pair for pair in keys[row] if pair[0] is not key]
                return row, names
    return None


def _inserts(rows, without):
    for _, group in groupby(rows, key=lambda row: row.table.name):
        these = list(group)
        table = these[0].table
        of_keys = {name for key in table.foreign_keys for name in key.columns}
        has = lambda row, name: name in row.values and name not in without.get(row, ()) and row.at(name) is not None
        names = [name for name in table.columns if any(has(row, name) for row in these)]
        if not names:
            yield from [f"INSERT INTO {table.sql} DEFAULT VALUES"] * len(these)
            continue
        always = " OVERRIDING SYSTEM VALUE" if any(table.columns[name].is_always for name in names) else ""
        other = lambda name: "NULL" if name in of_keys else "DEFAULT"
        values = [f"({', '.join(str(row.at(name)) if has(row, name) else other(name) for name in names)})" for row in these]
        yield f"INSERT INTO {table.sql} ({', '.join(map(quoted, names))}){always} VALUES\n  " + ",\n  ".join(values)

"""The tables as PostgreSQL has them, in its own words: those that SQL files made, and those that the models would make."""

import json

from .catalog import quoted, sent

_OWN = "n.nspname !~ '^(pg_|witness/)' AND n.nspname <> 'information_schema'"
_NAME = "CASE WHEN n.nspname = current_schema() THEN '' ELSE n.nspname || '.' END || c.relname"
_BROUGHT = "SELECT FROM pg_depend d WHERE d.deptype = 'e' AND d.objid"
"""By an extension."""

_DEFINITIONS = f"""
WITH named AS (
  SELECT c.oid, {_NAME} AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't' AND {_OWN} AND NOT EXISTS ({_BROUGHT} = c.oid))
SELECT json_agg(json_build_object(
  'name', t.name, 'quoted', t.oid::regclass::text,
  'columns', (
    SELECT json_agg(json_build_object(
      'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'nullable', NOT (a.attnotnull OR y.typnotnull),
      'default', (SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum AND a.attgenerated = ''),
      'generated', (SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum AND a.attgenerated <> ''),
      'identity', CASE a.attidentity WHEN 'a' THEN 'ALWAYS' WHEN 'd' THEN 'BY DEFAULT' END,
      'extension', (SELECT e.extname FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid WHERE d.deptype = 'e' AND d.classid = 'pg_type'::regclass AND d.objid = CASE y.typelem WHEN 0 THEN y.oid ELSE y.typelem END),
      'labels', (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = y.oid)
    ) ORDER BY a.attnum)
    FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped),
  'constraints', (
    SELECT json_agg(json_build_object(
      'name', k.conname,
      'kind', CASE k.contype WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique' WHEN 'f' THEN 'foreign key' ELSE 'check' END,
      'columns', (SELECT coalesce(json_agg(a.attname ORDER BY u.at), '[]') FROM unnest(k.conkey) WITH ORDINALITY AS u(number, at) JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number),
      'references', (SELECT r.name FROM named r WHERE r.oid = k.confrelid),
      'onDelete', CASE k.confdeltype WHEN 'a' THEN 'NO ACTION' WHEN 'r' THEN 'RESTRICT' WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' WHEN 'd' THEN 'SET DEFAULT' END,
      'definition', pg_get_constraintdef(k.oid)
    ) ORDER BY k.contype = 'f', k.conname)
    FROM pg_constraint k WHERE k.conrelid = t.oid AND k.contype IN ('p', 'u', 'f', 'c') AND k.conparentid = 0),
  'indexes', (
    SELECT json_agg(json_build_object(
      'name', x.relname, 'quoted', quote_ident(x.relname), 'isUnique', i.indisunique, 'isWhole', i.indpred IS NULL AND i.indexprs IS NULL,
      'columns', (SELECT coalesce(json_agg(a.attname ORDER BY u.at), '[]') FROM unnest(i.indkey::int[]) WITH ORDINALITY AS u(number, at) JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = u.number WHERE u.at <= i.indnkeyatts),
      'definition', pg_get_indexdef(i.indexrelid)
    ) ORDER BY x.relname)
    FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
    WHERE i.indrelid = t.oid AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))),
  'triggers', (
    SELECT json_agg(json_build_object('name', g.tgname, 'quoted', quote_ident(g.tgname), 'definition', pg_get_triggerdef(g.oid), 'function', pg_get_functiondef(f.oid)) ORDER BY g.tgname)
    FROM pg_trigger g JOIN pg_proc f ON f.oid = g.tgfoid JOIN pg_namespace n ON n.oid = f.pronamespace
    WHERE g.tgrelid = t.oid AND NOT g.tgisinternal AND {_OWN})
) ORDER BY t.name)::text
FROM named t
"""

_TYPES = f"""
SELECT n.nspname, y.typname FROM pg_type y JOIN pg_namespace n ON n.oid = y.typnamespace
WHERE y.typtype IN ('e', 'd') AND {_OWN} AND NOT EXISTS ({_BROUGHT} = y.oid)
"""
_TABLES = f"""
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND {_OWN} AND NOT EXISTS ({_BROUGHT} = c.oid)
"""
_ROUTINES = f"""
SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE {_OWN} AND NOT EXISTS ({_BROUGHT} = p.oid)
"""


def definitions(connection):
    """The tables that are there."""
    told = json.loads(connection.exec_driver_sql(_DEFINITIONS).scalar() or "[]")
    return [{key: [] if value is None else value for key, value in table.items()} for table in told]


def definitions_of(models, connection):
    """Those that the models would make: made for a moment, in the place of what is there."""
    with connection.begin_nested() as moment:
        for kind, asked in (("TABLE", _TABLES), ("TYPE", _TYPES)):
            found = [f"{quoted(schema)}.{quoted(name)}" for schema, name in connection.exec_driver_sql(asked)]
            if found:
                connection.exec_driver_sql(f"DROP {kind} {', '.join(found)} CASCADE")
        for (routine,) in connection.exec_driver_sql(_ROUTINES).all():
            connection.exec_driver_sql(f"DROP ROUTINE IF EXISTS {routine} CASCADE")
        models.make_own_tables(connection)
        made = settled(definitions(connection), connection)
        moment.rollback()
    return made


_AGAIN = '"cascade lens"'


def settled(tables, connection):
    """The tables with the words that PostgreSQL has once it has read its own: `kind IN ('a', 'b')` on a varchar is told
    in one way, and what a dump has of it in another."""
    return [_settled(table, connection) for table in tables]


def _settled(table, connection):
    own = table["quoted"]

    def column(each):
        said = {}
        for what, words in (("default", "DEFAULT {}"), ("generated", "GENERATED ALWAYS AS ({}) STORED")):
            add = f"ALTER TABLE {own} ADD COLUMN {_AGAIN} {each['type']} {words.format(each[what])}"
            read = f"SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef d JOIN pg_attribute a ON (a.attrelid, a.attnum) = (d.adrelid, d.adnum) WHERE {_of('adrelid', 'attname')}"
            said[what] = _read_again(each[what], add, read, connection)
        return {**each, **said}

    def constraint(each):
        add = f"ALTER TABLE {own} ADD CONSTRAINT {_AGAIN} {each['definition']}"
        read = f"SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE {_of('conrelid', 'conname')}"
        return {**each, "definition": _read_again(each["definition"], add, read, connection)}

    def unquoted(each):
        return {key: value for key, value in each.items() if key != "quoted"}

    def named(each, word, read):
        add = each["definition"].replace(f"{word} {each['quoted']} ", f"{word} {_AGAIN} ", 1)
        told = _read_again(each["definition"], add, read, connection)
        return {**unquoted(each), "definition": told.replace(f"{word} {_AGAIN} ", f"{word} {each['quoted']} ", 1)}

    def _of(relation, name):
        return f"{relation} = $${own}$$::regclass AND {name} = 'cascade lens'"

    index = f"SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class c ON c.oid = indexrelid WHERE {_of('indrelid', 'relname')}"
    trigger = f"SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE {_of('tgrelid', 'tgname')}"
    return {
        **unquoted(table),
        "columns": [column(each) for each in table["columns"]],
        "constraints": [constraint(each) for each in table["constraints"]],
        "indexes": [named(each, "INDEX", index) for each in table["indexes"]],
        "triggers": [named(each, "TRIGGER", trigger) for each in table["triggers"]],
    }


def _read_again(told, statement, asked, connection):
    """What `asked` tells once `statement` has made it anew; it is the list of an array that has two ways to be told."""
    if told is None or "ARRAY[" not in told:
        return told
    try:
        with connection.begin_nested() as moment:
            sent(connection, statement)
            again = sent(connection, asked).scalar()
            moment.rollback()
    except Exception:  # what was told is all there is
        return told
    return again or told

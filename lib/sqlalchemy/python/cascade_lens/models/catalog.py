"""What PostgreSQL has of the tables, as the seeding needs it."""

from dataclasses import dataclass, field
import json

from sqlalchemy.dialects.postgresql.base import PGDialect

# Of all schemas but PostgreSQL's own and that of the witness.
_CATALOG = """
SELECT json_agg(json_build_object(
  'schema', n.nspname, 'name', c.relname, 'is_default', n.nspname = current_schema(),
  'columns', (
    SELECT json_agg(json_build_object(
      'name', a.attname, 'number', a.attnum, 'type', format_type(a.atttypid, a.atttypmod),
      'base', format_type(b.oid, NULL), 'category', b.typcategory,
      'length', CASE WHEN b.oid IN ('varchar'::regtype, 'bpchar'::regtype) AND a.atttypmod > 4 THEN a.atttypmod - 4 END,
      'not_null', a.attnotnull OR t.typnotnull, 'has_default', a.atthasdef OR a.attidentity <> '' OR t.typdefault IS NOT NULL,
      'default', (SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum),
      'is_generated', a.attgenerated <> '', 'is_always', a.attidentity = 'a',
      'sequence', pg_get_serial_sequence(quote_ident(n.nspname) || '.' || quote_ident(c.relname), a.attname),
      'labels', (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = b.oid)
    ) ORDER BY a.attnum)
    FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid JOIN pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
  'uniques', (
    SELECT json_agg((SELECT json_agg(k) FROM unnest(i.indkey::int[]) WITH ORDINALITY AS u(k, at) WHERE at <= i.indnkeyatts) ORDER BY i.indisprimary DESC)
    FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL),
  'has_primary', EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary),
  'foreign_keys', (
    SELECT json_agg(json_build_object('name', f.conname, 'sets_default', f.confdeltype = 'd', 'columns', f.conkey, 'to_schema', fn.nspname, 'to', fc.relname,
      'to_columns', (SELECT json_agg(a.attname ORDER BY at) FROM unnest(f.confkey) WITH ORDINALITY AS u(k, at) JOIN pg_attribute a ON a.attrelid = f.confrelid AND a.attnum = k)
    ) ORDER BY f.conkey, f.conname)
    FROM pg_constraint f JOIN pg_class fc ON fc.oid = f.confrelid JOIN pg_namespace fn ON fn.oid = fc.relnamespace
    WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.conparentid = 0),
  'checks', (
    SELECT json_agg(json_build_object('name', k.conname, 'columns', k.conkey, 'expression', pg_get_expr(k.conbin, k.conrelid)) ORDER BY k.conname)
    FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c' AND k.conkey IS NOT NULL)
) ORDER BY n.nspname, c.relname)::text
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
  AND n.nspname !~ '^(pg_|witness/)' AND n.nspname <> 'information_schema'
"""


@dataclass
class Column:
    name: str
    type: str
    base: str
    """`type` without its modifier, and of a domain that of its values."""
    category: str
    length: int | None
    not_null: bool
    has_default: bool
    default: str | None
    """As SQL."""
    is_generated: bool
    is_always: bool
    sequence: str | None
    labels: list[str] | None


@dataclass(eq=False)
class ForeignKey:
    name: str
    table: str
    columns: tuple[str, ...]
    target: str
    target_columns: tuple[str, ...]
    sets_default: bool

    @property
    def place(self):
        """As "posts.user_id", or "lines.(tenant_id,number)"."""
        return f"{self.table}.{self.columns[0]}" if len(self.columns) == 1 else f"{self.table}.({','.join(self.columns)})"


@dataclass(eq=False)
class Check:
    name: str
    columns: tuple[str, ...]
    expression: str


@dataclass(eq=False)
class Table:
    """`name` is what SQLAlchemy calls it: with its schema, but for the one that is searched."""

    name: str
    sql: str
    columns: dict[str, Column]
    primary: tuple[str, ...]
    uniques: list[tuple[str, ...]]
    foreign_keys: list[ForeignKey] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)


quoted = PGDialect().identifier_preparer.quote


def sent(connection, statement):
    """As it stands: to some drivers a % is the beginning of a parameter, where any could be."""
    return connection.exec_driver_sql(statement, execution_options={"no_parameters": True})


def read_catalog(connection):
    """The tables by name."""
    told = json.loads(connection.exec_driver_sql(_CATALOG).scalar() or "[]")
    names = {(each["schema"], each["name"]): each["name"] if each["is_default"] else f"{each['schema']}.{each['name']}" for each in told}
    tables = {}
    for each in told:
        numbers = {column["number"]: column["name"] for column in each["columns"] or []}
        named = lambda these: tuple(numbers[number] for number in these)
        uniques = [named(these) for these in each["uniques"] or [] if all(number in numbers for number in these)]
        name = names[each["schema"], each["name"]]
        tables[name] = Table(
            name,
            quoted(each["name"]) if each["is_default"] else f"{quoted(each['schema'])}.{quoted(each['name'])}",
            {one["name"]: Column(**{key: value for key, value in one.items() if key != "number"}) for one in each["columns"] or []},
            uniques[0] if each["has_primary"] else (),
            uniques,
            [
                ForeignKey(key["name"], name, named(key["columns"]), names[key["to_schema"], key["to"]], tuple(key["to_columns"]), key["sets_default"])
                for key in each["foreign_keys"] or []
            ],
            [Check(one["name"], named(one["columns"]), one["expression"]) for one in each["checks"] or []],
        )
    return tables

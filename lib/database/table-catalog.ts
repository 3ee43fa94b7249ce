// The tables that are there, read from PostgreSQL's catalog.
import type { Table } from '@/lib/trace/schema';
import type { Connection } from './connection';
import { OWN_SCHEMAS } from './own-schemas';
import { literal } from './sql-text';
import { WITNESS_TRIGGERS, type WitnessedTable } from './witness';

export interface CatalogTable extends WitnessedTable {
  readonly table: Table;
  readonly oid: number;
  /** The name as SQL needs it. */
  readonly reference: string;
  /** Whether it has rows of its own, which a partitioned table has not. */
  readonly hasRows: boolean;
  /** Whether its rows are reported, whatever settings and statements switch triggers off. */
  readonly witnessed: boolean;
}

/** As whoever asks has to write it, but for the quotes: with its schema where it is not found without. */
const nameOf = (table: string) => `(SELECT CASE WHEN pg_table_is_visible(named.oid) THEN named.relname
    ELSE concat(inside.nspname, '.', named.relname) END
  FROM pg_class named JOIN pg_namespace inside ON inside.oid = named.relnamespace WHERE named.oid = ${table})`;

/** The names of columns from the array of their numbers; NULL where there is none. */
const namesOf = (table: string, numbers: string) => `(SELECT json_agg(a.attname ORDER BY each.place)
  FROM unnest(${numbers}::int2[]) WITH ORDINALITY AS each(number, place)
  JOIN pg_attribute a ON a.attnum = each.number AND a.attrelid = ${table})`;

const actionOf = (letter: string) => `CASE ${letter} WHEN 'a' THEN 'NO ACTION' WHEN 'r' THEN 'RESTRICT'
  WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' WHEN 'd' THEN 'SET DEFAULT' END`;

const OWN_TRIGGERS = WITNESS_TRIGGERS.map(literal).join(', ');

/**
 * Each table as the JSON of a CatalogTable, so that nothing here parses PostgreSQL's array syntax. A table that refers
 * to a partitioned one refers to each of its partitions too, which is none of its own doing.
 */
const TABLES = `
SELECT json_strip_nulls(json_build_object(
  'oid', c.oid::int,
  'reference', format('%I.%I', n.nspname, c.relname),
  'hasRows', c.relkind = 'r',
  'witnessed', (SELECT count(*) = ${WITNESS_TRIGGERS.length} FROM pg_trigger t
    WHERE t.tgrelid = c.oid AND t.tgenabled = 'A' AND quote_ident(t.tgname) IN (${OWN_TRIGGERS})),
  'within', CASE WHEN c.relispartition THEN nullif(pg_get_partition_constraintdef(c.oid), '') END,
  'columns', coalesce(own.stored, '[]'),
  'table', json_build_object(
    'name', ${nameOf('c.oid')},
    'columns', coalesce(own.described, '[]'),
    'key', coalesce((SELECT ${namesOf('c.oid', 'i.indkey')} FROM pg_index i
      WHERE i.indrelid = c.oid AND i.indisprimary), '[]'),
    'foreignKeys', coalesce((SELECT json_agg(json_build_object(
        'name', f.conname,
        'columns', ${namesOf('f.conrelid', 'f.conkey')},
        'references', ${nameOf('f.confrelid')},
        'referenced', ${namesOf('f.confrelid', 'f.confkey')},
        'onDelete', ${actionOf('f.confdeltype')},
        'onDeleteColumns', ${namesOf('f.conrelid', 'f.confdelsetcols')},
        'onUpdate', ${actionOf('f.confupdtype')},
        'deferred', f.condeferred,
        'indexed', EXISTS (SELECT FROM pg_index i WHERE i.indrelid = f.conrelid AND i.indisvalid AND i.indpred IS NULL
          AND i.indnkeyatts >= cardinality(f.conkey)
          AND (i.indkey::int2[])[0:cardinality(f.conkey) - 1] @> f.conkey)) ORDER BY f.oid)
      FROM pg_constraint f WHERE f.conrelid = c.oid AND f.contype = 'f'
        AND NOT EXISTS (SELECT FROM pg_constraint p WHERE p.oid = f.conparentid AND p.conrelid = f.conrelid)), '[]'),
    'partitionOf', CASE WHEN c.relispartition
      THEN ${nameOf('(SELECT inhparent FROM pg_inherits WHERE inhrelid = c.oid)')} END)))::text
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (SELECT
    json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
      'nullable', NOT a.attnotnull, 'generated', nullif(a.attgenerated <> '', false)) ORDER BY a.attnum) AS described,
    json_agg(json_build_object('name', a.attname, 'type', format_type(pg_basetype(a.atttypid), NULL),
      'expression', CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) END) ORDER BY a.attnum) AS stored
  FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) own
WHERE c.relkind IN ('r', 'p')
  AND (n.oid = pg_my_temp_schema() OR n.nspname !~ '^pg_' AND n.nspname <> 'information_schema')
  AND n.nspname !~ '${OWN_SCHEMAS}'
ORDER BY c.oid`;

/**
 * Names of the triggers that a function has, by the function as contexts write it, for example "audit()". They do not
 * tell on which table a trigger was: of a function that has several with different names all are named.
 */
export function readTriggers(connection: Connection): ReadonlyMap<string, string> {
  const { rows } = connection.run(`
    SELECT tgfoid::regprocedure, string_agg(DISTINCT tgname, ' or ' ORDER BY tgname) FROM pg_trigger
    WHERE NOT tgisinternal AND quote_ident(tgname) NOT IN (${OWN_TRIGGERS}) GROUP BY tgfoid`);
  return new Map(rows.map(([signature, name]) => [String(signature), String(name)]));
}

/** All but those that are set aside, in the order in which they were made. */
export function readTables(connection: Connection): readonly CatalogTable[] {
  return connection.run(TABLES).rows.map(([json]): CatalogTable => JSON.parse(String(json)));
}

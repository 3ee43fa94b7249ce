// The witness: a row trigger on every table that says who touched each row. It speaks through RAISE, because a notice
// keeps its place between the statements of a pipelined message and survives the rollback of a failed one (W5), and
// because PostgreSQL adds the statement of the foreign key to its context by itself (W2). It says effects, as JSON, and
// how deep in triggers they were; what it asks of PostgreSQL and how that is read are both here.
import type { Table } from '@/lib/trace/schema';
import type { Effect } from '@/lib/trace/trace';
import type { Report } from './backend-reader';
import { type Doer, doerOf, type TriggerOf } from './context';
import { literal, quoted } from './sql-text';

/** SQLSTATE of the witness's notices; class "CL" is free for users (PostgreSQL 18 manual, appendix A). */
const WITNESS = 'CL001';

/**
 * Triggers of one kind fire in the order of the bytes of their names. This one comes last: a row that another trigger
 * keeps from being touched never gets to it, and one that another trigger changes gets to it as it will be.
 */
export const WITNESS_TRIGGER = quoted('\u{10FFFF} witness');

const TRUNCATION_TRIGGER = quoted('\u{10FFFF} witness of truncation');

/** A column as the function reads it. */
interface WitnessedColumn {
  readonly name: string;
  /** Its type without length or precision; of a domain the type that it is made of, which is what answers carry. */
  readonly type: string;
  /** What PostgreSQL works its value out with, after every BEFORE trigger; absent where it is stored as it is given. */
  readonly expression?: string;
}

export interface WitnessedTable {
  readonly table: Pick<Table, 'name' | 'key' | 'partitionOf'>;
  readonly columns: readonly WitnessedColumn[];
}

const INTEGERS: ReadonlySet<string> = new Set(['smallint', 'integer', 'oid']);
const TEXTS: ReadonlySet<string> = new Set(['text', 'character varying']);
/** Values of these that are equal have the same text. 1.0 and 1.00 have not, and JSON has no equality. */
const EQUAL_AS_TEXT: ReadonlySet<string> = new Set([
  ...INTEGERS,
  'bigint',
  'boolean',
  'bytea',
  'date',
  'time without time zone',
  'timestamp with time zone',
  'timestamp without time zone',
  'uuid',
]);

/**
 * The trigger function of a table. BEFORE triggers are the only ones that see the depth of the foreign key (W1), and
 * they must hand the row on (W4).
 */
export function witnessFunction(name: string, { table, columns }: WitnessedTable): string {
  const { said, key, ofOld } = tellOf({ table, columns });
  const values = (row: Row) => columns.map((column) => json(row, column));
  const ofNew = key.length === 0 ? {} : { key: one(key.map((column) => json('NEW', column))) };
  // Values of generated columns are looked for among those of the row, where a variable of the same name may be.
  return `CREATE OR REPLACE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS ${literal(`
#variable_conflict use_column
BEGIN
  IF TG_OP = 'DELETE' THEN
    ${say({ ...said, operation: 'DELETE' }, ofOld)}
    RETURN OLD;
  ELSIF TG_OP = 'UPDATE' THEN
    ${say({ ...said, operation: 'UPDATE' }, { ...ofOld, changes: changesOf(columns) })}
    RETURN NEW;
  END IF;
  ${say({ ...said, operation: 'INSERT' }, { ...ofNew, row: values('NEW') })}
  RETURN NEW;
END`)}`;
}

/** The trigger that has a function report the rows of a table. */
export function witnessTrigger(table: string, name: string): string {
  return `CREATE TRIGGER ${WITNESS_TRIGGER} BEFORE INSERT OR UPDATE OR DELETE ON ${table}
    FOR EACH ROW EXECUTE FUNCTION ${name}()`;
}

/**
 * TRUNCATE fires no row trigger: the function and the trigger that report every row that it is about to take. For tables
 * of programs; those of scenarios are emptied by it between runs.
 */
export function truncationWitness(name: string, reference: string, { table, columns }: WitnessedTable): string {
  const { said, ofOld } = tellOf({ table, columns });
  return `CREATE OR REPLACE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS ${literal(`
#variable_conflict use_column
BEGIN
  DECLARE
    old record;
  BEGIN
    FOR old IN SELECT * FROM ONLY ${reference} LOOP
      ${say({ ...said, operation: 'TRUNCATE' }, ofOld)}
    END LOOP;
  END;
  RETURN NULL;
END`)};
  CREATE TRIGGER ${TRUNCATION_TRIGGER} BEFORE TRUNCATE ON ${reference} FOR EACH STATEMENT EXECUTE FUNCTION ${name}()`;
}

/** What is said of every effect on a table, the columns of its key, and what names a row that was there. */
function tellOf({ table, columns }: WitnessedTable) {
  const said = {
    by: 'client', // unless it is deep in triggers
    table: table.name,
    ...(table.partitionOf === undefined ? {} : { partition_of: table.partitionOf }),
    ...(table.key.length === 0 ? { key: null } : {}),
  };
  const key = table.key.flatMap((name) => columns.filter((column) => column.name === name));
  const ofOld: Readonly<Record<string, Json>> =
    key.length === 0 ? { row: columns.map((column) => json('OLD', column)) } : { key: one(key.map(keyOfOld)) };
  return { said, key, ofOld };
}

type Row = 'OLD' | 'NEW';

/** SQL for JSON: an expression, or expressions for the members of a list. */
type Json = string | readonly string[];

/** At the level INFO, which is sent whatever client_min_messages says. */
function say(said: Readonly<Record<string, string | null>>, asked: Readonly<Record<string, Json>>): string {
  const members = [
    ...Object.entries(said).map(([name, value]) => `"${name}":${JSON.stringify(value).replaceAll('%', '%%')}`),
    ...Object.entries(asked).map(
      ([name, json]) => `"${name}":${typeof json === 'string' ? '%' : `[${json.map(() => '%')}]`}`,
    ),
  ];
  return `RAISE INFO ${literal(`[%,{${members}}]`)}, ${['pg_trigger_depth()', ...Object.values(asked).flat()].join(', ')}
      USING ERRCODE = '${WITNESS}';`;
}

/** Of a single column the key is its value. */
function one(values: readonly string[]): Json {
  const [only] = values;
  return only === undefined || values.length > 1 ? values : only;
}

/** Of a row that is there it has no NULL, and an integer is JSON as it is. */
function keyOfOld(column: WitnessedColumn): string {
  return INTEGERS.has(column.type) ? field('OLD', column) : json('OLD', column);
}

/** In a single expression: only what has changed is said, and PostgreSQL leaves a NULL out of such a text. */
function changesOf(columns: readonly WitnessedColumn[]): Json {
  const changes = columns.map((column) => {
    const said = `{"column":${JSON.stringify(column.name)},"from":`;
    return `CASE WHEN ${differs(column)}
      THEN concat(${literal(said)}, ${json('OLD', column)}, ',"to":', ${json('NEW', column)}, '}') END`;
  });
  return [`array_to_string(ARRAY[${changes.join(', ')}]::text[], ',')`];
}

function differs(column: WitnessedColumn): string {
  const [old, now] = [field('OLD', column), field('NEW', column)];
  if (EQUAL_AS_TEXT.has(column.type)) return `${old} IS DISTINCT FROM ${now}`;
  // to a collation of the column's own "a" and "A" may be equal
  if (TEXTS.has(column.type)) return `${old} COLLATE "C" IS DISTINCT FROM ${now} COLLATE "C"`;
  return `${json('OLD', column)} <> ${json('NEW', column)}`;
}

/** A column's value; in a BEFORE trigger those that are generated are not there yet. */
function field(row: Row, { name, expression }: WitnessedColumn): string {
  if (expression === undefined) return `${row}.${quoted(name)}`;
  return `(SELECT ${expression} FROM (SELECT ${row}.*, TG_RELID AS tableoid) AS given)`;
}

/**
 * A value as the reader of answers has it, as JSON and never NULL. concat() writes a value with its type's own output
 * function, as an answer does; a cast to text writes some differently ("true" for "t"), and JSON others (dates).
 */
function json(row: Row, column: WitnessedColumn): string {
  const value = field(row, column);
  if (INTEGERS.has(column.type)) return `coalesce(${value}::text, 'null')`;
  if (TEXTS.has(column.type)) return `coalesce(to_json(${value})::text, 'null')`;
  if (column.type === 'bigint') {
    const safe = `${value} BETWEEN ${Number.MIN_SAFE_INTEGER} AND ${Number.MAX_SAFE_INTEGER}`;
    return `CASE WHEN ${safe} THEN ${value}::text ELSE coalesce(to_json(${value}::text)::text, 'null') END`;
  }
  // of a row IS NOT NULL says something else
  return `CASE WHEN ${value} IS DISTINCT FROM NULL THEN to_json(concat(${value}))::text ELSE 'null' END`;
}

/** What the function says of one row: how deep in triggers, and the effect as if it were the client's. */
type Touch = readonly [depth: number, effect: Effect];

/** The row effects among the notices of a statement, in the order in which PostgreSQL touched the rows. */
export function effectsOf(notices: readonly Report[], triggerOf: TriggerOf): Effect[] {
  const effects: Effect[] = [];
  const doers = new Map<string | null, Doer>();
  for (const { sqlstate, message, where } of notices) {
    if (sqlstate !== WITNESS) continue;
    const [depth, effect]: Touch = JSON.parse(message);
    effects.push(effect);
    if (depth === 1) continue;
    const doer = doers.get(where) ?? doerOf(where, triggerOf);
    doers.set(where, doer);
    Object.assign(effect, doer);
  }
  return effects;
}

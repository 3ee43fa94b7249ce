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

/** A column as the function reads it. */
export interface WitnessedColumn {
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
/** Values of these that are equal have the same text. Numbers such as 1.0 and 1.00 have not, and JSON has no equality. */
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

/** PostgreSQL takes 100 arguments. */
const ARGUMENTS = 99;

/**
 * The trigger function of a table. BEFORE triggers are the only ones that see the depth of the foreign key (W1), and
 * they must hand the row on (W4).
 */
export function witnessFunction(name: string, { table, columns }: WitnessedTable): string {
  const said = {
    table: table.name,
    ...(table.partitionOf === undefined ? {} : { partition_of: table.partitionOf }),
    ...(table.key.length === 0 ? { key: null } : {}),
  };
  const values = (row: Row) => listOf(columns.map((column) => json(row, column)));
  const ofOld = table.key.length === 0 ? { row: values('OLD') } : { key: keyOfOld(table.key, columns) };
  const keys = columnsOf(table.key, columns).map((column) => json('NEW', column));
  const ofNew = keys.length === 0 ? {} : { key: keys.length === 1 ? keys.join() : listOf(keys) };
  // Values of generated columns are looked for among those of the row, where a variable of the same name may be.
  return `CREATE OR REPLACE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS ${literal(`
#variable_conflict use_column
BEGIN
  IF TG_OP = 'DELETE' THEN
    ${say({ operation: 'DELETE', ...said }, ofOld)}
    RETURN OLD;
  ELSIF TG_OP = 'UPDATE' THEN
    ${say({ operation: 'UPDATE', ...said }, { ...ofOld, changes: listOf(columns.map(change)) })}
    RETURN NEW;
  END IF;
  ${say({ operation: 'INSERT', ...said }, { ...ofNew, row: values('NEW') })}
  RETURN NEW;
END`)}`;
}

/** The trigger that has a function report the rows of a table. */
export function witnessTrigger(table: string, name: string): string {
  return `CREATE TRIGGER ${WITNESS_TRIGGER} BEFORE INSERT OR UPDATE OR DELETE ON ${table}
    FOR EACH ROW EXECUTE FUNCTION ${name}()`;
}

type Row = 'OLD' | 'NEW';

/** At the level INFO, which is sent whatever client_min_messages says. `asked` are SQL expressions that write JSON. */
function say(said: Readonly<Record<string, string | null>>, asked: Readonly<Record<string, string>>): string {
  const expressions = { ...asked, depth: 'pg_trigger_depth()' };
  const members = [
    ...Object.entries(said).map(([name, value]) => `"${name}":${JSON.stringify(value).replaceAll('%', '%%')}`),
    ...Object.keys(expressions).map((name) => `"${name}":%`),
  ];
  return `RAISE INFO ${literal(`{${members.join(',')}}`)}, ${Object.values(expressions).join(', ')}
      USING ERRCODE = '${WITNESS}';`;
}

function columnsOf(names: readonly string[], columns: readonly WitnessedColumn[]): readonly WitnessedColumn[] {
  return names.flatMap((name) => columns.filter((column) => column.name === name));
}

/** Of a row that is there no part is NULL, and an integer is JSON as it is. */
function keyOfOld(names: readonly string[], columns: readonly WitnessedColumn[]): string {
  const [first, ...more] = columnsOf(names, columns);
  if (first && more.length === 0) return INTEGERS.has(first.type) ? field('OLD', first) : json('OLD', first);
  return listOf(columnsOf(names, columns).map((column) => json('OLD', column)));
}

function change(column: WitnessedColumn): string {
  const said = `{"column":${JSON.stringify(column.name)},"from":`;
  return `CASE WHEN ${differs(column)}
      THEN concat(${literal(said)}, ${json('OLD', column)}, ',"to":', ${json('NEW', column)}, '}') END`;
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

/** A JSON list of those that are not NULL. */
function listOf(expressions: readonly string[]): string {
  return `concat('[', ${joined(expressions)}, ']')`;
}

function joined(expressions: readonly string[]): string {
  if (expressions.length === 0) return "''";
  if (expressions.length < ARGUMENTS) return `concat_ws(',', ${expressions.join(', ')})`;
  const parts: string[] = [];
  for (let at = 0; at < expressions.length; at += ARGUMENTS - 1) {
    parts.push(`nullif(${joined(expressions.slice(at, at + ARGUMENTS - 1))}, '')`);
  }
  return joined(parts);
}

/** What the function says of one row. */
type Touch = Omit<Effect, keyof Doer> & { readonly depth: number };

/** The row effects among the notices of a statement, in the order in which PostgreSQL touched the rows. */
export function effectsOf(notices: readonly Report[], triggerOf: TriggerOf): Effect[] {
  const heard = notices.filter(({ sqlstate }) => sqlstate === WITNESS);
  const touches: readonly Touch[] = JSON.parse(`[${heard.map(({ message }) => message).join(',')}]`);
  const doers = new Map<string | null, Doer>();
  return touches.map(({ depth, ...touched }, at) => {
    if (depth === 1) return { by: 'client', ...touched };
    const where = heard[at]?.where ?? null;
    const doer = doers.get(where) ?? doerOf(where, triggerOf);
    doers.set(where, doer);
    const { by, ...named } = doer;
    return { by, ...touched, ...named };
  });
}

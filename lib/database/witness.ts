// The witness: a row trigger on every table that says who touched each row. It speaks through RAISE, because a notice
// keeps its place between the statements of a pipelined message and survives the rollback of a failed one (W5), and
// because PostgreSQL adds the statement of the foreign key to its context by itself (W2). It says effects, as JSON, and
// how deep in triggers they were; what it asks of PostgreSQL and how that is read are both here.
import type { Table } from '@/lib/trace/schema';
import type { Effect } from '@/lib/trace/trace';
import type { Report } from './backend-reader';
import { type Doer, doerOf, type TriggerOf } from './context';
import { ownSchema } from './own-schemas';
import { literal, quoted } from './sql-text';

/** SQLSTATEs of the witness's notices; class "CL" is free for users (PostgreSQL 18 manual, appendix A). */
const TOUCHED = 'CL001';
const INSERTED = 'CL002';
const DEFINED = 'CL003';

/**
 * Triggers of one kind fire in the order of the bytes of their names. This one comes last, as no name of 63 bytes comes
 * after it: a row that another trigger keeps from being touched never gets to it, and one that another trigger changes
 * gets to it as it will be.
 */
export const WITNESS_TRIGGER = quoted(`${'\u{10FFFF}'.repeat(15)}\uFFFF`);
/** And this one first, so that what other triggers make of the new row comes after it. */
const INSERTION_TRIGGER = quoted('\u0001 witness');
const TRUNCATION_TRIGGER = quoted('witness of TRUNCATE');

/** All that a table of a program has. */
export const WITNESS_TRIGGERS = [WITNESS_TRIGGER, INSERTION_TRIGGER, TRUNCATION_TRIGGER];

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
  /** Of a partition: what its rows fulfil. One that no longer does moves, by a DELETE here and an INSERT elsewhere. */
  readonly within?: string;
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
export function witnessFunction(name: string, witnessed: WitnessedTable): string {
  return functionOf(name, witnessed, say);
}

/** The trigger that has a function report the rows of a table. */
export function witnessTrigger(table: string, name: string): string {
  return `CREATE OR REPLACE TRIGGER ${WITNESS_TRIGGER} BEFORE INSERT OR UPDATE OR DELETE ON ${table}
    FOR EACH ROW EXECUTE FUNCTION ${name}()`;
}

/**
 * Functions and triggers for a table of a program, where more can happen than in those of scenarios: an INSERT that
 * comes to nothing, TRUNCATE, a block that takes back what it did, triggers that are switched off.
 */
export function programWitness(name: string, reference: string, witnessed: WitnessedTable): string {
  const { said, ofOld } = tellOf(witnessed);
  const row = witnessed.columns.map((column) => json('NEW', column));
  const always = WITNESS_TRIGGERS.map((trigger) => `ALTER TABLE ${reference} ENABLE ALWAYS TRIGGER ${trigger};`);
  return `${functionOf(name, witnessed, sayNumbered)};
  ${plpgsql(
    `${name}_inserted`,
    `${raise(INSERTED, `[${JSON.stringify(said.table).replaceAll('%', '%%')},[${row.map(() => '%')}]]`, row)}
  RETURN NULL;`,
  )};
  ${plpgsql(
    `${name}_truncated`,
    `DECLARE
    old record;
  BEGIN
    FOR old IN SELECT * FROM ONLY ${reference} LOOP
      ${sayNumbered({ ...said, operation: 'TRUNCATE' }, ofOld)}
    END LOOP;
    -- The rows of a partitioned table lie in its partitions, which speak for themselves.
    IF NOT FOUND AND NOT EXISTS (SELECT FROM pg_catalog.pg_partitioned_table WHERE partrelid = TG_RELID) THEN
      ${sayNumbered({ ...said, operation: 'TRUNCATE', key: null }, {})}
    END IF;
  END;
  RETURN NULL;`,
  )};
  ${witnessTrigger(reference, name)};
  CREATE OR REPLACE TRIGGER ${INSERTION_TRIGGER} AFTER INSERT ON ${reference}
    FOR EACH ROW EXECUTE FUNCTION ${name}_inserted();
  CREATE OR REPLACE TRIGGER ${TRUNCATION_TRIGGER} BEFORE TRUNCATE ON ${reference}
    FOR EACH STATEMENT EXECUTE FUNCTION ${name}_truncated();
  DO ${literal(`BEGIN ${always.join(' ')} EXCEPTION WHEN object_in_use THEN NULL; END`)}`;
}

/** Has PostgreSQL say when anything has been defined, by whichever way. */
export function definitionWitness(name: string): string {
  return `CREATE FUNCTION ${name}() RETURNS event_trigger LANGUAGE plpgsql AS ${literal(`
BEGIN
  ${raise(DEFINED, '', [])}
END`)};
  CREATE EVENT TRIGGER ${quoted(ownSchema('definitions'))} ON ddl_command_end EXECUTE FUNCTION ${name}();
  ALTER EVENT TRIGGER ${quoted(ownSchema('definitions'))} ENABLE ALWAYS`;
}

type Say = (said: Readonly<Record<string, string | null>>, asked: Readonly<Record<string, Json>>) => string;

function functionOf(name: string, { table, columns, within }: WitnessedTable, saying: Say): string {
  const { said, key, ofOld } = tellOf({ table, columns });
  const values = (row: RowName) => columns.map((column) => json(row, column));
  const ofNew = key.length === 0 ? {} : { key: one(key.map((column) => json('NEW', column))) };
  const update = saying({ ...said, operation: 'UPDATE' }, { ...ofOld, changes: changesOf(columns) });
  return plpgsql(
    name,
    `IF TG_OP = 'DELETE' THEN
    ${saying({ ...said, operation: 'DELETE' }, ofOld)}
    RETURN OLD;
  ELSIF TG_OP = 'UPDATE' THEN
    ${within === undefined ? update : `IF ${over('NEW', within)} IS NOT FALSE THEN ${update} END IF;`}
    RETURN NEW;
  END IF;
  ${saying({ ...said, operation: 'INSERT' }, { ...ofNew, row: values('NEW') })}
  RETURN NEW;`,
  );
}

/** Names in expressions over a row are looked for among its columns, where a variable of the same name may be. */
function plpgsql(name: string, body: string): string {
  return `CREATE OR REPLACE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS ${literal(`
#variable_conflict use_column
BEGIN
  ${body}
END`)}`;
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

type RowName = 'OLD' | 'NEW';

/** SQL for JSON: an expression, or expressions for the members of a list. */
type Json = string | readonly string[];

/** How deep in triggers, and the effect. */
const say: Say = (said, asked) => sayWith(said, asked, '', []);

/**
 * Also which touch of the connection it is, by a setting: a block of PL/pgSQL that catches an error takes back what was
 * set in it, as it does what was written.
 */
const sayNumbered: Say = (said, asked) =>
  sayWith(said, asked, ',%', [
    `set_config('${TOUCHES}', (coalesce(nullif(current_setting('${TOUCHES}', true), ''), '0')::bigint + 1)::text, false)`,
  ]);

const TOUCHES = 'witness.touches';
/** How many touches stand. */
export const STANDING_TOUCHES = `SELECT current_setting('${TOUCHES}', true)`;

function sayWith(said: Parameters<Say>[0], asked: Parameters<Say>[1], ending: string, more: readonly string[]): string {
  const members = [
    ...Object.entries(said).map(([name, value]) => `"${name}":${JSON.stringify(value).replaceAll('%', '%%')}`),
    ...Object.entries(asked).map(
      ([name, json]) => `"${name}":${typeof json === 'string' ? '%' : `[${json.map(() => '%')}]`}`,
    ),
  ];
  const values = ['pg_trigger_depth()', ...Object.values(asked).flat(), ...more];
  return raise(TOUCHED, `[%,{${members}}${ending}]`, values);
}

/** At the level INFO, which is sent whatever client_min_messages says. */
function raise(sqlstate: string, format: string, values: readonly string[]): string {
  return `RAISE INFO ${[literal(format), ...values].join(', ')}
      USING ERRCODE = '${sqlstate}';`;
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
function field(row: RowName, { name, expression }: WitnessedColumn): string {
  return expression === undefined ? `${row}.${quoted(name)}` : over(row, expression);
}

/** An expression over the columns of a row. */
function over(row: RowName, expression: string): string {
  return `(SELECT ${expression} FROM (SELECT ${row}.*, TG_RELID AS tableoid) AS given)`;
}

/**
 * A value as the reader of answers has it, as JSON and never NULL. concat() writes a value with its type's own output
 * function, as an answer does; a cast to text writes some differently ("true" for "t"), and JSON others (dates).
 */
function json(row: RowName, column: WitnessedColumn): string {
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

/** What the function says of one row: how deep in triggers, the effect as if it were the client's, which touch it is. */
type Touch = readonly [depth: number, effect: Effect, number?: number];

interface Heard {
  readonly effect: Effect;
  readonly number: number;
  /** Whether an INSERT has come to something. */
  stands: boolean;
}

interface Answered {
  readonly notices: readonly Report[];
  /** Whether the statement was refused: then what it had touched is told. */
  readonly failed: boolean;
}

/**
 * The row effects among the notices of a statement, in the order in which PostgreSQL touched the rows; none that a
 * block took back, or that came to nothing. `standing` asks how many touches stand.
 */
export function effectsOf({ notices, failed }: Answered, triggerOf: TriggerOf, standing: () => number): Effect[] {
  const heard: Heard[] = [];
  const inserted = new Map<string, Heard[]>();
  const doers = new Map<string | null, Doer>();
  for (const { sqlstate, message, where } of notices) {
    if (sqlstate === INSERTED) {
      const waiting = inserted.get(JSON.stringify(JSON.parse(message)))?.pop();
      if (waiting) waiting.stands = true;
    }
    if (sqlstate !== TOUCHED) continue;
    const [depth, effect, number = 0]: Touch = JSON.parse(message);
    if (number > 0) takeBack(heard, number - 1);
    const touch: Heard = { effect, number, stands: number === 0 || effect.operation !== 'INSERT' };
    heard.push(touch);
    if (!touch.stands) {
      const row = JSON.stringify([effect.table, effect.row]);
      const alike = inserted.get(row);
      if (alike) alike.push(touch);
      else inserted.set(row, [touch]);
    }
    if (depth === 1) continue;
    const doer = doers.get(where) ?? doerOf(where, triggerOf);
    doers.set(where, doer);
    Object.assign(effect, doer);
  }
  if (failed) return heard.map(({ effect }) => effect);
  if (heard.some(({ number }) => number > 0) && notices.some(isInFunction)) takeBack(heard, standing());
  return heard.filter(({ stands }) => stands).map(({ effect }) => effect);
}

/** Whether anything has been defined by the statement that these are the notices of. */
export function tellOfDefinitions(notices: readonly Report[]): boolean {
  return notices.some(({ sqlstate }) => sqlstate === DEFINED);
}

function takeBack(heard: Heard[], standing: number): void {
  while ((heard.at(-1)?.number ?? 0) > standing) heard.pop();
}

/** Whether another function than the witness's is at work, which may catch errors. */
function isInFunction({ where }: Report): boolean {
  return (where?.match(/^PL\/pgSQL /gm)?.length ?? 0) > 1;
}

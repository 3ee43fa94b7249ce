// What happened in one run, as data: transactions, statements with their row effects, and what the Session learned.
// Everything a page draws and everything `npm run -s trace` prints is one of these; these schemas are the one source
// of its types, of its check and of the published trace.schema.json.
import * as v from 'valibot';
import { ACTORS } from './actor';
import { InsightSchema } from './insight';
import { byName, list, shape } from './json';
import { SchemaSchema } from './schema';
import { KeySchema, ValueSchema } from './value';

export type { Key, Value } from './value';

/** The edition of this format. */
export const FORMAT = 2;

/** Where in the life of the operation something happened. "call" is inside `session.delete()` or the attribute change. */
const AtSchema = v.picklist(['setup', 'call', 'flush', 'commit', 'after-error']);
export type At = v.InferOutput<typeof AtSchema>;

/** Who touched a row, as a trigger inside PostgreSQL reported it; "trigger" is one of the reader's own. */
const ActorSchema = v.picklist(ACTORS);

/** The number of a rule in tests/SPEC.md, for example "D1". */
const RuleIdSchema = v.string();
export type RuleId = v.InferOutput<typeof RuleIdSchema>;

const RowSchema = list(ValueSchema);
export type Row = v.InferOutput<typeof RowSchema>;

/** Every table's rows by primary key; columns in the order of the table. */
const TablesSchema = byName(list(RowSchema));
export type Tables = v.InferOutput<typeof TablesSchema>;

const ChangeSchema = shape({ column: v.string(), from: ValueSchema, to: ValueSchema });
/** A column that an UPDATE changed. */
export type Change = v.InferOutput<typeof ChangeSchema>;

/** One row touched by one statement, in the order in which PostgreSQL touched it. */
const EffectSchema = shape({
  by: ActorSchema,
  operation: v.picklist(['DELETE', 'UPDATE', 'INSERT', 'TRUNCATE']),
  table: v.string(),
  /** The partitioned table, where `table` is the partition that the row was in. */
  partition_of: v.exactOptional(v.string()),
  /** Null in a table without a primary key, with `row`; and, without, where TRUNCATE reached a table that had no rows. */
  key: v.nullable(KeySchema),
  /** All that an UPDATE changed, in the order of the columns; empty when it wrote what was there. */
  changes: v.exactOptional(list(ChangeSchema)),
  /** Of an INSERT, and where there is no key. */
  row: v.exactOptional(RowSchema),
  /** The foreign key's own SQL, from PG_CONTEXT; only for `by: "foreign-key"`. */
  statement: v.exactOptional(v.string()),
  /** Only for `by: "trigger"`. */
  trigger: v.exactOptional(shape({ name: v.string(), function: v.string() })),
  /** What set it off, outermost first, when it is deeper than one. */
  inside: v.exactOptional(list(v.string())),
});
export type Effect = v.InferOutput<typeof EffectSchema>;

const TransactionEventSchema = shape({
  type: v.literal('transaction'),
  at: AtSchema,
  action: v.picklist(['begin', 'commit', 'rollback', 'savepoint', 'rollback-to', 'release']),
  /** Of a savepoint. */
  name: v.exactOptional(v.string()),
  /** 2 on another connection than the Session's. */
  connection: v.exactOptional(v.number()),
});
export type TransactionEvent = v.InferOutput<typeof TransactionEventSchema>;

/** The parameters of one execution: in order, or by name for drivers that have them by name. */
const ParameterSetSchema = v.union([RowSchema, byName(ValueSchema)]);
export type ParameterSet = v.InferOutput<typeof ParameterSetSchema>;

const StatementEventSchema = shape({
  type: v.literal('statement'),
  at: AtSchema,
  /** The text as the driver gets it. */
  sql: v.string(),
  /** One set for a plain execute, N for an executemany. */
  parameters: list(ParameterSetSchema),
  /** Sent as one executemany. */
  many: v.boolean(),
  /** As the driver reports it, summed for an executemany; null where it does not know, and when the statement failed. */
  rowcount: v.nullable(v.number()),
  /** Wall-clock time between sending the statement and having read its whole answer; 0 in what a build recorded. */
  milliseconds: v.number(),
  rule: v.nullable(RuleIdSchema),
  effects: list(EffectSchema),
  failed: v.boolean(),
  /** The line of the Python program that caused it, from 1; only where SQLAlchemy itself ran. */
  line: v.exactOptional(v.number()),
  /** 2 on another connection than the Session's. */
  connection: v.exactOptional(v.number()),
});
export type StatementEvent = v.InferOutput<typeof StatementEventSchema>;

/**
 * What the Session knows of an object. "marked-deleted" is in `session.deleted` before the flush; "deleted"
 * is after it; "stale" is persistent in Python while PostgreSQL has removed or changed the row behind its back.
 */
const ObjectStateSchema = v.picklist([
  'pending',
  'persistent',
  'orphan',
  'marked-deleted',
  'deleted',
  'detached',
  'expired',
  'stale',
]);
export type ObjectState = v.InferOutput<typeof ObjectStateSchema>;

/** The name of a mapped class, for example "User". */
const EntitySchema = v.string();
export type Entity = v.InferOutput<typeof EntitySchema>;

/** Objects of one class that entered one state together. */
const ObjectChangeSchema = shape({
  entity: EntitySchema,
  keys: list(KeySchema),
  state: ObjectStateSchema,
  /** The foreign keys' columns as Python now holds them; absent when unchanged. */
  foreignKeys: v.exactOptional(byName(ValueSchema)),
});
export type ObjectChange = v.InferOutput<typeof ObjectChangeSchema>;

/** A collection (or scalar attribute) of relationship() as Python holds it. */
const CollectionChangeSchema = shape({
  owner: EntitySchema,
  key: KeySchema,
  /** "posts", "profile" or "user". */
  attribute: v.string(),
  loaded: v.boolean(),
  /** Keys of the members, in Python's order; empty while not loaded. */
  members: list(KeySchema),
});
export type CollectionChange = v.InferOutput<typeof CollectionChangeSchema>;

/** Why a run or a call failed: PostgreSQL's own words, or the exception that SQLAlchemy raised. */
export const TraceErrorSchema = shape({
  /** For example "IntegrityError" or "ArgumentError". */
  class: v.string(),
  sqlstate: v.nullable(v.string()),
  message: v.string(),
  detail: v.nullable(v.string()),
  constraint: v.nullable(v.string()),
  /** The line of a program that raised it, from 1. */
  line: v.exactOptional(v.number()),
  /** What this site has to say of it: which module or type it lacks, and why. */
  note: v.exactOptional(v.string()),
});
export type TraceError = v.InferOutput<typeof TraceErrorSchema>;

/** What Python learned or decided between two statements. */
export const SessionEventSchema = shape({
  type: v.literal('session'),
  at: AtSchema,
  action: v.picklist([
    'loaded',
    'not-loaded',
    'marked-deleted',
    'un-marked',
    'changed',
    'orphaned',
    'cascaded',
    'expunged',
    'flushed',
    'expired',
    'detached',
    'stale',
    'raised',
    'caught',
  ]),
  /** One sentence for a reader, for example "The Session loads user.posts to delete each post itself". */
  note: v.string(),
  rule: v.nullable(RuleIdSchema),
  objects: list(ObjectChangeSchema),
  collections: list(CollectionChangeSchema),
  /** Of "caught": the error that the program went on from. */
  error: v.exactOptional(TraceErrorSchema),
});
export type SessionEvent = v.InferOutput<typeof SessionEventSchema>;

const TraceEventSchema = v.variant('type', [TransactionEventSchema, StatementEventSchema, SessionEventSchema]);
export type TraceEvent = v.InferOutput<typeof TraceEventSchema>;

export const WarningSchema = shape({ class: v.string(), message: v.string(), at: AtSchema });
export type Warning = v.InferOutput<typeof WarningSchema>;

const EngineSchema = shape({
  name: v.picklist(['model', 'sqlalchemy', 'server']),
  version: v.string(),
  driver: v.exactOptional(v.string()),
  postgres: v.string(),
});

/** A row whose end its effects do not account for. */
const UnexplainedSchema = shape({
  table: v.string(),
  key: KeySchema,
  was: v.nullable(RowSchema),
  is: v.nullable(RowSchema),
});
export type Unexplained = v.InferOutput<typeof UnexplainedSchema>;

/** The fields of a trace of this edition; those of a scenario are lib/scenario's affair. */
const TRACE = {
  format: v.literal(FORMAT),
  engine: EngineSchema,
  schema: SchemaSchema,
  /** The rows before the operation. */
  before: TablesSchema,
  events: list(TraceEventSchema),
  warnings: list(WarningSchema),
  error: v.nullable(TraceErrorSchema),
  /** The rows that a second connection sees afterwards. */
  rows: TablesSchema,
  /** Rows whose end the effects do not account for; empty when all is told. */
  unexplained: list(UnexplainedSchema),
  /** What could not be observed, and why; empty when all was. */
  missing: list(v.string()),
  /** Present only when SQLAlchemy itself ran. */
  insight: v.exactOptional(InsightSchema),
};
const TraceSchema = shape(TRACE);

/** The trace of one run. `S` is what was asked for: a scenario, or null for a program. */
export type Trace<S> = v.InferOutput<typeof TraceSchema> & { readonly scenario: S };

/** The trace as JSON data for a scenario's own schema. */
export const traceSchema = <S extends v.GenericSchema>(scenario: S) => shape({ ...TRACE, scenario });

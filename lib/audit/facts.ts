// What Python tells of a reader's models before anything is deleted, and what was observed of each delete.
import * as v from 'valibot';
import type { Actor } from '@/lib/trace/actor';
import { byName, list, shape } from '@/lib/trace/json';
import { MappedClassSchema, RelationshipSchema, type Table } from '@/lib/trace/schema';
import { TraceErrorSchema } from '@/lib/trace/trace';

/** Where something is written: its first and its last line, from 1. */
const PlaceSchema = shape({ file: v.string(), line: v.number(), end: v.number() });
export type Place = v.InferOutput<typeof PlaceSchema>;

const AuditedRelationshipSchema = shape({
  ...RelationshipSchema.pipe[0].entries,
  /** The foreign keys that it goes by, as "posts.user_id"; over an association table those from there to this class. */
  keys: list(v.string()),
  place: v.nullable(PlaceSchema),
  /** From a class that this one inherits from. */
  inherited: v.boolean(),
  /** The tables of the class on its other side. */
  targets: list(v.string()),
  /** Made by a backref of the other side that says nothing of deletes. */
  backref: v.boolean(),
});
export type AuditedRelationship = v.InferOutput<typeof AuditedRelationshipSchema>;

const AuditedClassSchema = shape({
  ...MappedClassSchema.pipe[0].entries,
  relationships: list(AuditedRelationshipSchema),
  module: v.string(),
  place: v.nullable(PlaceSchema),
  /** No file has it: it was assumed, because a relationship names it. */
  assumed: v.boolean(),
  /** "delete", "delete-loaded", "bulk" and "remove:" with a collection; none where there are no objects of exactly this class. */
  ways: list(v.string()),
  /** The foreign keys that lead from a table of inheritance to its parent's. */
  links: list(v.string()),
  /** Whether its mapper has listeners for deletes. */
  hearsDeletes: v.boolean(),
  /** A column that marks rows as deleted. */
  softDelete: v.nullable(v.string()),
});
export type AuditedClass = v.InferOutput<typeof AuditedClassSchema>;

const WarningSchema = shape({ class: v.string(), message: v.string(), place: v.nullable(PlaceSchema) });

/** Why something could not be mapped, with the line of the reader's own that is at fault or was running. */
const MappingErrorSchema = shape({ ...TraceErrorSchema.pipe[0].entries, place: v.nullable(PlaceSchema) });
export type MappingError = v.InferOutput<typeof MappingErrorSchema>;

/** A table in PostgreSQL's own words. */
const DefinedTableSchema = shape({
  name: v.string(),
  columns: list(
    shape({
      name: v.string(),
      type: v.string(),
      nullable: v.boolean(),
      default: v.nullable(v.string()),
      /** What a generated column is worked out by. */
      generated: v.nullable(v.string()),
      /** "ALWAYS" or "BY DEFAULT". */
      identity: v.nullable(v.string()),
      /** The one that its type comes with. */
      extension: v.nullable(v.string()),
      /** Of an enum. */
      labels: v.nullable(list(v.string())),
    }),
  ),
  constraints: list(
    shape({
      name: v.string(),
      kind: v.picklist(['primary key', 'unique', 'foreign key', 'check']),
      columns: list(v.string()),
      /** The table that a foreign key points at. */
      references: v.nullable(v.string()),
      onDelete: v.nullable(v.string()),
      definition: v.string(),
    }),
  ),
  /** Those that no constraint has. */
  indexes: list(
    shape({
      name: v.string(),
      isUnique: v.boolean(),
      /** Of all rows, and of nothing but columns. */
      isWhole: v.boolean(),
      columns: list(v.string()),
      definition: v.string(),
    }),
  ),
  triggers: list(shape({ name: v.string(), definition: v.string(), function: v.string() })),
});
export type DefinedTable = v.InferOutput<typeof DefinedTableSchema>;

const FactsSchema = shape({
  classes: list(AuditedClassSchema),
  /** The columns of each UNIQUE and PRIMARY KEY, by table. */
  uniques: byName(list(list(v.string()))),
  /** Those that keep nothing out and are of all rows, by table. */
  indexes: byName(list(shape({ name: v.string(), columns: list(v.string()) }))),
  /** Where each foreign key is written. */
  keys: byName(v.nullable(PlaceSchema)),
  /** What SQLAlchemy warned of while the classes were mapped. */
  warnings: list(WarningSchema),
  /** What no file has and was assumed or stood in for, with the classes that it is about. */
  assumed: list(shape({ says: v.string(), place: v.nullable(PlaceSchema), classes: list(v.string()) })),
  /** Relationships that kept all classes from being mapped: those were mapped without them. */
  leftOut: list(shape({ of: v.string(), attribute: v.string(), error: MappingErrorSchema })),
  /** The SQL files that made the tables; none where the models did. */
  tablesFrom: list(v.string()),
  /** Where SQL files made the tables: those, and the ones that the models would make, or why they cannot. */
  compared: v.nullable(
    v.union([
      shape({ there: list(DefinedTableSchema), declared: list(DefinedTableSchema) }),
      shape({ error: TraceErrorSchema }),
    ]),
  ),
});
export type Facts = v.InferOutput<typeof FactsSchema>;

const DeleteErrorSchema = shape({
  ...TraceErrorSchema.pipe[0].entries,
  /** What PostgreSQL or SQLAlchemy says it is about. */
  table: v.nullable(v.string()),
  column: v.nullable(v.string()),
});
type DeleteError = v.InferOutput<typeof DeleteErrorSchema>;

export const OpenedSchema = v.union([FactsSchema, shape({ error: MappingErrorSchema })]);
export type Opened = v.InferOutput<typeof OpenedSchema>;

/** Why something could not be tried. */
const RefusedSchema = shape({ refused: v.string() });

export const SeededSchema = v.union([
  shape({
    /** The rows of the object, its children and grandchildren, by table. */
    family: byName(v.number()),
    /** What has to be said of the rows, in sentences. */
    notes: list(v.string()),
  }),
  RefusedSchema,
]);
export type Seeded = v.InferOutput<typeof SeededSchema>;

export const EndedSchema = v.union([shape({ error: v.nullable(DeleteErrorSchema) }), RefusedSchema]);
export type Ended = v.InferOutput<typeof EndedSchema>;

/** Of the rows that were made the ones that nothing touched, by table. */
export const SettledSchema = v.union([shape({ left: byName(v.number()) }), RefusedSchema]);
export type Settled = v.InferOutput<typeof SettledSchema>;

/** The children on each foreign key: a few, and ten times as many to see what grows with them. */
export const FEW = 2;
export const MANY = 20;

/** What a delete did to a table; numbers of rows. */
export interface TableCounts {
  readonly client: number;
  readonly foreignKey: number;
  readonly trigger: number;
  /** Still there, with a foreign key that became NULL. */
  readonly nulled: number;
  /** Of the object, its children and grandchildren: there and untouched. */
  readonly left: number;
}

export interface Outcome {
  readonly tables: Readonly<Record<string, TableCounts>>;
  readonly error: DeleteError | null;
  /** The first word of the statement that PostgreSQL refused. */
  readonly stoppedAt: string | null;
  /** Calls of the cursor: an executemany is one, transaction control none. */
  readonly statements: number;
  /** The same, with each set of parameters counted. */
  readonly executions: number;
  /** Rows that its SELECTs gave. */
  readonly loaded: number;
  /** By foreign key: who made NULL of it in rows that are still there. */
  readonly nulls: Readonly<Record<string, Actor>>;
}

/** One delete. */
export interface Observed extends Outcome {
  readonly class: string;
  readonly way: string;
  /** On each foreign key. */
  readonly children: number;
  /** The one foreign key that had any; null for all. */
  readonly only: string | null;
}

export interface Audit {
  readonly facts: Facts;
  readonly tables: readonly Table[];
  readonly observed: readonly Observed[];
  /** Classes whose deletes could not be observed, and why. */
  readonly unobserved: Readonly<Record<string, string>>;
  /** What has to be said of the rows that were made, in sentences. */
  readonly notes: readonly string[];
  readonly engine: AuditEngine;
}

/** For example "2.1.9", "psycopg" and "18.6". */
export interface AuditEngine {
  readonly sqlalchemy: string;
  readonly driver: string;
  readonly postgres: string;
}

// What a run works on: its tables as PostgreSQL's catalog has them, and its classes as SQLAlchemy's mappers do.
import * as v from 'valibot';
import { list, shape } from './json';

const TableColumnSchema = shape({
  name: v.string(),
  /** As PostgreSQL writes it, for example "integer" or "character varying(20)". */
  type: v.string(),
  nullable: v.boolean(),
  /** PostgreSQL works its value out: GENERATED ALWAYS AS (...). */
  generated: v.exactOptional(v.literal(true)),
});
export type TableColumn = v.InferOutput<typeof TableColumnSchema>;

const REFERENTIAL_ACTIONS = ['NO ACTION', 'RESTRICT', 'CASCADE', 'SET NULL', 'SET DEFAULT'] as const;

const ForeignKeySchema = shape({
  /** The constraint's name. */
  name: v.string(),
  columns: list(v.string()),
  /** The table and the columns that it refers to. */
  references: v.string(),
  referenced: list(v.string()),
  onDelete: v.picklist(REFERENTIAL_ACTIONS),
  /** The columns that ON DELETE SET NULL (...) or SET DEFAULT (...) writes, where they are not all. */
  onDeleteColumns: v.exactOptional(list(v.string())),
  onUpdate: v.picklist(REFERENTIAL_ACTIONS),
  /** Checked at COMMIT unless told otherwise. */
  deferred: v.boolean(),
  /** Whether an index begins with its columns, so that PostgreSQL need not read the whole table for them. */
  indexed: v.boolean(),
});
export type ForeignKey = v.InferOutput<typeof ForeignKeySchema>;

const TableSchema = shape({
  /** With its schema where that is not public: "blog.posts". */
  name: v.string(),
  columns: list(TableColumnSchema),
  /** Columns of the primary key in its order; empty when there is none. */
  key: list(v.string()),
  foreignKeys: list(ForeignKeySchema),
  /** The partitioned table that it is a part of. */
  partitionOf: v.exactOptional(v.string()),
});
export type Table = v.InferOutput<typeof TableSchema>;

export const RelationshipSchema = shape({
  attribute: v.string(),
  /** The class on its other side. */
  target: v.string(),
  direction: v.picklist(['one-to-many', 'many-to-one', 'many-to-many']),
  /** Whether Python holds a list of them; else one or None. */
  uselist: v.boolean(),
  /** Words of the cascade as SQLAlchemy understood them, sorted. */
  cascade: list(v.string()),
  passiveDeletes: v.union([v.boolean(), v.literal('all')]),
  /** The association table of a many-to-many. */
  secondary: v.nullable(v.string()),
  /** The attribute on the other side that it is tied to. */
  reverse: v.nullable(v.string()),
  /** How it loads, for example "select" or "raise". */
  lazy: v.string(),
  viewonly: v.boolean(),
  postUpdate: v.boolean(),
  singleParent: v.boolean(),
});
export type Relationship = v.InferOutput<typeof RelationshipSchema>;

export const MappedClassSchema = shape({
  name: v.string(),
  /** Its own first, then those of the classes that it inherits from. */
  tables: list(v.string()),
  /** The mapped class that it inherits from. */
  inherits: v.nullable(v.string()),
  relationships: list(RelationshipSchema),
});
export type MappedClass = v.InferOutput<typeof MappedClassSchema>;

export const SchemaSchema = shape({
  /** In the order in which they were made. */
  tables: list(TableSchema),
  classes: list(MappedClassSchema),
});
export type Schema = v.InferOutput<typeof SchemaSchema>;

// What a program works on: its tables as PostgreSQL's catalog has them, and its classes as SQLAlchemy's mappers do.

export interface TableColumn {
  readonly name: string;
  /** As PostgreSQL writes it, for example "integer" or "character varying(20)". */
  readonly type: string;
  readonly nullable: boolean;
}

export type ReferentialAction = 'NO ACTION' | 'RESTRICT' | 'CASCADE' | 'SET NULL' | 'SET DEFAULT';

export interface ForeignKey {
  /** The constraint's name. */
  readonly name: string;
  readonly columns: readonly string[];
  /** The table and the columns that it refers to. */
  readonly references: string;
  readonly referenced: readonly string[];
  readonly onDelete: ReferentialAction;
  /** Checked at COMMIT unless told otherwise. */
  readonly deferred: boolean;
}

export interface Table {
  readonly name: string;
  readonly columns: readonly TableColumn[];
  /** Columns of the primary key in its order; empty when there is none. */
  readonly key: readonly string[];
  readonly foreignKeys: readonly ForeignKey[];
}

export interface Relationship {
  readonly attribute: string;
  /** The class on its other side. */
  readonly target: string;
  readonly direction: 'one-to-many' | 'many-to-one' | 'many-to-many';
  /** Words of the cascade as SQLAlchemy understood them, sorted. */
  readonly cascade: readonly string[];
  readonly passiveDeletes: boolean | 'all';
  /** The association table of a many-to-many. */
  readonly secondary: string | null;
  /** The attribute on the other side that it is tied to. */
  readonly reverse: string | null;
  /** How it loads, for example "select" or "raise". */
  readonly lazy: string;
}

export interface MappedClass {
  readonly name: string;
  readonly table: string;
  readonly relationships: readonly Relationship[];
}

export interface Schema {
  /** In the order in which they were made. */
  readonly tables: readonly Table[];
  readonly classes: readonly MappedClass[];
}

/** Positions of the columns that name a table's rows. */
export function keyColumnsOf({ columns, key }: Pick<Table, 'columns' | 'key'>): readonly number[] {
  const names = key.length > 0 ? key : columns.map(({ name }) => name);
  return names.map((name) => columns.findIndex((column) => column.name === name));
}

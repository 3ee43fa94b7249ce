// Builders of tables, classes and runs for tests of what is drawn of them.
import type { ForeignKey, MappedClass, Relationship, Schema, Table } from '@/lib/trace/schema';
import { type Effect, FORMAT, type Tables, type Trace, type TraceEvent } from '@/lib/trace/trace';

/** Integer columns: the key's, then those of the foreign keys. */
export function aTable(
  name: string,
  key: readonly string[],
  ...references: readonly [column: string, table: string][]
): Table {
  const columns = [...new Set([...key, ...references.map(([column]) => column)])];
  return {
    name,
    key,
    columns: columns.map((column) => ({ name: column, type: 'integer', nullable: false })),
    foreignKeys: references.map(
      ([column, table]): ForeignKey => ({
        name: `${name}_${column}_fkey`,
        columns: [column],
        references: table,
        referenced: ['id'],
        onDelete: 'CASCADE',
        onUpdate: 'NO ACTION',
        deferred: false,
        indexed: true,
      }),
    ),
  };
}

export const aRelationship = (attribute: string, target: string, more: Partial<Relationship> = {}): Relationship => ({
  attribute,
  target,
  direction: 'one-to-many',
  uselist: true,
  cascade: ['merge', 'save-update'],
  passiveDeletes: false,
  secondary: null,
  reverse: null,
  lazy: 'select',
  viewonly: false,
  postUpdate: false,
  singleParent: false,
  ...more,
});

export const aClass = (name: string, table: string, ...relationships: readonly Relationship[]): MappedClass => ({
  name,
  tables: [table],
  inherits: null,
  relationships,
});

/** A program's run on these tables. */
export function aTrace(
  schema: Schema,
  before: Tables,
  events: readonly TraceEvent[],
  rows: Tables = before,
): Trace<null> {
  return {
    format: FORMAT,
    engine: { name: 'sqlalchemy', version: '2.0.40', postgres: '18.6' },
    scenario: null,
    schema,
    before,
    events,
    warnings: [],
    error: null,
    rows,
    unexplained: [],
    missing: [],
  };
}

/** A row that the foreign key in a column took. */
export const byForeignKey = (table: string, key: Effect['key'], column: string): Effect => ({
  by: 'foreign-key',
  operation: 'DELETE',
  table,
  key,
  statement: `DELETE FROM ONLY "public"."${table}" WHERE $1 OPERATOR(pg_catalog.=) "${column}"`,
});

/** Forty tables: five roots, each with a family of seven below it, some of whose members point at each other. */
export function fortyTables(): Schema {
  const tables = Array.from({ length: 5 }, (_, root) => {
    const name = (at: number) => `t${root}_${at}`;
    const first = aTable(name(0), ['id'], ...(root > 0 ? [['owner_id', 't0_0'] as [string, string]] : []));
    const others = Array.from({ length: 7 }, (_, at) =>
      aTable(
        name(at + 1),
        ['id'],
        ['parent_id', name(Math.floor(at / 2))],
        ...(at > 4 ? [['other_id', name(1)] as [string, string]] : []),
      ),
    );
    return [first, ...others];
  }).flat();
  const classes = tables.map((table) =>
    aClass(
      table.name.toUpperCase(),
      table.name,
      ...tables
        .filter((other) => other.foreignKeys.some(({ references }) => references === table.name))
        .map((other) =>
          aRelationship(`${other.name}s`, other.name.toUpperCase(), {
            cascade: ['delete', 'merge', 'save-update'],
            passiveDeletes: true,
          }),
        ),
    ),
  );
  return { tables, classes };
}

/** The same number of rows in each table, the first of which is everybody's parent; those of the first `touched` tables go by foreign keys. */
export function aRunOf(schema: Schema, rowsOfEach = 3, touched = schema.tables.length): Trace<null> {
  const before = Object.fromEntries(
    schema.tables.map(({ name, columns }) => [
      name,
      Array.from({ length: rowsOfEach }, (_, row) => columns.map((_, at) => (at === 0 ? row + 1 : 1))),
    ]),
  );
  const [root, ...others] = schema.tables.slice(0, touched);
  const effects: Effect[] = [
    { by: 'client', operation: 'DELETE', table: root?.name ?? '', key: 1 },
    ...others.flatMap(({ name, foreignKeys }) =>
      Array.from({ length: rowsOfEach }, (_, row) => byForeignKey(name, row + 1, foreignKeys[0]?.columns[0] ?? 'id')),
    ),
  ];
  const rows = Object.fromEntries(
    schema.tables.map(({ name }, at) => [
      name,
      at >= touched ? (before[name] ?? []) : name === root?.name ? (before[name] ?? []).slice(1) : [],
    ]),
  );
  return aTrace(
    schema,
    before,
    [
      { type: 'transaction', at: 'setup', action: 'begin' },
      {
        type: 'statement',
        at: 'flush',
        sql: `DELETE FROM ${root?.name} WHERE ${root?.name}.id = $1::INTEGER`,
        parameters: [[1]],
        many: false,
        rowcount: 1,
        milliseconds: 1,
        rule: null,
        effects,
        failed: false,
      },
      { type: 'transaction', at: 'commit', action: 'commit' },
    ],
    rows,
  );
}

// What gives tables that are there what an edit of the models says: as SQL, and as operations of Alembic.

import { list, quoted } from '@/lib/yours/sql-edit';
import type { Key } from './subject';

/** What changes of the tables. */
export type Change =
  | { readonly what: 'on delete'; readonly key: Key; readonly to: string }
  | { readonly what: 'nullable'; readonly table: string; readonly column: string; readonly to: boolean }
  | {
      readonly what: 'index' | 'unique' | 'primary key';
      readonly table: string;
      readonly columns: readonly string[];
      /** As SQLAlchemy would name it where none is given. */
      readonly name?: string;
    }
  | { readonly what: 'drop index'; readonly table: string; readonly name: string }
  /** What Alembic has no operation for, or none that says all of it. */
  | { readonly what: 'statement'; readonly sql: string };

export interface Migration {
  readonly sql: string;
  readonly alembic: string;
}

/** Null where nothing of the tables changes. */
export function migrationOf(changes: readonly Change[]): Migration | null {
  if (changes.length === 0) return null;
  return { sql: changes.map(sqlOf).join('\n'), alembic: changes.map(alembicOf).join('\n') };
}

const NAMES = { index: 'ix', unique: 'uq', 'primary key': 'pk' } as const;

/** As SQLAlchemy names an index. */
const nameOf = ({ what, table, columns, name }: Extract<Change, { columns: readonly string[] }>) =>
  name ?? [NAMES[what], table.replace('.', '_'), ...(what === 'primary key' ? [] : columns)].join('_');

function sqlOf(change: Change): string {
  switch (change.what) {
    case 'on delete': {
      const { name, table, columns, references, referenced, onUpdate, deferred } = change.key;
      const update = onUpdate === 'NO ACTION' ? '' : ` ON UPDATE ${onUpdate}`;
      return `ALTER TABLE ${quoted(table)}
  DROP CONSTRAINT ${quoted(name)},
  ADD CONSTRAINT ${quoted(name)} FOREIGN KEY ${list(columns)}
    REFERENCES ${quoted(references)} ${list(referenced)}${update} ON DELETE ${change.to}${deferred ? ' DEFERRABLE INITIALLY DEFERRED' : ''};`;
    }
    case 'nullable':
      return `ALTER TABLE ${quoted(change.table)} ALTER COLUMN ${quoted(change.column)} ${change.to ? 'DROP' : 'SET'} NOT NULL;`;
    case 'index':
      return `CREATE INDEX ${quoted(nameOf(change))} ON ${quoted(change.table)} ${list(change.columns)};`;
    case 'unique':
    case 'primary key': {
      const { what, table, columns } = change;
      return `ALTER TABLE ${quoted(table)} ADD CONSTRAINT ${quoted(nameOf(change))} ${what.toUpperCase()} ${list(columns)};`;
    }
    case 'drop index':
      return `DROP INDEX ${quoted([...change.table.split('.').slice(0, -1), change.name].join('.'))};`;
    case 'statement':
      return change.sql;
  }
}

const inPython = (sql: string) => (sql.includes('\n') || sql.includes('"') ? `r"""\n${sql}\n"""` : JSON.stringify(sql));
const text = (value: string) => JSON.stringify(value);
const texts = (values: readonly string[]) => `[${values.map(text).join(', ')}]`;

/** A name without its schema, and the keyword that has the schema. */
function placed(name: string, keyword = 'schema'): readonly [name: string, schema: string] {
  const parts = name.split('.');
  const schema = parts.length > 1 ? `, ${keyword}=${text(parts[0] ?? '')}` : '';
  return [text(parts.at(-1) ?? ''), schema];
}

function alembicOf(change: Change): string {
  if (change.what === 'statement') return `op.execute(${inPython(change.sql)})`;
  if (change.what === 'on delete') {
    const { name, table, columns, references, referenced, onUpdate, deferred } = change.key;
    const [own, schema] = placed(table);
    const [, source] = placed(table, 'source_schema');
    const [other, referent] = placed(references, 'referent_schema');
    const update = onUpdate === 'NO ACTION' ? '' : `, onupdate=${text(onUpdate)}`;
    const deferrable = deferred ? ', deferrable=True, initially="DEFERRED"' : '';
    return `op.drop_constraint(${text(name)}, ${own}, type_="foreignkey"${schema})
op.create_foreign_key(${text(name)}, ${own}, ${other}, ${texts(columns)}, ${texts(referenced)}, ondelete=${text(change.to)}${update}${deferrable}${source}${referent})`;
  }
  const [table, schema] = placed(change.table);
  if (change.what === 'nullable') {
    return `op.alter_column(${table}, ${text(change.column)}, nullable=${change.to ? 'True' : 'False'}${schema})`;
  }
  if (change.what === 'drop index') return `op.drop_index(${text(change.name)}, ${table}${schema})`;
  const { what, columns } = change;
  const made = { index: 'create_index', unique: 'create_unique_constraint', 'primary key': 'create_primary_key' }[what];
  return `op.${made}(${text(nameOf(change))}, ${table}, ${texts(columns)}${schema})`;
}

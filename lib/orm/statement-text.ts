// The text of every statement with numbered placeholders, as SQLAlchemy compiles it for asyncpg (T1-T5), and the names
// that its parameters have for other drivers (R2). The space before a newline is the compiler's own.
import type { Entity } from '@/lib/scenario/shape';
import type { Mapping } from './mapping';
import type { SeriesFacts } from './series';

export interface StatementText {
  readonly sql: string;
  /** One for each placeholder. */
  readonly names: readonly string[];
}

const tableOf = (entity: Entity, { names: { table } }: Mapping) => (entity === 'User' ? 'users' : table);
const versionOf = ({ versioned }: Mapping) => (versioned ? ['version'] : []);

/** The columns of a child, in the order of its table. */
const childColumns = (mapping: Mapping) => ['id', mapping.names.column, 'user_id', ...versionOf(mapping)];

/** `select(User)`; result columns: those of the table. Its columns never have labels. */
export function selectUser(mapping: Mapping): StatementText {
  const columns = ['id', 'name', ...versionOf(mapping)].map((column) => `users.${column}`).join(', ');
  return { sql: `SELECT ${columns} \nFROM users \nWHERE users.id = $1::INTEGER`, names: ['id_1'] };
}

/** `session.get()` of a child; result columns: those of the table. */
export function selectChild(mapping: Mapping, series: SeriesFacts): StatementText {
  const { table } = mapping.names;
  return {
    sql: `${selectChildren(table, childColumns(mapping), series)}WHERE ${table}.id = $1::INTEGER`,
    names: ['pk_1'],
  };
}

/** T1, the lazy load; result columns: those of the table. */
export function selectLazily(mapping: Mapping, series: SeriesFacts): StatementText {
  const { table } = mapping.names;
  return {
    sql: `${selectChildren(table, childColumns(mapping), series)}WHERE $1::INTEGER = ${table}.user_id`,
    names: ['param_1'],
  };
}

/** T5, selectinload for one user; result columns: user_id, then the others in the order of the table. */
export function selectIn(mapping: Mapping, series: SeriesFacts): StatementText {
  const { table, column } = mapping.names;
  const columns = ['user_id', 'id', column, ...versionOf(mapping)];
  return {
    sql: `${selectChildren(table, columns, series)}WHERE ${table}.user_id IN ($1::INTEGER)`,
    names: ['primary_keys_1'],
  };
}

/** V1 */
function selectChildren(table: string, columns: readonly string[], { labelsColumns }: SeriesFacts): string {
  const named = columns.map((column) => `${table}.${column}${labelsColumns ? ` AS ${table}_${column}` : ''}`);
  return `SELECT ${named.join(', ')} \nFROM ${table} \n`;
}

/** SQLAlchemy's type of each column, as it is cast to. */
const castOf = (column: string) => (column === 'title' || column === 'bio' ? 'VARCHAR' : 'INTEGER');

/** T2; parameters: the columns, version where rows have one, id, and the version that it had (R8). */
export function updateChild(mapping: Mapping, changed: readonly string[]): StatementText {
  const { table } = mapping.names;
  const set = [...changed, ...versionOf(mapping)];
  const key = ['id', ...versionOf(mapping)];
  const assignments = set.map((column, at) => `${column}=$${at + 1}::${castOf(column)}`);
  const conditions = key.map((column, at) => `${table}.${column} = $${set.length + at + 1}::INTEGER`);
  return {
    sql: `UPDATE ${table} SET ${assignments.join(', ')} WHERE ${conditions.join(' AND ')}`,
    names: [...set, ...key.map((column) => `${table}_${column}`)],
  };
}

/** Parameters: the columns in the order of the table. */
export function insertChild(mapping: Mapping): StatementText {
  const columns = childColumns(mapping);
  const values = columns.map((column, at) => `$${at + 1}::${castOf(column)}`);
  return {
    sql: `INSERT INTO ${mapping.names.table} (${columns.join(', ')}) VALUES (${values.join(', ')})`,
    names: columns,
  };
}

/** T3 and T4; parameters: id, and the version where rows have one (R8). */
export function deleteEntity(entity: Entity, mapping: Mapping): StatementText {
  const names = ['id', ...versionOf(mapping)];
  const table = tableOf(entity, mapping);
  const conditions = names.map((column, at) => `${table}.${column} = $${at + 1}::INTEGER`);
  return { sql: `DELETE FROM ${table} WHERE ${conditions.join(' AND ')}`, names };
}

/** `delete(User).where(User.id == 1)`; parameter: id. */
export const DELETE_USER_IN_BULK: StatementText = {
  sql: 'DELETE FROM users WHERE users.id = $1::INTEGER',
  names: ['id_1'],
};

// The text of every statement, as SQLAlchemy 2.0.52 compiles it for asyncpg (T1-T5). The space before a newline
// is the compiler's own.
import type { Entity } from '@/lib/scenario/shape';
import type { Mapping } from './mapping';

/** `session.get()`; result columns: the entity's own, in the order of the table. */
export function selectByKey(entity: Entity, { names: { table, column } }: Mapping): string {
  if (entity === 'User') return 'SELECT users.id, users.name \nFROM users \nWHERE users.id = $1::INTEGER';
  return `${selectChildren(table, ['id', column, 'user_id'])}WHERE ${table}.id = $1::INTEGER`;
}

/** T1, the lazy load; result columns: id, text, user_id. */
export function selectLazily({ names: { table, column } }: Mapping): string {
  return `${selectChildren(table, ['id', column, 'user_id'])}WHERE $1::INTEGER = ${table}.user_id`;
}

/** T5, selectinload for one user; result columns: user_id, id, text. */
export function selectIn({ names: { table, column } }: Mapping): string {
  return `${selectChildren(table, ['user_id', 'id', column])}WHERE ${table}.user_id IN ($1::INTEGER)`;
}

function selectChildren(table: string, columns: readonly string[]): string {
  return `SELECT ${columns.map((column) => `${table}.${column} AS ${table}_${column}`).join(', ')} \nFROM ${table} \n`;
}

/** T2; parameters: user_id, id. */
export function updateUserId({ names: { table } }: Mapping): string {
  return `UPDATE ${table} SET user_id=$1::INTEGER WHERE ${table}.id = $2::INTEGER`;
}

/** Parameters: id, text, user_id. */
export function insertChild({ names: { table, column } }: Mapping): string {
  return `INSERT INTO ${table} (id, ${column}, user_id) VALUES ($1::INTEGER, $2::VARCHAR, $3::INTEGER)`;
}

/** T3 and T4; parameter: id. */
export function deleteByKey(table: string): string {
  return `DELETE FROM ${table} WHERE ${table}.id = $1::INTEGER`;
}

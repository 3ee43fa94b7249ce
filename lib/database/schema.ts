// The tables of a scenario: the statements that SQLAlchemy's create_all() sends for the models of the
// scenario, letter for letter, and the rows that are there before the operation.
import { DEFAULT_SCENARIO, type Scenario, SHAPES } from '@/lib/scenario/scenario';
import { schemaOf } from '@/lib/scenario/schema';
import { NAMES } from '@/lib/scenario/shape';
import { ownSchema, WITNESS_SCHEMA } from './own-schemas';
import { witnessFunction, witnessTrigger } from './witness';

/** The settings that the tables depend on. */
type SchemaSettings = Pick<Scenario, 'shape' | 'onDelete' | 'nullable' | 'index' | 'unique'>;

/** CREATE TABLE for users and its child table, as SQLAlchemy 2.0.52 writes them. */
export function tableStatements({ shape, onDelete, nullable, unique }: SchemaSettings): readonly [string, string] {
  const { table: child, column: text } = NAMES[shape];
  const userId = `user_id INTEGER${onDelete === 'SET DEFAULT' ? " DEFAULT '0'" : ''}${nullable ? '' : ' NOT NULL'}`;
  const lines = [
    'id SERIAL NOT NULL',
    `${text} VARCHAR`,
    userId,
    'PRIMARY KEY (id)',
    ...(shape === 'one-to-one' && unique ? ['UNIQUE (user_id)'] : []),
    `FOREIGN KEY(user_id) REFERENCES users (id)${onDelete === null ? '' : ` ON DELETE ${onDelete}`}`,
  ];
  return [
    'CREATE TABLE users (\n  id SERIAL NOT NULL, \n  name VARCHAR, \n  PRIMARY KEY (id)\n)',
    `CREATE TABLE ${child} (\n  ${lines.join(', \n  ')}\n)`,
  ];
}

/** Before any schema is built: the witness's functions, which what the foreign key does makes no difference to. */
export function witnessStatements(): readonly string[] {
  const tables = SHAPES.flatMap((shape) => schemaOf({ ...DEFAULT_SCENARIO, shape }).tables);
  const functions = tables.map((table) => witnessFunction(witnessOf(table.name), { table, columns: table.columns }));
  return [`CREATE SCHEMA ${WITNESS_SCHEMA}`, ...new Set(functions)];
}

const witnessOf = (table: string) => `${WITNESS_SCHEMA}.of_${table}`;

/** Every statement that builds the schema, the witness's triggers last. */
export function schemaStatements(settings: SchemaSettings): readonly string[] {
  const child = NAMES[settings.shape].table;
  return [
    ...tableStatements(settings),
    ...(settings.index ? [`CREATE INDEX ix_${child}_user_id ON ${child} (user_id)`] : []),
    ...['users', child].map((table) => witnessTrigger(table, witnessOf(table))),
  ];
}

/** A name for each different schema, for example "posts/SET NULL/null/index". */
export function schemaName({ shape, onDelete, nullable, index, unique }: SchemaSettings): string {
  const child = NAMES[shape].table;
  const words = [child, onDelete ?? 'none', nullable ? 'null' : 'not null'];
  if (index) words.push('index');
  if (unique) words.push('unique');
  return words.join('/');
}

/** The schema in which the tables are kept while others are in use. */
export function keptSchema(settings: SchemaSettings): string {
  return ownSchema(schemaName(settings));
}

/** INSERTs into empty tables: users 1 and 2 (and 0 for SET DEFAULT), and their children. */
export function seedStatements({ shape, onDelete, posts }: Pick<Scenario, 'shape' | 'onDelete' | 'posts'>): string[] {
  const users = ["(1, 'ann')", "(2, 'bob')"];
  if (onDelete === 'SET DEFAULT') users.unshift("(0, 'ghost')");
  return [
    `INSERT INTO users (id, name) VALUES ${users.join(', ')}`,
    shape === 'one-to-one'
      ? "INSERT INTO profiles (id, bio, user_id) VALUES (1, 'b1', 1), (2, 'b2', 2)"
      : `INSERT INTO posts (id, title, user_id)
         SELECT i, 'p' || i, CASE WHEN i <= ${posts} THEN 1 ELSE 2 END FROM generate_series(1, ${posts + 2}) AS i`,
  ];
}

/** Rows of the child table after the seed. */
export function childRows({ shape, posts }: Pick<Scenario, 'shape' | 'posts'>): number {
  return shape === 'one-to-one' ? 2 : posts + 2;
}

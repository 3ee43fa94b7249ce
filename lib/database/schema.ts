// The tables of a scenario: the statements that SQLAlchemy's create_all() sends for the models of the
// scenario, letter for letter, and the rows that are there before the operation.
import { DEFAULT_SCENARIO, MAPPERS, type Scenario, SHAPES } from '@/lib/scenario/scenario';
import { schemaOf } from '@/lib/scenario/schema';
import { NAMES } from '@/lib/scenario/shape';
import { ownSchema, WITNESS_SCHEMA } from './own-schemas';
import { witnessFunction, witnessTrigger } from './witness';

/** The settings that the tables depend on. */
type SchemaSettings = Pick<Scenario, 'shape' | 'onDelete' | 'nullable' | 'index' | 'unique' | 'mapper'>;

const isVersioned = ({ mapper }: Pick<Scenario, 'mapper'>) => mapper === 'version-id-col';

/** CREATE TABLE for users and its child table, as SQLAlchemy 2.0.52 writes them. */
export function tableStatements(settings: SchemaSettings): readonly [string, string] {
  const { shape, onDelete, nullable, unique } = settings;
  const version = isVersioned(settings) ? ['version INTEGER NOT NULL'] : [];
  const { table: child, column: text } = NAMES[shape];
  const userId = `user_id INTEGER${onDelete === 'SET DEFAULT' ? " DEFAULT '0'" : ''}${nullable ? '' : ' NOT NULL'}`;
  const lines = [
    'id SERIAL NOT NULL',
    `${text} VARCHAR`,
    userId,
    ...version,
    'PRIMARY KEY (id)',
    ...(shape === 'one-to-one' && unique ? ['UNIQUE (user_id)'] : []),
    `FOREIGN KEY(user_id) REFERENCES users (id)${onDelete === null ? '' : ` ON DELETE ${onDelete}`}`,
  ];
  return [
    `CREATE TABLE users (\n  ${['id SERIAL NOT NULL', 'name VARCHAR', ...version, 'PRIMARY KEY (id)'].join(', \n  ')}\n)`,
    `CREATE TABLE ${child} (\n  ${lines.join(', \n  ')}\n)`,
  ];
}

/** Before any schema is built: the witness's functions, which what the foreign key does makes no difference to. */
export function witnessStatements(): readonly string[] {
  const functions = MAPPERS.flatMap((mapper) =>
    SHAPES.flatMap((shape) =>
      schemaOf({ ...DEFAULT_SCENARIO, shape, mapper }).tables.map((table) =>
        witnessFunction(witnessOf(table.name, { mapper }), { table, columns: table.columns }),
      ),
    ),
  );
  return [`CREATE SCHEMA ${WITNESS_SCHEMA}`, ...new Set(functions)];
}

const witnessOf = (table: string, settings: Pick<Scenario, 'mapper'>) =>
  `${WITNESS_SCHEMA}.of_${isVersioned(settings) ? 'versioned_' : ''}${table}`;

/** Every statement that builds the schema, the witness's triggers last. */
export function schemaStatements(settings: SchemaSettings): readonly string[] {
  const child = NAMES[settings.shape].table;
  return [
    ...tableStatements(settings),
    ...(settings.index ? [`CREATE INDEX ix_${child}_user_id ON ${child} (user_id)`] : []),
    ...['users', child].map((table) => witnessTrigger(table, witnessOf(table, settings))),
  ];
}

/** A name for each different schema, for example "posts/SET NULL/null/index". */
export function schemaName({ shape, onDelete, nullable, index, unique, mapper }: SchemaSettings): string {
  const child = NAMES[shape].table;
  const words = [child, onDelete ?? 'none', nullable ? 'null' : 'not null'];
  if (index) words.push('index');
  if (unique) words.push('unique');
  if (isVersioned({ mapper })) words.push('version');
  return words.join('/');
}

/** The schema in which the tables are kept while others are in use. */
export function keptSchema(settings: SchemaSettings): string {
  return ownSchema(schemaName(settings));
}

/** INSERTs into empty tables: users 1 and 2 (and 0 for SET DEFAULT), and their children. */
export function seedStatements(settings: Pick<Scenario, 'shape' | 'onDelete' | 'posts' | 'mapper'>): string[] {
  const { shape, onDelete, posts } = settings;
  const [column, value] = isVersioned(settings) ? [', version', ', 1'] : ['', ''];
  const users = [`(1, 'ann'${value})`, `(2, 'bob'${value})`];
  if (onDelete === 'SET DEFAULT') users.unshift(`(0, 'ghost'${value})`);
  return [
    `INSERT INTO users (id, name${column}) VALUES ${users.join(', ')}`,
    shape === 'one-to-one'
      ? `INSERT INTO profiles (id, bio, user_id${column}) VALUES (1, 'b1', 1${value}), (2, 'b2', 2${value})`
      : `INSERT INTO posts (id, title, user_id${column})
         SELECT i, 'p' || i, CASE WHEN i <= ${posts} THEN 1 ELSE 2 END${value} FROM generate_series(1, ${posts + 2}) AS i`,
  ];
}

/** Rows of the child table after the seed. */
export function childRows({ shape, posts }: Pick<Scenario, 'shape' | 'posts'>): number {
  return shape === 'one-to-one' ? 2 : posts + 2;
}

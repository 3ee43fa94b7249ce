// The tables and classes of a scenario, from its settings alone: what PostgreSQL's catalog and SQLAlchemy's mappers
// say of them, letter for letter, and the rows of the seed.
import type { ForeignKey, MappedClass, Relationship, Schema, Table, TableColumn } from '@/lib/trace/schema';
import type { Row, Tables } from '@/lib/trace/trace';
import { cascadesInForce } from './cascade';
import type { Scenario } from './scenario';
import { NAMES } from './shape';

const integer = (name: string, nullable = false): TableColumn => ({ name, type: 'integer', nullable });
const text = (name: string): TableColumn => ({ name, type: 'character varying', nullable: true });

/** What the tables and classes look like; pure, so that a page can draw them before anything has run. */
export function schemaOf(scenario: Scenario): Schema {
  const { table, column } = NAMES[scenario.shape];
  const { onDelete, nullable, index, unique } = scenario;
  const version = scenario.mapper === 'version-id-col' ? [integer('version')] : [];
  const foreignKey: ForeignKey = {
    name: `${table}_user_id_fkey`,
    columns: ['user_id'],
    references: 'users',
    referenced: ['id'],
    onDelete: onDelete ?? 'NO ACTION',
    onUpdate: 'NO ACTION',
    deferred: false,
    indexed: index || unique,
  };
  const tables: readonly Table[] = [
    { name: 'users', columns: [integer('id'), text('name'), ...version], key: ['id'], foreignKeys: [] },
    {
      name: table,
      columns: [integer('id'), text(column), integer('user_id', nullable), ...version],
      key: ['id'],
      foreignKeys: [foreignKey],
    },
  ];
  return { tables, classes: classesOf(scenario) };
}

function classesOf({ shape, cascade, passiveDeletes }: Scenario): readonly MappedClass[] {
  const { entity, table, attribute } = NAMES[shape];
  const plain = { secondary: null, lazy: 'select', viewonly: false, postUpdate: false, singleParent: false };
  const children: Relationship = {
    attribute,
    target: entity,
    direction: 'one-to-many',
    uselist: shape === 'one-to-many',
    cascade: cascadesInForce(cascade),
    passiveDeletes,
    reverse: 'user',
    ...plain,
  };
  const parent: Relationship = {
    attribute: 'user',
    target: 'User',
    direction: 'many-to-one',
    uselist: false,
    cascade: ['merge', 'save-update'],
    passiveDeletes: false,
    reverse: attribute,
    ...plain,
  };
  return [
    { name: 'User', tables: ['users'], inherits: null, relationships: [children] },
    { name: entity, tables: [table], inherits: null, relationships: [parent] },
  ];
}

/** The rows that are there before the operation. */
export function seedOf({ shape, onDelete, posts, mapper }: Scenario): Tables {
  const versioned = (row: Row): Row => (mapper === 'version-id-col' ? [...row, 1] : row);
  const ghost: readonly Row[] = onDelete === 'SET DEFAULT' ? [[0, 'ghost']] : [];
  const users = [...ghost, [1, 'ann'], [2, 'bob']].map(versioned);
  if (shape === 'one-to-one') {
    const profiles: readonly Row[] = [
      [1, 'b1', 1],
      [2, 'b2', 2],
    ];
    return { users, profiles: profiles.map(versioned) };
  }
  const row = (at: number): Row => [at + 1, `p${at + 1}`, at < posts ? 1 : 2];
  return { users, posts: Array.from({ length: posts + 2 }, (_, at) => versioned(row(at))) };
}

// The settings of one run: one schema for the TypeScript type, the URL, the JSON of the trace tool and the
// command line. Which combinations SQLAlchemy itself rejects is the model's affair, not the schema's.
import * as v from 'valibot';
import { DRIVERS, SERIES } from '@/lib/versions';
import { GONE } from './elsewhere';
import { OPERATION_NAMES, OPERATIONS, type Operation } from './operations';
import { SHAPES, type Shape } from './shape';

export type { Operation } from './operations';
export { SHAPES, type Shape } from './shape';

export const LOADED = ['no', 'partial', 'loaded'] as const;
export const MAX_POSTS = 1_000_000;

const operationsOf = (shape: Shape) => OPERATION_NAMES.filter((name) => OPERATIONS[name].shapes.includes(shape));

/** The operations of a shape, in the order in which they are offered. */
export const OPERATIONS_OF: Readonly<Record<Shape, readonly Operation[]>> = {
  'one-to-many': operationsOf('one-to-many'),
  'one-to-one': operationsOf('one-to-one'),
};

/** What is given to both classes as __mapper_args__. */
export const MAPPERS = ['plain', 'confirm-deleted-rows-false', 'version-id-col'] as const;

const ON_DELETE_ACTIONS = ['CASCADE', 'SET NULL', 'RESTRICT', 'NO ACTION', 'SET DEFAULT'] as const;

/** One schema per field, with its default; the URL is read with these field by field. */
export const FIELDS = {
  shape: v.optional(v.picklist(SHAPES), 'one-to-many'),
  /** As written in relationship(); which words are valid is SQLAlchemy's decision (C3). */
  cascade: v.optional(v.pipe(v.string(), v.maxLength(200)), 'all, delete-orphan'),
  passiveDeletes: v.optional(v.union([v.boolean(), v.literal('all')]), true),
  onDelete: v.optional(v.nullable(v.picklist(ON_DELETE_ACTIONS)), 'CASCADE'),
  /** Whether the child's user_id may be NULL. */
  nullable: v.optional(v.boolean(), false),
  /** Whether user_id has an index. */
  index: v.optional(v.boolean(), true),
  /** One-to-one only: UNIQUE on user_id. */
  unique: v.optional(v.boolean(), false),
  /** The collection before the operation: not loaded, one member in the identity map, or loaded. */
  loaded: v.optional(v.picklist(LOADED), 'no'),
  operation: v.optional(v.picklist(OPERATION_NAMES), 'delete-user'),
  /** Children of user 1 in one-to-many; user 2 has two. One-to-one always has one profile for each user. */
  posts: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_POSTS)), 3),
  /** The series of SQLAlchemy whose behaviour is asked for. */
  sqlalchemy: v.optional(v.picklist(SERIES), '2.1'),
  /** Whose statement text, row counts and errors. */
  driver: v.optional(v.picklist(DRIVERS), 'asyncpg'),
  /** One-to-many only: what another connection deletes after the objects were read. */
  gone: v.optional(v.picklist(GONE), 'nothing'),
  /** With "version-id-col" both tables have a version, which is 1 in every row. */
  mapper: v.optional(v.picklist(MAPPERS), 'plain'),
} as const;

/** Whether the operation exists in the shape. */
export function isOperationOf(shape: Shape, operation: Operation): boolean {
  return OPERATIONS[operation].shapes.includes(shape);
}

export const ScenarioSchema = v.pipe(
  v.strictObject(FIELDS),
  v.forward(
    v.check(
      ({ shape, operation }) => isOperationOf(shape, operation),
      ({ input }) => `"${input.operation}" is no operation of ${input.shape}`,
    ),
    ['operation'],
  ),
  v.forward(
    v.check(({ shape, unique }) => shape === 'one-to-one' || !unique, 'unique is for one-to-one only'),
    ['unique'],
  ),
  v.forward(
    v.check(({ shape, gone }) => shape === 'one-to-many' || gone === 'nothing', 'gone is for one-to-many only'),
    ['gone'],
  ),
);

export type Scenario = Readonly<v.InferOutput<typeof ScenarioSchema>>;
export type PassiveDeletes = Scenario['passiveDeletes'];
export type OnDelete = Scenario['onDelete'];
export type Loaded = Scenario['loaded'];

export const DEFAULT_SCENARIO: Scenario = v.parse(ScenarioSchema, {});

/** A scenario from JSON data, defaults filled in; or what is wrong and where, as one sentence. */
export function parseScenario(data: unknown): { readonly scenario: Scenario } | { readonly invalid: string } {
  // To valibot a list is an object without keys, and that is the default scenario.
  if (Array.isArray(data)) return { invalid: 'Invalid type: Expected Object but received Array' };
  const result = v.safeParse(ScenarioSchema, data);
  if (result.success) return { scenario: result.output };
  return { invalid: issuesInWords(result.issues) };
}

/** What is wrong and where, as one sentence. */
export function issuesInWords(issues: readonly v.BaseIssue<unknown>[]): string {
  return issues
    .map((issue) => {
      const field = issue.path?.map((item) => String(item.key)).join('.');
      return field ? `${field}: ${issue.message}` : issue.message;
    })
    .join('; ');
}

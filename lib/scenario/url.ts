// A scenario and a step as the query of an address, in the words of Python: what equals its default is left
// out, and what cannot be read falls back to it, with the reason. Keys that are not ours are left alone.
import { createParser, createSerializer, parseAsStringLiteral } from 'nuqs/server';
import { numeral } from '@/lib/trace/quantity';
import { DRIVERS, SERIES } from '@/lib/versions';
import { EXPLORER_POSTS, fewestPosts } from './change';
import { GONE } from './elsewhere';
import type { Ignored } from './ignored';
import { DEFAULT_SCENARIO, FIELDS, isOperationOf, LOADED, MAPPERS, type Scenario, SHAPES } from './scenario';

/** Who is asked to run a scenario: the model of SQLAlchemy, or SQLAlchemy itself. */
const ENGINES = ['model', 'sqlalchemy'] as const;
export type EngineName = (typeof ENGINES)[number];

export interface UrlState {
  readonly scenario: Scenario;
  /** Whose run is to be shown. */
  readonly engine: EngineName;
  /** The step to show; null for the page's own choice. */
  readonly step: number | null;
  readonly ignored: readonly Ignored[];
}

const ACTIONS = FIELDS.onDelete.wrapped.wrapped.options;
const OPERATIONS = FIELDS.operation.wrapped.options;
/** `null` stands for "not in the address" in nuqs, so that Python's None is a word of its own. */
const NONE = 'None';

const parseAsPythonBoolean = createParser<boolean>({
  parse: (text) => (text === 'True' ? true : text === 'False' ? false : null),
  serialize: (value) => (value ? 'True' : 'False'),
});

function parseAsCount(most: number) {
  return createParser<number>({
    parse: (text) => (/^\d{1,15}$/.test(text) && Number(text) <= most ? Number(text) : null),
    serialize: String,
  });
}

const PARSERS = {
  shape: parseAsStringLiteral(SHAPES).withDefault(DEFAULT_SCENARIO.shape),
  cascade: createParser<string>({
    parse: (text) => (text.length <= 200 ? text : null),
    serialize: (value) => value,
  }).withDefault(DEFAULT_SCENARIO.cascade),
  passiveDeletes: createParser<boolean | 'all'>({
    parse: (text) => (text === 'all' ? text : parseAsPythonBoolean.parse(text)),
    serialize: (value) => (value === 'all' ? value : parseAsPythonBoolean.serialize(value)),
  }).withDefault(DEFAULT_SCENARIO.passiveDeletes),
  onDelete: parseAsStringLiteral([NONE, ...ACTIONS]).withDefault(DEFAULT_SCENARIO.onDelete ?? NONE),
  nullable: parseAsPythonBoolean.withDefault(DEFAULT_SCENARIO.nullable),
  index: parseAsPythonBoolean.withDefault(DEFAULT_SCENARIO.index),
  unique: parseAsPythonBoolean.withDefault(DEFAULT_SCENARIO.unique),
  loaded: parseAsStringLiteral(LOADED).withDefault(DEFAULT_SCENARIO.loaded),
  operation: parseAsStringLiteral(OPERATIONS).withDefault(DEFAULT_SCENARIO.operation),
  posts: parseAsCount(EXPLORER_POSTS).withDefault(DEFAULT_SCENARIO.posts),
  sqlalchemy: parseAsStringLiteral(SERIES).withDefault(DEFAULT_SCENARIO.sqlalchemy),
  driver: parseAsStringLiteral(DRIVERS).withDefault(DEFAULT_SCENARIO.driver),
  gone: parseAsStringLiteral(GONE).withDefault(DEFAULT_SCENARIO.gone),
  mapper: parseAsStringLiteral(MAPPERS).withDefault(DEFAULT_SCENARIO.mapper),
  engine: parseAsStringLiteral(ENGINES).withDefault('model'),
  step: parseAsCount(Number.MAX_SAFE_INTEGER),
};

type Field = keyof typeof PARSERS;

const KEYS: Readonly<Record<Field, string>> = {
  shape: 'shape',
  cascade: 'cascade',
  passiveDeletes: 'passive_deletes',
  onDelete: 'ondelete',
  nullable: 'nullable',
  index: 'index',
  unique: 'unique',
  loaded: 'loaded',
  operation: 'op',
  posts: 'posts',
  sqlalchemy: 'sqlalchemy',
  driver: 'driver',
  gone: 'gone',
  mapper: 'mapper',
  engine: 'engine',
  step: 'step',
};

const REASONS: Readonly<Record<Field, string>> = {
  shape: `it is neither ${SHAPES.join(' nor ')}`,
  cascade: 'it is longer than 200 characters',
  passiveDeletes: 'it is not True, False or all',
  onDelete: `it is none of ${[NONE, ...ACTIONS].join(', ')}`,
  nullable: 'it is not True or False',
  index: 'it is not True or False',
  unique: 'it is not True or False',
  loaded: `it is none of ${LOADED.join(', ')}`,
  operation: 'there is no such operation',
  posts: `it is not a whole number up to ${numeral(EXPLORER_POSTS)}, the most that the explorer draws`,
  sqlalchemy: `it is neither ${SERIES.join(' nor ')}`,
  driver: `it is none of ${DRIVERS.join(', ')}`,
  gone: `it is none of ${GONE.join(', ')}`,
  mapper: `it is none of ${MAPPERS.join(', ')}`,
  engine: `it is neither ${ENGINES.join(' nor ')}`,
  step: 'it is not the number of a step',
};

const serialize = createSerializer(PARSERS, { urlKeys: KEYS });

/** Reads a query such as "?passive_deletes=False&step=4", with or without its question mark. */
export function readUrl(search: string): UrlState {
  const query = new URLSearchParams(search);
  const ignored: Ignored[] = [];
  const ignore = (field: Field, reason: string) =>
    ignored.push({ field: KEYS[field], value: query.get(KEYS[field]) ?? '', reason });
  const read = <F extends Field>(field: F) => {
    const text = query.get(KEYS[field]);
    if (text === null) return null;
    const value = PARSERS[field].parse(text) as ReturnType<(typeof PARSERS)[F]['parse']>;
    if (value === null) ignore(field, REASONS[field]);
    return value;
  };

  const onDelete = read('onDelete') ?? PARSERS.onDelete.defaultValue;
  const scenario = {
    shape: read('shape') ?? DEFAULT_SCENARIO.shape,
    cascade: read('cascade') ?? DEFAULT_SCENARIO.cascade,
    passiveDeletes: read('passiveDeletes') ?? DEFAULT_SCENARIO.passiveDeletes,
    onDelete: onDelete === NONE ? null : onDelete,
    nullable: read('nullable') ?? DEFAULT_SCENARIO.nullable,
    index: read('index') ?? DEFAULT_SCENARIO.index,
    unique: read('unique') ?? DEFAULT_SCENARIO.unique,
    loaded: read('loaded') ?? DEFAULT_SCENARIO.loaded,
    operation: read('operation') ?? DEFAULT_SCENARIO.operation,
    posts: read('posts') ?? DEFAULT_SCENARIO.posts,
    sqlalchemy: read('sqlalchemy') ?? DEFAULT_SCENARIO.sqlalchemy,
    driver: read('driver') ?? DEFAULT_SCENARIO.driver,
    gone: read('gone') ?? DEFAULT_SCENARIO.gone,
    mapper: read('mapper') ?? DEFAULT_SCENARIO.mapper,
  };
  const engine = read('engine') ?? 'model';
  const step = read('step');

  if (!isOperationOf(scenario.shape, scenario.operation)) {
    ignore('operation', `it is no operation of ${scenario.shape}`);
    scenario.operation = DEFAULT_SCENARIO.operation;
  }
  if (scenario.unique && scenario.shape === 'one-to-many') {
    ignore('unique', 'it is for one-to-one only');
    scenario.unique = false;
  }
  if (scenario.gone !== 'nothing' && scenario.shape !== 'one-to-many') {
    ignore('gone', 'it is for one-to-many only');
    scenario.gone = 'nothing';
  }
  const fewest = fewestPosts(scenario);
  if (scenario.posts < fewest) {
    ignore(
      'posts',
      `this run is about ${fewest === 1 ? 'a post of user 1, so there has to be one' : `${fewest} posts of user 1`}`,
    );
    scenario.posts = DEFAULT_SCENARIO.posts;
  }
  return { scenario, engine, step, ignored };
}

/** The query of a scenario, "" when everything is at its default; otherwise it begins with a question mark. */
export function writeUrl(scenario: Scenario, step: number | null = null, engine: EngineName = 'model'): string {
  return serialize({ ...scenario, onDelete: scenario.onDelete ?? NONE, engine, step });
}

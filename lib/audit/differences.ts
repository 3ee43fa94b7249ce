// Where the tables that are really there differ from those that the models would make, both as PostgreSQL has them.
import { quoted } from '@/lib/yours/sql-edit';
import type { Audit, DefinedTable } from './facts';
import type { Finding } from './finding';
import { SEVERITIES, type Severity } from './kinds';
import type { Change } from './migration';
import { placeOf } from './places';
import { type Key, keysOf } from './subject';

type Column = DefinedTable['columns'][number];
type Constraint = DefinedTable['constraints'][number];
type Index = DefinedTable['indexes'][number];

interface Difference {
  readonly table: string;
  readonly at: string;
  readonly severity: Severity;
  readonly says: string;
  /** What gives the database what the models have. */
  readonly changes: readonly Change[];
}

/** Of one place one finding; none where the models have made the tables. */
export function differencesOf(audit: Audit): readonly Finding[] {
  return [...byPlace(audit)].map(([at, [first, ...more]]): Finding => {
    const severities = [first, ...more].map(({ severity }) => severity);
    const of = audit.facts.classes.find(({ tables }) => tables[0] === first.table);
    const place = audit.facts.keys[at] ?? of?.place;
    return {
      kind: 'schema-differs',
      class: of?.name ?? '',
      at,
      severity: SEVERITIES.find((severity) => severities.includes(severity)) ?? first.severity,
      says: [first, ...more].map(({ says }) => says).join(' '),
      evidence: null,
      places: place ? [place] : [],
    };
  });
}

/** What gives the database what the models have there. */
export const changesAt = (at: string, audit: Audit): readonly Change[] =>
  (byPlace(audit).get(at) ?? []).flatMap(({ changes }) => changes);

function byPlace(audit: Audit): ReadonlyMap<string, readonly [Difference, ...Difference[]]> {
  const { compared } = audit.facts;
  const found = new Map<string, [Difference, ...Difference[]]>();
  if (compared === null || 'error' in compared) return found;
  const keys = keysOf(audit);
  const types = new Set(compared.there.flatMap(({ columns }) => columns.map(({ type }) => type)));
  const differences = compared.declared.flatMap((declared) => {
    const real = compared.there.find(({ name }) => name === declared.name);
    return [...(real ? differencesIn(declared, real, keys, types) : [isMissing(declared, types)])];
  });
  for (const each of [...differences, ...strangersIn(compared.there, compared.declared)]) {
    const same = found.get(each.at);
    if (same) same.push(each);
    else found.set(each.at, [each]);
  }
  return found;
}

/** Tables that the models do not have matter where they point at those that they have. */
function* strangersIn(there: readonly DefinedTable[], declared: readonly DefinedTable[]): Generator<Difference> {
  const known = new Set(declared.map(({ name }) => name));
  for (const table of beside(there, declared)) {
    for (const key of table.constraints.filter(({ references }) => references !== null && known.has(references))) {
      yield {
        table: table.name,
        at: placeOf(table, key),
        severity: 'breaks',
        says: `The database has a table \`${table.name}\` that points at \`${key.references}\` with ON DELETE ${key.onDelete}, and no model has it.`,
        changes: [],
      };
    }
  }
}

/** How many tables the database has beside those of the models, whatever they point at. */
export function tablesBeside({ compared }: Audit['facts']): number {
  if (compared === null || 'error' in compared) return 0;
  return beside(compared.there, compared.declared).length;
}

function beside(there: readonly DefinedTable[], declared: readonly DefinedTable[]): readonly DefinedTable[] {
  const known = new Set(declared.map(({ name }) => name));
  return there.filter(({ name }) => !known.has(name));
}

const statement = (sql: string): Change => ({ what: 'statement', sql });
const isSame = (one: readonly string[], other: readonly string[]) => one.join(',') === other.join(',');
const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');

function isMissing(declared: DefinedTable, types: ReadonlySet<string>): Difference {
  const { name, columns, constraints, indexes, triggers } = declared;
  const parts = [
    ...columns.map(columnOf),
    ...constraints
      .filter((each) => !isForeign(each))
      .map((each) => `CONSTRAINT ${quoted(each.name)} ${each.definition}`),
  ];
  const keys = constraints.filter(isForeign).map((each) => addTo(name, each));
  const schema = name.split('.').slice(0, -1).join('.');
  const statements = [
    ...(schema === '' ? [] : [`CREATE SCHEMA IF NOT EXISTS ${quoted(schema)};`]),
    ...new Set(columns.flatMap((column) => typesOf(column, types))),
    `CREATE TABLE ${quoted(name)} (\n  ${parts.join(',\n  ')}\n);`,
    ...keys,
    ...indexes.map(({ definition }) => `${definition};`),
    ...triggers.flatMap(triggerOf),
  ];
  return {
    table: name,
    at: name,
    severity: 'breaks',
    says: `The models have a table \`${name}\`, and the database has none.`,
    changes: statements.map(statement),
  };
}

/** What its type has to have before it. */
function typesOf({ type, extension, labels }: Column, types: ReadonlySet<string>): readonly string[] {
  if (types.has(type)) return [];
  if (extension !== null) return [`CREATE EXTENSION IF NOT EXISTS ${quoted(extension)};`];
  const texts = labels?.map((label) => `'${label.replaceAll("'", "''")}'`);
  return texts ? [`CREATE TYPE ${type} AS ENUM (${texts.join(', ')});`] : [];
}

const SERIAL: Readonly<Record<string, string>> = { smallint: 'smallserial', integer: 'serial', bigint: 'bigserial' };

/** As CREATE TABLE and ADD COLUMN have it. */
function columnOf(column: Column): string {
  const { name, type, nullable, default: given, generated, identity } = column;
  const serial = given?.startsWith('nextval(') ? SERIAL[type] : undefined;
  return [
    quoted(name),
    serial ?? type,
    ...(identity === null ? [] : [`GENERATED ${identity} AS IDENTITY`]),
    ...(generated === null ? [] : [`GENERATED ALWAYS AS (${generated}) STORED`]),
    ...(given === null || serial ? [] : [`DEFAULT ${given}`]),
    ...(nullable ? [] : ['NOT NULL']),
  ].join(' ');
}

/** Whether PostgreSQL knows what to write where an INSERT says nothing. */
const isFilled = ({ nullable, default: given, generated, identity }: Column) =>
  nullable || given !== null || generated !== null || identity !== null;

function triggerOf({ definition, function: body }: DefinedTable['triggers'][number]): readonly string[] {
  return [`${body.trimEnd()};`, `${definition};`];
}

function* differencesIn(
  declared: DefinedTable,
  real: DefinedTable,
  keys: readonly Key[],
  types: ReadonlySet<string>,
): Generator<Difference> {
  const { name: table } = declared;
  const alter = `ALTER TABLE ${quoted(table)}`;
  const about = (at: string, severity: Severity, says: string, changes: readonly Change[]): Difference => ({
    table,
    at,
    severity,
    says,
    changes,
  });

  for (const column of declared.columns) {
    const at = `${table}.${column.name}`;
    const own = real.columns.find(({ name }) => name === column.name);
    if (!own) {
      const first = isFilled(column) ? '' : '-- fails while the table has rows: they need a value first\n';
      const says = `The models have a column \`${at}\`, and the database has none.`;
      yield about(at, 'breaks', says, [
        ...typesOf(column, types).map(statement),
        statement(`${first}${alter} ADD COLUMN ${columnOf(column)};`),
      ]);
      continue;
    }
    if (own.type !== column.type) {
      const says = `\`${at}\` is ${column.type} in the models, and ${own.type} in the database.`;
      const sql = `${alter} ALTER COLUMN ${quoted(column.name)} TYPE ${column.type} USING ${quoted(column.name)}::${column.type};`;
      yield about(at, 'tidy', says, [...typesOf(column, types).map(statement), statement(sql)]);
    }
    if (own.nullable !== column.nullable) {
      const [models, database] = own.nullable ? ['NOT NULL', 'may be NULL'] : ['nullable', 'may not be NULL'];
      const says = `\`${at}\` is ${models} in the models, and ${database} in the database.`;
      const change = { what: 'nullable', table, column: column.name, to: column.nullable } as const;
      yield about(at, own.nullable ? 'tidy' : 'breaks', says, [change]);
    }
  }
  for (const own of real.columns) {
    if (declared.columns.some(({ name }) => name === own.name)) continue;
    const end = isFilled(own) ? '' : ': it may not be NULL, so an INSERT of theirs is refused';
    const says = `The database has a column \`${table}.${own.name}\`, of which the models say nothing${end}.`;
    const sql = `-- what is in it is lost\n${alter} DROP COLUMN ${quoted(own.name)};`;
    yield about(`${table}.${own.name}`, isFilled(own) ? 'tidy' : 'breaks', says, [statement(sql)]);
  }

  const drop = ({ name }: Pick<Constraint, 'name'>) => statement(`${alter} DROP CONSTRAINT ${quoted(name)};`);
  const add = ({ name, definition }: Constraint) => statement(`${alter} ADD CONSTRAINT ${quoted(name)} ${definition};`);

  const foreign = real.constraints.filter(isForeign);
  for (const key of declared.constraints.filter(isForeign)) {
    const at = placeOf(declared, key);
    const own = foreign.find(
      ({ columns, references }) => isSame(columns, key.columns) && references === key.references,
    );
    if (!own) {
      const says = `The models have a foreign key \`${at}\` to \`${key.references}\`, and the database has none: nothing happens to its rows.`;
      yield about(at, 'breaks', says, [add(key)]);
    } else if (own.onDelete !== key.onDelete) {
      const says = `\`${at}\` is ON DELETE ${key.onDelete} in the models, and ON DELETE ${own.onDelete} in the database.`;
      const known = keys.find((each) => each.table === table && each.name === own.name);
      const isAll = known && withoutAction(own) === withoutAction(key);
      const change = isAll
        ? [{ what: 'on delete', key: known, to: key.onDelete ?? '' } as const]
        : [drop(own), add(key)];
      yield about(at, 'breaks', says, change);
    } else if (own.definition !== key.definition) {
      const says = `\`${at}\` is \`${key.definition}\` in the models, and \`${own.definition}\` in the database.`;
      yield about(at, 'tidy', says, [drop(own), add(key)]);
    }
  }
  for (const own of foreign) {
    if (declared.constraints.some((key) => isForeign(key) && isSame(key.columns, own.columns))) continue;
    const at = placeOf(real, own);
    const says = `The database has a foreign key \`${at}\` to \`${own.references}\`, of which the models say nothing.`;
    yield about(at, 'breaks', says, [drop(own)]);
  }

  for (const [kind, title] of [
    ['primary key', 'PRIMARY KEY'],
    ['unique', 'UNIQUE'],
  ] as const) {
    const [models, database] = [uniquesIn(declared, kind), uniquesIn(real, kind)];
    for (const own of models.filter(({ columns }) => !database.some((each) => isSameSet(each.columns, columns)))) {
      const says = `${code(own.columns)} of \`${table}\` is ${title} in the models, and not in the database.`;
      const change = { what: kind, table, columns: own.columns, name: own.name } as const;
      yield about(placeOf(declared, own), 'tidy', says, [change]);
    }
    for (const own of database.filter(({ columns }) => !models.some((each) => isSameSet(each.columns, columns)))) {
      const says = `${code(own.columns)} of \`${table}\` is ${title} in the database, and not in the models.`;
      const isIndex = real.indexes.some(({ name }) => name === own.name);
      const change = isIndex ? ({ what: 'drop index', table, name: own.name } as const) : drop(own);
      yield about(placeOf(real, own), 'tidy', says, [change]);
    }
  }

  const checks = ({ constraints }: DefinedTable) => constraints.filter(({ kind }) => kind === 'check');
  for (const own of lacking(checks(declared), checks(real), ({ definition }) => definition)) {
    const says = `The models have \`${own.definition}\` on \`${table}\`, and the database has not.`;
    yield about(table, 'tidy', says, [add(own)]);
  }
  for (const own of lacking(checks(real), checks(declared), ({ definition }) => definition)) {
    const says = `The database has \`${own.definition}\` on \`${table}\`, of which the models say nothing.`;
    yield about(table, 'tidy', says, [drop(own)]);
  }

  const indexes = (each: DefinedTable) => each.indexes.filter(({ isUnique, isWhole }) => !isUnique || !isWhole);
  for (const own of lacking(indexes(declared), indexes(real), over)) {
    const first = foreign.find(({ columns }) => columns.every((column, at) => own.columns[at] === column));
    const isSlow =
      first && !keys.some(({ table: of, name, indexed }) => of === table && name === first.name && indexed);
    const says = `The models have an index over ${said(own)} of \`${table}\`, and the database has none.`;
    yield about(atIndex(declared, own), isSlow ? 'slow' : 'tidy', says, [statement(`${own.definition};`)]);
  }
  for (const own of lacking(indexes(real), indexes(declared), over)) {
    const says = `The database has an index over ${said(own)} of \`${table}\`, of which the models say nothing.`;
    yield about(atIndex(real, own), 'tidy', says, [{ what: 'drop index', table, name: own.name }]);
  }

  for (const own of lacking(declared.triggers, real.triggers, ({ definition }) => definition)) {
    const says = `The models make a trigger \`${own.name}\` on \`${table}\`, and the database has none like it.`;
    yield about(table, 'tidy', says, triggerOf(own).map(statement));
  }
  for (const own of lacking(real.triggers, declared.triggers, ({ definition }) => definition)) {
    const says = `The database has a trigger \`${own.name}\` on \`${table}\`, which the models do not make.`;
    yield about(table, 'tidy', says, [statement(`DROP TRIGGER ${quoted(own.name)} ON ${quoted(table)};`)]);
  }
}

const addTo = (table: string, { name, definition }: Constraint) =>
  `ALTER TABLE ${quoted(table)} ADD CONSTRAINT ${quoted(name)} ${definition};`;
const isForeign = ({ kind }: Constraint) => kind === 'foreign key';
const withoutAction = ({ definition }: Constraint) => definition.replace(/ ON DELETE [A-Z ]+(?:\(.*?\))?/, '').trim();

/** Of the ones those that none of the others is like. */
function lacking<Item>(ones: readonly Item[], others: readonly Item[], likeness: (item: Item) => string) {
  const there = new Set(others.map(likeness));
  return ones.filter((each) => !there.has(likeness(each)));
}

/** An index, whatever its name. */
const over = ({ isUnique, definition }: Index) => `${isUnique} ${definition.replace(/^.*? ON /, '')}`;
const said = ({ columns, definition, isWhole }: Index) =>
  isWhole && columns.length > 0 ? code(columns) : `\`${definition.replace(/^.*? USING \w+ /, '')}\``;
const atIndex = (table: DefinedTable, index: Index) => (index.columns.length > 0 ? placeOf(table, index) : table.name);

/** Constraints and indexes over the same columns keep out the same rows. */
const uniquesIn = ({ constraints, indexes }: DefinedTable, kind: 'primary key' | 'unique') => [
  ...constraints.filter((each) => each.kind === kind),
  ...(kind === 'unique' ? indexes.filter(({ isUnique, isWhole }) => isUnique && isWhole) : []),
];
const isSameSet = (one: readonly string[], other: readonly string[]) => isSame([...one].sort(), [...other].sort());

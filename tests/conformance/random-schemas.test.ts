// Random schemas, rows and statements on PostgreSQL: every effect that the witness tells is the one that the
// definitions of the foreign keys and triggers ask for, no other is told, and no row is left unexplained.
// SCHEMAS=5000 tries as many, SEED=1 other ones.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import { Recorder } from '@/lib/engine/run/recorder';
import type { Effect, StatementEvent, TransactionEvent } from '@/lib/trace/trace';
import {
  type Action,
  type Cell,
  columnsOf,
  DEFAULT_KEY,
  type Done,
  type ForeignKeyPlan,
  foreignColumns,
  keyColumns,
  keyValues,
  LOG,
  Refused,
  Simulation,
  type TablePlan,
  type TriggerKind,
  tableName,
} from './foreign-keys';

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

const MOST_TABLES = 4;
const WORDS = ['a', 'keep', 'b'] as const;

const aTable = fc.nat(MOST_TABLES - 1);
const aKey = fc.integer({ min: 1, max: DEFAULT_KEY });
const anAction = fc.constantFrom<Action[]>('CASCADE', 'CASCADE', 'SET NULL', 'NO ACTION', 'RESTRICT', 'SET DEFAULT');

const aPlan = fc.record({
  key: fc.constantFrom<TablePlan['key'][]>(['integer'], ['integer'], ['text'], ['integer', 'text']),
  foreignKeys: fc.array(
    fc.record({ to: aTable, onDelete: anAction, onUpdate: anAction, lastOnly: fc.boolean(), deferred: fc.boolean() }),
    { maxLength: 2 },
  ),
  trigger: fc.option(fc.constantFrom<TriggerKind[]>('audit', 'regret', 'hand', 'keep', 'touch')),
  other: aTable,
});

/** A row of a table; each foreign key leads to the row of a number, or nowhere. */
const aRow = fc.record({
  table: aTable,
  number: aKey,
  word: fc.constantFrom(...WORDS),
  parents: fc.tuple(fc.option(aKey), fc.option(aKey)),
});

const aMark = fc.record({ mark: fc.constantFrom('savepoint' as const, 'rollback-to' as const, 'release' as const) });
const aStatement = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant('delete' as const), table: aTable, number: aKey }) },
  fc.record({ does: fc.constant('delete-by-word' as const), table: aTable, word: fc.constantFrom(...WORDS) }),
  fc.record({ does: fc.constant('rename' as const), table: aTable, number: aKey, to: aKey }),
  fc.record({ does: fc.constant('reword' as const), table: aTable, word: fc.constantFrom(...WORDS) }),
  fc.record({ does: fc.constant('lead' as const), table: aTable, number: aKey, to: fc.option(aKey) }),
  fc.record({ does: fc.constant('insert' as const), row: aRow }),
  fc.record({ does: fc.constant('truncate' as const), table: aTable }),
);
type Statement = typeof aStatement extends fc.Arbitrary<infer T> ? T : never;

const anything = fc.record({
  plans: fc.array(aPlan, { minLength: MOST_TABLES, maxLength: MOST_TABLES }),
  rows: fc.array(aRow, { minLength: 4, maxLength: 14 }),
  commands: fc.array(fc.oneof({ weight: 5, arbitrary: aStatement }, { weight: 2, arbitrary: aMark }), {
    minLength: 1,
    maxLength: 5,
  }),
  commits: fc.integer({ min: 0, max: 3 }).map((one) => one > 0),
});
type Anything = typeof anything extends fc.Arbitrary<infer T> ? T : never;
type PlannedRow = Anything['rows'][number];

const text = (cell: Cell) => (typeof cell === 'string' ? `'${cell}'` : String(cell));
const equal = (columns: readonly string[], cells: readonly Cell[]) =>
  columns.map((column, at) => `${column} = ${text(cells[at] ?? null)}`).join(' AND ');

function cellsOf(plans: readonly TablePlan[], { table, number, word, parents }: PlannedRow): Record<string, Cell> {
  const plan = plans[table] as TablePlan;
  const led = plan.foreignKeys.flatMap(({ to }, at) => {
    const parent = parents[at] ?? null;
    const cells = parent === null ? [] : keyValues(plans[to] as TablePlan, parent);
    return foreignColumns(plans, table, at).map((column, place) => [column, cells[place] ?? null] as const);
  });
  const key = keyValues(plan, number);
  return Object.fromEntries([...keyColumns(plan).map((name, at) => [name, key[at] ?? null]), ['word', word], ...led]);
}

const BODIES: Readonly<Record<TriggerKind, (table: string, other: string) => string>> = {
  audit: (table) => `INSERT INTO ${LOG} VALUES ('${table}'); RETURN NULL;`,
  regret: (table) => `BEGIN INSERT INTO ${LOG} VALUES ('${table}'); RAISE EXCEPTION 'no';
    EXCEPTION WHEN raise_exception THEN NULL; END; RETURN NULL;`,
  hand: (_, other) => `DELETE FROM ${other} WHERE word = OLD.word; RETURN NULL;`,
  keep: () => "IF OLD.word = 'keep' THEN RETURN NULL; END IF; RETURN OLD;",
  touch: () => "NEW.word := 'touched'; RETURN NEW;",
};
const EVENTS: Readonly<Record<TriggerKind, string>> = {
  audit: 'AFTER DELETE',
  regret: 'AFTER DELETE',
  hand: 'AFTER DELETE',
  keep: 'BEFORE DELETE',
  touch: 'BEFORE UPDATE',
};

function definitions(plans: readonly TablePlan[]): string[] {
  const constraint = (table: number, { to, onDelete, onUpdate, lastOnly, deferred }: ForeignKeyPlan, at: number) => {
    const columns = foreignColumns(plans, table, at);
    const only = onDelete === 'SET NULL' && lastOnly ? ` (${columns.at(-1)})` : '';
    return `ALTER TABLE ${tableName(table)} ADD FOREIGN KEY (${columns}) REFERENCES ${tableName(to)}
      ON DELETE ${onDelete}${only} ON UPDATE ${onUpdate}${deferred ? ' DEFERRABLE INITIALLY DEFERRED' : ''}`;
  };
  const made = plans.map((plan, table) => {
    const keys = keyColumns(plan).map((name, at) => `${name} ${plan.key[at]}`);
    const led = plan.foreignKeys.flatMap(({ to }, at) => {
      const preset = keyValues(plans[to] as TablePlan, DEFAULT_KEY);
      return foreignColumns(plans, table, at).map(
        (name, place) => `${name} ${plans[to]?.key[place]} DEFAULT ${text(preset[place] ?? null)}`,
      );
    });
    return `CREATE TABLE ${tableName(table)} (${[...keys, 'word text', ...led, `PRIMARY KEY (${keyColumns(plan)})`]})`;
  });
  const triggers = plans.flatMap(({ trigger, other }, table) => {
    if (trigger === null) return [];
    const name = tableName(table);
    return [
      `CREATE FUNCTION ${trigger}_${name}() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN ${BODIES[trigger](name, tableName(other))} END $$`,
      `CREATE TRIGGER ${trigger} ${EVENTS[trigger]} ON ${name} FOR EACH ROW EXECUTE FUNCTION ${trigger}_${name}()`,
    ];
  });
  return [
    ...made,
    `CREATE TABLE ${LOG} (note text)`,
    ...plans.flatMap(({ foreignKeys }, table) => foreignKeys.map((each, at) => constraint(table, each, at))),
    ...triggers,
  ];
}

/** The rows of which each has the parents that it asks for, and a key of its own. */
function seedOf({ plans, rows }: Anything) {
  const unlike = rows.filter(
    (row, at) => rows.findIndex(({ table, number }) => table === row.table && number === row.number) === at,
  );
  const isThere = (to: number, number: number | null) =>
    unlike.some((each) => each.table === to && each.number === number);
  return unlike.map((row) => {
    const parents = row.parents.map((parent, at) => {
      const foreignKey = plans[row.table]?.foreignKeys[at];
      return foreignKey && isThere(foreignKey.to, parent) ? parent : null;
    });
    return { table: row.table, cells: cellsOf(plans, { ...row, parents: parents as PlannedRow['parents'] }) };
  });
}

const insertion = (table: number, cells: Readonly<Record<string, Cell>>) =>
  `INSERT INTO ${tableName(table)} (${Object.keys(cells)}) VALUES (${Object.values(cells).map(text)})`;

/** A command as SQL and as what is asked of the simulation; null where the schema has no place for it. */
function asked(command: Statement, simulation: Simulation) {
  const { plans } = simulation;
  if (command.does === 'insert') {
    const { row } = command;
    const cells = cellsOf(plans, row);
    return { sql: insertion(row.table, cells), work: simulation.insert(row.table, cells) };
  }
  const { table } = command;
  const plan = plans[table] as TablePlan;
  const name = tableName(table);
  const isNumbered = (number: number) => (cells: Readonly<Record<string, Cell>>) =>
    keyValues(plan, number).every((cell, at) => cells[`k${at}`] === cell);
  const numbered = (number: number) => equal(keyColumns(plan), keyValues(plan, number));
  const setting = (columns: readonly string[], cells: readonly Cell[]) => ({
    set: columns.map((column, at) => `${column} = ${text(cells[at] ?? null)}`).join(', '),
    cells: Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? null])),
  });
  switch (command.does) {
    case 'delete':
      return {
        sql: `DELETE FROM ${name} WHERE ${numbered(command.number)}`,
        work: simulation.delete(table, isNumbered(command.number)),
      };
    case 'delete-by-word':
      return {
        sql: `DELETE FROM ${name} WHERE word = '${command.word}'`,
        work: simulation.delete(table, ({ word }) => word === command.word),
      };
    case 'reword':
      return {
        sql: `UPDATE ${name} SET word = '${command.word}'`,
        work: simulation.update(table, () => true, { word: command.word }),
      };
    case 'truncate':
      return { sql: `TRUNCATE ${name} CASCADE`, work: simulation.truncate(table) };
    case 'rename':
    case 'lead': {
      const to = command.does === 'rename' ? table : plan.foreignKeys[0]?.to;
      if (to === undefined) return null;
      const columns = command.does === 'rename' ? keyColumns(plan) : foreignColumns(plans, table, 0);
      const { set, cells } = setting(columns, command.to === null ? [] : keyValues(plans[to] as TablePlan, command.to));
      return {
        sql: `UPDATE ${name} SET ${set} WHERE ${numbered(command.number)}`,
        work: simulation.update(table, isNumbered(command.number), cells),
      };
    }
  }
}

const listOf = (key: Effect['key'], row: Effect['row']) => {
  const cells = key ?? row ?? [];
  return typeof cells === 'object' ? cells : [cells];
};

/** An effect as the simulation tells it. */
function toldOf({ by, operation, table, key, row, changes, trigger }: Effect): Done {
  return {
    ...{ by, operation, table, key: listOf(key, row) },
    ...(operation === 'UPDATE' && {
      changes: (changes ?? []).map(({ column, from, to }) => [column, from, to] as const),
    }),
    ...(trigger && { trigger: trigger.name as TriggerKind }),
  };
}

/** In any order: which row comes first is where it lies. */
const sorted = (done: readonly Done[]) =>
  done
    .map(({ by, operation, table, key, changes, trigger }) =>
      JSON.stringify([operation, table, key, by, changes ?? [], trigger ?? null]),
    )
    .sort();

function tell(all: Anything): void {
  const { plans, commands, commits } = all;
  const must = (sql: string) => expect(database.execute({ sql, parameters: [], many: false }).error, sql).toBeNull();
  definitions(plans).forEach(must);
  const seed = seedOf(all);
  // what comes first may lead to what comes later
  for (const sql of [
    'SET session_replication_role = replica',
    ...seed.map((row) => insertion(row.table, row.cells)),
    'RESET session_replication_role',
  ])
    must(sql);
  const tables = database.schema();
  const before = database.tables();
  const recorder = new Recorder(database);
  const simulation = new Simulation(plans, seed);
  const savepoints: Pick<Simulation, 'rows' | 'log' | 'deferred'>[] = [];
  const kept = () => ({ rows: simulation.rows, log: simulation.log, deferred: simulation.deferred });
  const begun = kept();
  const transact = (action: TransactionEvent['action'], sql: string) =>
    recorder.send({ type: 'transaction', at: 'call', action, ...(sql.includes(' ') && { name: 's' }), sql });
  let failed = false;

  transact('begin', 'BEGIN');
  for (const command of commands) {
    if (!('mark' in command)) {
      const statement = failed ? null : asked(command, simulation);
      if (statement !== null) failed = follow(recorder, simulation, statement);
    } else if (command.mark === 'savepoint') {
      if (failed) continue;
      transact('savepoint', 'SAVEPOINT s');
      savepoints.push(kept());
    } else if (command.mark === 'rollback-to') {
      const back = savepoints.at(-1);
      if (!back) continue;
      transact('rollback-to', 'ROLLBACK TO s');
      Object.assign(simulation, back);
      failed = false;
    } else if (!failed && savepoints.pop()) transact('release', 'RELEASE s');
  }
  let stands = commits && !failed;
  if (stands) {
    try {
      simulation.commit();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      stands = false;
      expect(transact('commit', 'COMMIT').error, 'a COMMIT that is to be refused').not.toBeNull();
    }
  }
  if (stands) expect(transact('commit', 'COMMIT').error).toBeNull();
  else {
    transact('rollback', 'ROLLBACK');
    Object.assign(simulation, begun);
  }

  const rows = database.tables();
  const engine = { name: 'model', version: '', postgres: '' } as const;
  const trace = recorder.finish({ engine, scenario: null, schema: { tables, classes: [] }, before, error: null, rows });
  expect(trace.unexplained).toEqual([]);
  plans.forEach((_, table) => {
    const own = simulation.rows.filter((row) => row.table === table);
    const cells = own.map((row) => columnsOf(plans, table).map((column) => row.cells[column] ?? null));
    const inOrder = (list: readonly unknown[]) => list.map((each) => JSON.stringify(each)).sort();
    expect(inOrder(rows[tableName(table)] ?? [])).toEqual(inOrder(cells));
  });
  expect((rows[LOG] ?? []).flat().sort()).toEqual([...simulation.log].sort());
}

/** Has PostgreSQL and the simulation do the same; whether both refuse. */
function follow(
  recorder: Recorder,
  simulation: Simulation,
  { sql, work }: NonNullable<ReturnType<typeof asked>>,
): boolean {
  const request = { type: 'statement', at: 'flush', sql, parameters: [], names: [], many: false, rule: null } as const;
  const { error } = recorder.send(request);
  const event = recorder.events.findLast((each): each is StatementEvent => each.type === 'statement');
  try {
    const done = simulation.statement(work);
    expect(error, `${sql} is not to be refused`).toBeNull();
    expect(sorted((event?.effects ?? []).map(toldOf)), sql).toEqual(sorted(done));
    return false;
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    expect(error, `${sql} is to be refused: ${refused.message}`).not.toBeNull();
    return true;
  }
}

test('every effect is told, by whom it was, and no other', () => {
  fc.assert(
    fc.property(anything, (all) => database.emptied(() => tell(all))),
    {
      numRuns: Number(process.env.SCHEMAS ?? 150),
      seed: Number(process.env.SEED ?? 20),
      endOnFailure: true,
    },
  );
});

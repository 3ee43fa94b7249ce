// Whatever the settings are: the reported effects explain the rows, and nothing of a rolled-back run lasts.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '@/lib/database/database';
import { openDatabase } from '@/lib/database/node-database';
import { runScenario } from '@/lib/engine/run/run-scenario';
import { GONE } from '@/lib/scenario/elsewhere';
import { DEFAULT_SCENARIO, LOADED, MAPPERS, OPERATIONS_OF, type Scenario, SHAPES } from '@/lib/scenario/scenario';
import { seedOf } from '@/lib/scenario/schema';
import type { Effect, StatementEvent, Tables, Trace, Value } from '@/lib/trace/trace';
import { isOfSession } from '@/lib/trace/transactions';
import { DRIVERS, SERIES } from '@/lib/versions';

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

const WORDS = ['save-update', 'merge', 'refresh-expire', 'expunge', 'delete', 'delete-orphan', 'all', 'none'];

const settings: fc.Arbitrary<Scenario> = fc
  .record({
    shape: fc.constantFrom(...SHAPES),
    cascade: fc.subarray(WORDS).map((words) => words.join(', ')),
    passiveDeletes: fc.constantFrom<Scenario['passiveDeletes'][]>(false, true, 'all'),
    onDelete: fc.constantFrom<Scenario['onDelete'][]>(
      null,
      'CASCADE',
      'SET NULL',
      'RESTRICT',
      'NO ACTION',
      'SET DEFAULT',
    ),
    nullable: fc.boolean(),
    index: fc.boolean(),
    unique: fc.boolean(),
    loaded: fc.constantFrom(...LOADED),
    posts: fc.nat(6),
    sqlalchemy: fc.constantFrom(...SERIES),
    driver: fc.constantFrom(...DRIVERS),
    gone: fc.constantFrom(...GONE),
    mapper: fc.constantFrom(...MAPPERS),
    choice: fc.nat(),
  })
  .map(({ choice, unique, gone, ...rest }) => {
    const operations = OPERATIONS_OF[rest.shape];
    const operation = operations[choice % operations.length] ?? 'delete-user';
    const isMany = rest.shape === 'one-to-many';
    return { ...rest, operation, unique: unique && !isMany, gone: isMany ? gone : 'nothing' };
  });

/** Settings on which one of the properties once failed, or that stand for a kind of run. */
const EXAMPLES: readonly Partial<Scenario>[] = [
  {},
  { onDelete: 'NO ACTION' },
  { onDelete: 'SET NULL', nullable: true, posts: 0 },
  { onDelete: 'SET DEFAULT', operation: 'raw-delete' },
  { passiveDeletes: false, operation: 'delete-two-users', onDelete: 'RESTRICT' },
  { operation: 'remove-post', loaded: 'loaded', posts: 0 },
  { operation: 'edit-posts', gone: 'post-2', posts: 3 },
  { operation: 'delete-posts', gone: 'all', driver: 'psycopg', posts: 3 },
  { operation: 'edit-differently', posts: 1, mapper: 'version-id-col' },
  { shape: 'one-to-one', operation: 'replace-profile', cascade: '', nullable: true },
  // was reported as pending, though no cascade had brought it into the Session
  { shape: 'one-to-one', operation: 'replace-profile', cascade: '', passiveDeletes: false, onDelete: null },
];

/** The rows with the effects applied one after the other, by the names of the columns. */
function applied({ before, schema, scenario }: Trace<Scenario>, effects: readonly Effect[]): Tables {
  const tables = new Map(
    Object.entries(before).map(([table, rows]) => [table, new Map(rows.map((row) => [Number(row[0]), row]))]),
  );
  for (const { table, key, operation, changes = [], row } of effects) {
    const rows = tables.get(table);
    const id = Number(key);
    expect(rows?.has(id), `${operation} ${table}(${key})`).toBe(operation !== 'INSERT');
    if (operation === 'DELETE') rows?.delete(id);
    else if (operation === 'INSERT') {
      expect(row).toEqual(inserted(id, scenario));
      rows?.set(id, inserted(id, scenario));
    } else {
      const written = [...(rows?.get(id) ?? [])];
      for (const { column, from, to } of changes) {
        const at = schema.tables.find(({ name }) => name === table)?.columns.findIndex(({ name }) => name === column);
        expect(['user_id', 'title', 'version']).toContain(column);
        expect(written[at ?? -1]).toBe(from);
        written[at ?? -1] = to;
      }
      rows?.set(id, written);
    }
  }
  return Object.fromEntries(
    [...tables].map(([table, rows]) => [table, [...rows.values()].sort((a, b) => Number(a[0]) - Number(b[0]))]),
  );
}

/** The only row that any operation inserts. */
const inserted = (key: number, { mapper }: Scenario): readonly Value[] =>
  mapper === 'version-id-col' ? [key, 'new', 1, 1] : [key, 'new', 1];

function statementsOf({ events }: Trace<Scenario>): StatementEvent[] {
  return events.filter((event) => event.type === 'statement');
}

function check(scenario: Scenario): void {
  const trace = runScenario(database, scenario);
  const statements = statementsOf(trace);
  const transactions = trace.events.flatMap((event) =>
    event.type === 'transaction' && isOfSession(event) ? [event.action] : [],
  );
  const committed = transactions.at(-1) === 'commit';

  if (trace.error?.class === 'ArgumentError') expect(trace.events).toEqual([]);
  else expect(transactions).toEqual(['begin', committed ? 'commit' : 'rollback']);
  expect(committed).toBe(trace.error === null);
  expect(statements.filter(({ failed }) => failed).length).toBe(trace.error?.sqlstate ? 1 : 0);

  // Every effect belongs to one statement: the client's rows are among that statement's own keys.
  for (const statement of statements) {
    for (const effect of statement.effects.filter(({ by }) => by === 'client')) {
      expect(statement.sql).toContain(effect.table);
      const sets = statement.parameters.map((set) => Object.values(set));
      if (/[$%]/.test(statement.sql)) expect(sets.some((set) => set.includes(Number(effect.key)))).toBe(true);
    }
    const touched = statement.effects.filter(({ by }) => by === 'client').length;
    if (!statement.failed && statement.many) {
      expect(statement.rowcount).toBe(scenario.driver === 'asyncpg' ? null : touched);
    }
  }
  const lasting = statements.flatMap((statement) => (committed || !isOfSession(statement) ? statement.effects : []));
  expect(trace.rows).toEqual(applied(trace, lasting));
  expect(trace.unexplained).toEqual([]);
  expect(trace.before).toEqual(seedOf(scenario));

  // A rolled-back run leaves no object deleted or stale in Python.
  const finalStates = new Map<string, string>();
  for (const event of trace.events) {
    if (event.type !== 'session') continue;
    for (const { entity, keys, state } of event.objects)
      for (const key of keys) finalStates.set(`${entity} ${key}`, state);
  }
  const allowed = committed ? ['persistent', 'deleted', 'stale'] : ['expired', 'detached'];
  for (const [object, state] of finalStates) expect(allowed, object).toContain(state);
}

test('W1: the reported effects lead from the seed to the final rows, and none of a rolled-back run lasts', () => {
  fc.assert(fc.property(settings, check), {
    numRuns: 300,
    examples: EXAMPLES.map((example): [Scenario] => [{ ...DEFAULT_SCENARIO, ...example }]),
  });
}, 180_000);

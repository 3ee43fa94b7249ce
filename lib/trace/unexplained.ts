// Rows whose end the effects do not account for: what the witness saw, laid upon the rows from before, has to give the
// rows that a second connection sees afterwards. Where it does not, somebody was not seen.
import { type Name, nameOf } from './key';
import type { Schema } from './schema';
import { keyOfEffect, keysRows, namesRows, rekeysRows } from './table-index';
import type { Effect, Key, Row, Tables, Trace, Unexplained } from './trace';
import { settleEffects } from './transactions';

type Told = Pick<Trace<unknown>, 'schema' | 'before' | 'events' | 'rows'>;

/** Of an INSERT that did not say what it wrote. */
const ANYTHING = Symbol('anything');
type Expected = Row | typeof ANYTHING;

/** The effects that lasted, in their order, by table. */
function lastingEffects(events: Told['events']): ReadonlyMap<string, readonly Effect[]> {
  const { lasting } = settleEffects(events);
  const all = events.flatMap((event) => (event.type === 'statement' ? event.effects : []));
  const effects = new Map<string, Effect[]>();
  for (const effect of all.filter((_, at) => lasting[at])) {
    const known = effects.get(effect.table);
    if (known) known.push(effect);
    else effects.set(effect.table, [effect]);
  }
  return effects;
}

/** Empty when all is told. Linear in rows and effects. */
export function unexplainedRows(told: Told): readonly Unexplained[] {
  const effects = lastingEffects(told.events);
  const tables = new Set([...Object.keys(told.before), ...Object.keys(told.rows), ...effects.keys()]);
  return [...tables].flatMap((table) => unexplainedIn(table, told, effects.get(table) ?? []));
}

/** What a trace says of rows that nobody could look at any more. */
export const ROWS_AS_SEEN = 'those shown follow from the rows before and the effects that were seen to be committed';

/** These rows; one whose INSERT did not say what it wrote is not among them. Linear in rows and effects. */
export function rowsAsSeen({ schema, before, events }: Omit<Told, 'rows'>): Tables {
  const effects = lastingEffects(events);
  const tables = Object.entries(before).map(([table, rows]) => {
    const named = namesRows(schema, table);
    const expectation = new Expectation(schema, table, new Map(rows.map((row) => [named(row), row])));
    for (const effect of effects.get(table) ?? []) expectation.add(effect);
    return [table, [...expectation.rows.values()].filter((row) => row !== ANYTHING)] as const;
  });
  return Object.fromEntries(tables);
}

/** The rows of a table as the effects leave them, by name. */
class Expectation {
  readonly rows: Map<Name, Expected>;
  /** Of what was written: its key, and the row from before where that had another one. */
  readonly keys = new Map<Name, Key>();
  readonly origins = new Map<Name, Row>();
  readonly #before: ReadonlyMap<Name, Row>;
  readonly #columns: readonly string[];
  readonly #rekey: (effect: Effect) => Key | null;

  constructor(schema: Schema, table: string, before: ReadonlyMap<Name, Row>) {
    this.rows = new Map<Name, Expected>(before);
    this.#before = before;
    this.#columns = schema.tables.find(({ name }) => name === table)?.columns.map(({ name }) => name) ?? [];
    this.#rekey = rekeysRows(schema, table);
  }

  add(effect: Effect): void {
    const key = keyOfEffect(effect);
    const name = nameOf(key);
    const old = this.rows.get(name);
    if (effect.operation === 'INSERT') this.#write(key, effect.row ?? ANYTHING);
    else if (effect.operation !== 'UPDATE') this.rows.delete(name);
    // A row that nobody was seen to write is not explained by what is done to it.
    else if (old !== undefined) {
      const moved = this.#rekey(effect);
      this.rows.delete(name);
      this.#write(moved ?? key, old === ANYTHING ? old : this.#written(old, effect));
      const origin = this.origins.get(name) ?? this.#before.get(name);
      if (moved !== null && origin) this.origins.set(nameOf(moved), origin);
    }
  }

  #write(key: Key, row: Expected): void {
    const name = nameOf(key);
    this.keys.set(name, key);
    this.rows.set(name, row);
  }

  #written(row: Row, { changes = [] }: Effect): Row {
    return row.map((value, at) => {
      const change = changes.find(({ column }) => column === this.#columns[at]);
      return change ? change.to : value;
    });
  }
}

function unexplainedIn(table: string, { schema, before, rows }: Told, effects: readonly Effect[]): Unexplained[] {
  const named = namesRows(schema, table);
  const was = new Map((before[table] ?? []).map((row) => [named(row), row]));
  const is = new Map((rows[table] ?? []).map((row) => [named(row), row]));
  const expectation = new Expectation(schema, table, was);
  for (const effect of effects) expectation.add(effect);

  const keyed = keysRows(schema, table);
  const report = (name: Name): Unexplained => {
    const end = is.get(name) ?? null;
    const origin = expectation.origins.get(name) ?? was.get(name) ?? null;
    const row = end ?? was.get(name);
    return { table, key: row ? keyed(row) : (expectation.keys.get(name) ?? name), was: origin, is: end };
  };
  const agrees = agreement(schema, table);
  const wrong = [...expectation.rows].filter(([name, row]) => !agrees(row, is.get(name)));
  const unexpected = [...is.keys()].filter((name) => !expectation.rows.has(name));
  return [...wrong.map(([name]) => name), ...unexpected].map(report);
}

/** PostgreSQL works generated columns out by itself, after the witness has spoken. */
function agreement(schema: Schema, table: string): (expected: Expected, end: Row | undefined) => boolean {
  const columns = schema.tables.find(({ name }) => name === table)?.columns ?? [];
  return (expected, end) => {
    if (expected === end) return true;
    if (expected === ANYTHING) return end !== undefined;
    if (expected.length !== end?.length) return false;
    return expected.every((value, at) => value === end[at] || columns[at]?.generated);
  };
}

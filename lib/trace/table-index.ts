// The rows of each table over the whole run, and which of them each effect touched. A row stays the same row when its
// key changes, and it is called by its first key.
import { compareNames, keyColumnsOf, keyOf, type Name, nameOf, positionsOf } from './key';
import type { Schema } from './schema';
import type { Effect, Key, Row, Trace } from './trace';
import type { Settlement } from './transactions';

/** A table's rows, in the order of their names: those of the seed and those inserted later. */
export interface TableIndex {
  readonly name: string;
  readonly rows: readonly Row[];
  /** What each row is called, by its key. */
  readonly names: readonly Name[];
  /** The columns' names, in the order of the values. */
  readonly columns: readonly string[];
  /** Whether the row was there before the run. */
  readonly seeded: Uint8Array;
}

/** The key of each row of a table. */
export function keysRows({ tables }: Schema, name: string): (row: Row) => Key {
  const table = tables.find((each) => each.name === name);
  const columns = table ? keyColumnsOf(table) : [0];
  const [only = 0] = columns;
  if (columns.length === 1) return (row) => row[only] ?? '';
  return (row) => columns.map((column) => row[column] ?? null);
}

/** How the rows of a table are named. */
export function namesRows(schema: Schema, name: string): (row: Row) => Name {
  const keyed = keysRows(schema, name);
  return (row) => nameOf(keyed(row));
}

/** What names the row that an effect touched: its key, and in a table without one all of it. */
export const keyOfEffect = ({ key, row }: Effect): Key => key ?? keyOf(row ?? []);

/** False where TRUNCATE reached a table that had no rows. */
export const touchesRow = ({ key, row }: Effect): boolean => key !== null || row !== undefined;

/** The key that an UPDATE gives to the rows of a table; null when it leaves theirs alone. */
export function rekeysRows({ tables }: Schema, name: string): (effect: Effect) => Key | null {
  const table = tables.find((each) => each.name === name);
  const columns = table ? keyColumnsOf(table).map((at) => table.columns[at]?.name) : [];
  return (effect) => {
    const { changes = [] } = effect;
    if (!changes.some(({ column }) => columns.includes(column))) return null;
    const old = keyOfEffect(effect);
    const values = typeof old === 'object' ? old : [old];
    return keyOf(
      columns.map((column, at) => {
        const change = changes.find((each) => each.column === column);
        return change ? change.to : (values[at] ?? null);
      }),
    );
  };
}

interface RowSeen {
  readonly row: Row;
  readonly name: Name;
  readonly seeded: 0 | 1;
}

/** What is known of a table before its rows are put in order. */
interface Told {
  readonly trace: Trace<unknown>;
  readonly name: string;
  readonly seed: readonly RowSeen[];
  /** The row that an INSERT wrote, where it did not say so, as it is in the end. */
  readonly written: (effect: Effect, name: Name) => Row;
}

function tell(trace: Trace<unknown>, name: string): Told {
  const nameOfRow = namesRows(trace.schema, name);
  let after: Map<Name, Row> | null = null;
  return {
    trace,
    name,
    seed: (trace.before[name] ?? []).map((row) => ({ row, name: nameOfRow(row), seeded: 1 })),
    written: (effect, called) => {
      if (effect.row) return effect.row;
      after ??= new Map((trace.rows[name] ?? []).map((row) => [nameOfRow(row), row]));
      return after.get(called) ?? [called];
    },
  };
}

function tableOf({ trace, name }: Told, rows: readonly RowSeen[]): TableIndex {
  return {
    name,
    columns: trace.schema.tables.find((table) => table.name === name)?.columns.map((column) => column.name) ?? [],
    rows: rows.map(({ row }) => row),
    names: rows.map((row) => row.name),
    seeded: Uint8Array.from(rows, ({ seeded }) => seeded),
  };
}

/** The seed is in order; what was inserted has to be put between it. */
function inOrder<R extends RowSeen>(rows: readonly R[], { seed }: Told): readonly R[] {
  return rows.length === seed.length ? rows : [...rows].sort((a, b) => compareNames(a.name, b.name));
}

/** Where no key changes, a name stands for one row. `rows`: for each effect its row, or -1. */
function indexNamed(told: Told, { effects }: Own): { readonly table: TableIndex; readonly rows: Int32Array } {
  const rows = [...told.seed];
  const inserted = effects.filter(({ operation }) => operation === 'INSERT');
  const known = new Set(inserted.length > 0 ? rows.map(({ name }) => name) : []);
  for (const effect of inserted) {
    const name = nameOf(keyOfEffect(effect));
    if (known.has(name)) continue;
    known.add(name);
    rows.push({ row: told.written(effect, name), name, seeded: 0 });
  }
  const table = tableOf(told, inOrder(rows, told));
  const position = positionsOf(table.names);
  return { table, rows: Int32Array.from(effects, (effect) => position(nameOf(keyOfEffect(effect)))) };
}

/** The row that each name stands for, while keys change. */
class Names {
  readonly #rows: Map<Name, number>;
  readonly #renamed = new Map<number, { from: Name; to: Name; row: number; displaced: number | undefined }>();

  constructor(seed: readonly RowSeen[]) {
    this.#rows = new Map(seed.map(({ name }, row) => [name, row]));
  }

  find(name: Name): number | undefined {
    return this.#rows.get(name);
  }

  add(name: Name, row: number): void {
    this.#rows.set(name, row);
  }

  /** `effect` is the one that renames it. */
  rename(effect: number, row: number, from: Name, to: Name): void {
    this.#renamed.set(effect, { from, to, row, displaced: this.#rows.get(to) });
    this.#rows.delete(from);
    this.#rows.set(to, row);
  }

  takeBack(effect: number): void {
    const renamed = this.#renamed.get(effect);
    if (!renamed) return;
    const { from, to, row, displaced } = renamed;
    if (displaced === undefined) this.#rows.delete(to);
    else this.#rows.set(to, displaced);
    this.#rows.set(from, row);
  }
}

/** Where keys change, it depends on the time which row a name stands for. */
function indexRenamed(told: Told, { effects, places }: Own, firstEffect: Int32Array, undone: Settlement['undone']) {
  const rekey = rekeysRows(told.trace.schema, told.name);
  const seen = [...told.seed];
  const names = new Names(seen);
  const touch = (effect: Effect, place: number): number => {
    const name = nameOf(keyOfEffect(effect));
    let row = names.find(name);
    if (row === undefined && effect.operation === 'INSERT') {
      row = seen.push({ row: told.written(effect, name), name, seeded: 0 }) - 1;
      names.add(name, row);
    }
    const key = rekey(effect);
    if (row !== undefined && key !== null) names.rename(place, row, name, nameOf(key));
    return row ?? -1;
  };
  const touched: number[] = [];
  told.trace.events.forEach((_, event) => {
    const end = firstEffect[event + 1] ?? 0;
    for (let place = places[touched.length]; place !== undefined && place < end; place = places[touched.length]) {
      const effect = effects[touched.length];
      touched.push(effect ? touch(effect, place) : -1);
    }
    for (const effect of undone.get(event) ?? []) names.takeBack(effect);
  });
  const order = inOrder(
    seen.map((row, at) => ({ ...row, at })),
    told,
  );
  const positions = new Int32Array(order.length);
  order.forEach(({ at }, position) => {
    positions[at] = position;
  });
  return { table: tableOf(told, order), rows: Int32Array.from(touched, (row) => positions[row] ?? -1) };
}

/** The effects on one table, and their positions among all of the run. */
interface Own {
  readonly effects: Effect[];
  readonly places: number[];
}

/** All tables of a run. Linear in rows and effects. */
export function indexTables(
  trace: Trace<unknown>,
  effects: readonly Effect[],
  firstEffect: Int32Array,
  { undone }: Settlement,
) {
  const tablesNamed = [...trace.schema.tables.map(({ name }) => name), ...Object.keys(trace.before)];
  const owns = new Map(tablesNamed.map((name): [string, Own] => [name, { effects: [], places: [] }]));
  effects.forEach((effect, place) => {
    const own = owns.get(effect.table) ?? { effects: [], places: [] };
    own.effects.push(effect);
    own.places.push(place);
    owns.set(effect.table, own);
  });
  const tableOfEffect = new Uint16Array(effects.length);
  const rowOfEffect = new Int32Array(effects.length);
  const tables = [...owns].map(([name, own], at) => {
    const rekey = rekeysRows(trace.schema, name);
    const told = tell(trace, name);
    const { table, rows } = own.effects.some((effect) => rekey(effect) !== null)
      ? indexRenamed(told, own, firstEffect, undone)
      : indexNamed(told, own);
    own.places.forEach((place, each) => {
      tableOfEffect[place] = at;
      rowOfEffect[place] = rows[each] ?? -1;
    });
    return table;
  });
  return { tables, tableOfEffect, rowOfEffect };
}

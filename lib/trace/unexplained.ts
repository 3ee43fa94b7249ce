// Rows whose end the effects do not account for: what the witness saw, laid upon the rows from before, has to give the
// rows that a second connection sees afterwards. Where it does not, somebody was not seen.
import { keyOf, type Name, nameOf } from './key';
import { namesRows } from './table-index';
import type { Effect, Row, Trace, Unexplained } from './trace';

type Told = Pick<Trace<unknown>, 'schema' | 'before' | 'events' | 'rows'>;

/** Of an INSERT that did not say what it wrote. */
const ANYTHING = Symbol('anything');
type Expected = Row | null | typeof ANYTHING;

/** The effects that last: those of a transaction that was rolled back were undone with it. */
function lastingEffects({ events }: Told): readonly Effect[] {
  const lasting: Effect[][] = [];
  let open: Effect[][] = [];
  for (const event of events) {
    if (event.type === 'statement') open.push([...event.effects]);
    else if (event.type === 'transaction' && event.action === 'commit') {
      lasting.push(...open);
      open = [];
    } else if (event.type === 'transaction' && event.action === 'rollback') open = [];
  }
  return lasting.flat();
}

/** Empty when all is told. Linear in rows and effects. */
export function unexplainedRows(told: Told): readonly Unexplained[] {
  const effects = new Map<string, Effect[]>();
  for (const effect of lastingEffects(told)) {
    const known = effects.get(effect.table);
    if (known) known.push(effect);
    else effects.set(effect.table, [effect]);
  }
  const tables = new Set([...Object.keys(told.before), ...Object.keys(told.rows), ...effects.keys()]);
  return [...tables].flatMap((table) => unexplainedIn(table, told, effects.get(table) ?? []));
}

function unexplainedIn(table: string, { schema, before, rows }: Told, effects: readonly Effect[]): Unexplained[] {
  const named = namesRows(schema, table);
  const columns = schema.tables.find((each) => each.name === table)?.columns.map(({ name }) => name) ?? [];
  const was = new Map((before[table] ?? []).map((row) => [named(row), row]));
  const is = new Map((rows[table] ?? []).map((row) => [named(row), row]));
  const expected = new Map<Name, Expected>(was);
  for (const effect of effects) {
    const name = nameOf(effect.key ?? keyOf(effect.row ?? []));
    if (effect.operation === 'INSERT') expected.set(name, effect.row ?? ANYTHING);
    else if (effect.operation === 'UPDATE') {
      const old = expected.get(name) ?? null;
      expected.delete(name);
      if (old === null || old === ANYTHING) expected.set(name, ANYTHING);
      else {
        const row = written(old, columns, effect);
        expected.set(named(row), row);
      }
    } else expected.set(name, null);
  }
  const unexplained: Unexplained[] = [];
  for (const name of new Set([...expected.keys(), ...is.keys()])) {
    const end = is.get(name) ?? null;
    if (agrees(expected.get(name) ?? null, end)) continue;
    unexplained.push({ table, key: name, was: was.get(name) ?? null, is: end });
  }
  return unexplained;
}

function written(row: Row, columns: readonly string[], { changes = [] }: Effect): Row {
  const next = [...row];
  for (const { column, to } of changes) next[columns.indexOf(column)] = to;
  return next;
}

function agrees(expected: Expected, end: Row | null): boolean {
  if (expected === ANYTHING) return end !== null;
  if (expected === end) return true;
  if (expected === null || end === null) return false;
  return expected.length === end.length && expected.every((value, at) => value === end[at]);
}

// Where runs on the same data differ: messages that not all of them send, rows that do not end alike or not by the
// same hand, objects that Python does not see alike. Read from what was recorded; no setting is looked at. Runs go
// by their position in the list.

import type { Doer } from './actor';
import { oncePerRun } from './arrival';
import { compareNames, type Name, nameOf } from './key';
import type { RunIndex } from './run-index';
import { doerOn, stateAt } from './state';
import { namesRows } from './table-index';
import type { Entity, ObjectState, Row, TraceEvent, Value } from './trace';

/** What became of a row, by what a second connection saw before and afterwards. */
export type RowEnd =
  | { readonly type: 'kept' | 'gone' | 'never there' }
  | { readonly type: 'inserted'; readonly row: readonly Value[] }
  | { readonly type: 'changed'; readonly values: readonly { readonly column: string; readonly to: Value }[] };

/** Members, by their names, of a table or class for which the runs differ in the same way; one entry for each run. */
interface Split<T> {
  readonly of: string;
  readonly keys: readonly Name[];
  readonly each: readonly T[];
}

export interface Difference {
  /** Runs with the same final effect together: the same rows, the same error. One group when all agree. */
  readonly effects: readonly (readonly number[])[];
  /** Runs that also send the same messages, have their rows touched by the same hands and leave the same objects. */
  readonly conducts: readonly (readonly number[])[];
  /** For each run: the events that not every other run has, and which do not. */
  readonly messages: readonly ReadonlyMap<number, readonly number[]>[];
  /** Rows that end differently. */
  readonly rows: readonly Split<RowEnd>[];
  /** Rows that end alike, but not by the same hand; null where nobody touched one. */
  readonly hands: readonly Split<Doer | null>[];
  /** Objects whose last state differs; null where the Session never met one. */
  readonly objects: readonly Split<ObjectState | null>[];
}

function groups(keys: readonly string[]): number[][] {
  return [...new Set(keys)].map((key) => keys.flatMap((each, run) => (each === key ? [run] : [])));
}

/** What a message is to PostgreSQL; null for what stays within Python. */
function wording(event: TraceEvent): string | null {
  if (event.type === 'session') return null;
  return event.type === 'transaction' ? event.action : JSON.stringify([event.sql, event.parameters]);
}

/** The messages of a run by their wording; one that is sent again counts as another. */
const messagesOf = oncePerRun(({ events }: RunIndex): ReadonlyMap<string, number> => {
  const sent = new Map<string, number>();
  const times = new Map<string, number>();
  events.forEach((event, at) => {
    const text = wording(event);
    if (text === null) return;
    const time = (times.get(text) ?? 0) + 1;
    times.set(text, time);
    sent.set(`${time} ${text}`, at);
  });
  return sent;
});

function notEverywhere(sent: readonly ReadonlyMap<string, number>[]): Map<number, number[]>[] {
  return sent.map((messages) => {
    const found = new Map<number, number[]>();
    for (const [text, event] of messages) {
      const without = sent.flatMap((other, run) => (other.has(text) ? [] : [run]));
      if (without.length > 0) found.set(event, without);
    }
    return found;
  });
}

function endOf(before: Row | undefined, after: Row | undefined, columns: readonly string[]): RowEnd {
  if (!after) return { type: before ? 'gone' : 'never there' };
  if (!before) return { type: 'inserted', row: after };
  const values = after.flatMap((to, column) => (to === before[column] ? [] : [{ column: columns[column] ?? '', to }]));
  return values.length > 0 ? { type: 'changed', values } : { type: 'kept' };
}

type Outcomes<T> = ReadonlyMap<string, ReadonlyMap<Name, T>>;

const rowEnds = oncePerRun(({ trace: { before, rows, schema } }: RunIndex): Outcomes<RowEnd> => {
  const tables = [...new Set([...Object.keys(before), ...Object.keys(rows)])];
  return new Map(
    tables.map((table) => {
      const named = namesRows(schema, table);
      const columns = schema.tables.find(({ name }) => name === table)?.columns.map(({ name }) => name) ?? [];
      const old = new Map((before[table] ?? []).map((row) => [named(row), row]));
      const now = new Map((rows[table] ?? []).map((row) => [named(row), row]));
      const keys = new Set([...old.keys(), ...now.keys()]);
      return [table, new Map([...keys].map((key) => [key, endOf(old.get(key), now.get(key), columns)]))];
    }),
  );
});

const lastHands = oncePerRun((index: RunIndex): Outcomes<Doer> => {
  return new Map(
    stateAt(index, index.lastStep).tables.map((state) => {
      const hands = new Map<Name, Doer>();
      state.table.names.forEach((name, at) => {
        const doer = doerOn(index, state, at);
        if (doer) hands.set(name, doer);
      });
      return [state.table.name, hands];
    }),
  );
});

const lastStates = oncePerRun(({ changes }: RunIndex): Outcomes<ObjectState> => {
  const states = new Map<Entity, Map<Name, ObjectState>>();
  for (const { entity, keys, state } of changes) {
    const known = states.get(entity) ?? new Map<Name, ObjectState>();
    states.set(entity, known);
    for (const key of keys) known.set(nameOf(key), state);
  }
  return states;
});

/** Tells outcomes apart: the same text for the same outcome. Thousands of them are compared, most of them plain. */
function textOf(outcome: RowEnd | Doer | ObjectState | null): string {
  if (outcome === null || typeof outcome === 'string') return outcome ?? '';
  return outcome.type === 'inserted' || outcome.type === 'changed' ? JSON.stringify(outcome) : outcome.type;
}

/** The members for which not all runs have the same, those that differ in the same way together. */
function splits<T extends RowEnd | Doer | ObjectState | null>(
  outcomes: readonly Outcomes<T>[],
  otherwise: T,
): Split<T>[] {
  const found: Split<T>[] = [];
  for (const of of new Set(outcomes.flatMap((each) => [...each.keys()]))) {
    const tables = outcomes.map((each) => each.get(of));
    const members = new Set<Name>();
    for (const table of tables) for (const key of table?.keys() ?? []) members.add(key);
    const ways = new Map<string, { readonly each: readonly T[]; readonly keys: Name[] }>();
    for (const key of [...members].sort(compareNames)) {
      const each = tables.map((table) => table?.get(key) ?? otherwise);
      const texts = each.map(textOf);
      if (texts.every((text) => text === texts[0])) continue;
      const text = texts.join();
      const way = ways.get(text) ?? { each, keys: [] };
      way.keys.push(key);
      ways.set(text, way);
    }
    for (const way of ways.values()) found.push({ of, ...way });
  }
  return found;
}

/** Only those that `rows` does not tell about already. */
function among(hands: readonly Split<Doer | null>[], rows: readonly Split<RowEnd>[]): Split<Doer | null>[] {
  const told = new Set(rows.flatMap(({ of, keys }) => keys.map((key) => `${of} ${key}`)));
  return hands
    .map((split) => ({ ...split, keys: split.keys.filter((key) => !told.has(`${split.of} ${key}`)) }))
    .filter(({ keys }) => keys.length > 0);
}

/** All outcomes of a run as one text. */
function wholeOf(outcomes: Outcomes<RowEnd | Doer | ObjectState> | undefined): string {
  const parts: string[] = [];
  for (const [of, members] of outcomes ?? []) {
    parts.push(of);
    for (const key of [...members.keys()].sort(compareNames)) parts.push(`${key} ${textOf(members.get(key) ?? null)}`);
  }
  return parts.join();
}

/** The final effect of a run as a text. */
const effectOf = oncePerRun((index: RunIndex): string => {
  const { error } = index.trace;
  return JSON.stringify([wholeOf(rowEnds(index)), error && [error.class, error.sqlstate, error.message]]);
});

/** And what it did on the way there. */
const conductOf = oncePerRun((index: RunIndex): string =>
  JSON.stringify([
    effectOf(index),
    [...messagesOf(index).keys()],
    wholeOf(lastHands(index)),
    wholeOf(lastStates(index)),
  ]),
);

/** What a comparison needs of each run by itself. */
export const COMPARED = [messagesOf, rowEnds, lastHands, lastStates, effectOf, conductOf] as const;

/** Compares runs, in parts that are short each. Linear in their events, rows and objects. */
export function* comparing(indexes: readonly RunIndex[]): Generator<undefined, Difference> {
  const effects = indexes.map(effectOf);
  const conducts = indexes.map(conductOf);
  const messages = notEverywhere(indexes.map(messagesOf));
  yield;
  const alike = new Set(effects).size === 1;
  const rows = alike ? [] : splits<RowEnd>(indexes.map(rowEnds), { type: 'never there' });
  yield;
  const hands = splits<Doer | null>(indexes.map(lastHands), null);
  yield;
  const objects = splits<ObjectState | null>(indexes.map(lastStates), null);
  yield;
  return {
    effects: groups(effects),
    conducts: groups(conducts),
    messages,
    rows,
    hands: among(hands, rows),
    objects,
  };
}

/** The same at once. */
export function differenceOf(indexes: readonly RunIndex[]): Difference {
  const work = comparing(indexes);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

// Where runs on the same data differ: messages that not all of them send, rows that do not end alike or not by the
// same hand, objects that Python does not see alike. Read from what was recorded; no setting is looked at. Runs go
// by their position in the list.
import type { RunIndex } from './run-index';
import { effectOn, stateAt } from './state';
import type { Actor, Entity, ObjectState, TraceEvent, Value } from './trace';

/** What became of a row, by what a second connection saw before and afterwards. */
export type RowEnd =
  | { readonly type: 'kept' | 'gone' | 'never there' }
  | { readonly type: 'inserted'; readonly row: readonly Value[] }
  | { readonly type: 'changed'; readonly values: readonly { readonly column: number; readonly to: Value }[] };

/** Members, by primary key, which is a number in every scenario, of a table or class for which the runs differ in the same way; one entry for each run. */
interface Split<T> {
  readonly of: string;
  readonly keys: readonly number[];
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
  readonly hands: readonly Split<Actor | null>[];
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
function messagesOf({ events }: RunIndex): Map<string, number> {
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
}

function notEverywhere(sent: readonly Map<string, number>[]): Map<number, number[]>[] {
  return sent.map((messages) => {
    const found = new Map<number, number[]>();
    for (const [text, event] of messages) {
      const without = sent.flatMap((other, run) => (other.has(text) ? [] : [run]));
      if (without.length > 0) found.set(event, without);
    }
    return found;
  });
}

function endOf(before: readonly Value[] | undefined, after: readonly Value[] | undefined): RowEnd {
  if (!after) return { type: before ? 'gone' : 'never there' };
  if (!before) return { type: 'inserted', row: after };
  const values = after.flatMap((to, column) => (to === before[column] ? [] : [{ column, to }]));
  return values.length > 0 ? { type: 'changed', values } : { type: 'kept' };
}

type Outcomes<T> = ReadonlyMap<string, ReadonlyMap<number, T>>;

function rowEnds({ run: { before, trace } }: RunIndex): Outcomes<RowEnd> {
  const tables = [...new Set([...Object.keys(before), ...Object.keys(trace.rows)])];
  return new Map(
    tables.map((table) => {
      const old = new Map((before[table] ?? []).map((row) => [Number(row[0]), row]));
      const now = new Map((trace.rows[table] ?? []).map((row) => [Number(row[0]), row]));
      const keys = new Set([...old.keys(), ...now.keys()]);
      return [table, new Map([...keys].map((key) => [key, endOf(old.get(key), now.get(key))]))];
    }),
  );
}

function lastHands(index: RunIndex): Outcomes<Actor> {
  return new Map(
    stateAt(index, index.lastStep).tables.map((state) => {
      const hands = new Map<number, Actor>();
      state.table.rows.forEach((row, at) => {
        const effect = effectOn(index, state, at);
        if (effect) hands.set(Number(row[0]), effect.by);
      });
      return [state.table.name, hands];
    }),
  );
}

function lastStates({ changes }: RunIndex): Outcomes<ObjectState> {
  const states = new Map<Entity, Map<number, ObjectState>>();
  for (const { entity, keys, state } of changes) {
    const known = states.get(entity) ?? new Map<number, ObjectState>();
    states.set(entity, known);
    for (const key of keys) known.set(Number(key), state);
  }
  return states;
}

/** The members for which not all runs have the same, those that differ in the same way together. */
function splits<T>(outcomes: readonly Outcomes<T>[], otherwise: T): Split<T>[] {
  const found: Split<T>[] = [];
  for (const of of new Set(outcomes.flatMap((each) => [...each.keys()]))) {
    const members = new Set(outcomes.flatMap((each) => [...(each.get(of)?.keys() ?? [])]));
    const ways = new Map<string, { readonly each: readonly T[]; readonly keys: number[] }>();
    for (const key of [...members].sort((a, b) => a - b)) {
      const each = outcomes.map((outcome) => outcome.get(of)?.get(key) ?? otherwise);
      const texts = each.map((end) => JSON.stringify(end));
      if (new Set(texts).size < 2) continue;
      const way = ways.get(texts.join()) ?? { each, keys: [] };
      way.keys.push(key);
      ways.set(texts.join(), way);
    }
    for (const way of ways.values()) found.push({ of, ...way });
  }
  return found;
}

/** Only those that `rows` does not tell about already. */
function among(hands: readonly Split<Actor | null>[], rows: readonly Split<RowEnd>[]): Split<Actor | null>[] {
  const told = new Set(rows.flatMap(({ of, keys }) => keys.map((key) => `${of} ${key}`)));
  return hands
    .map((split) => ({ ...split, keys: split.keys.filter((key) => !told.has(`${split.of} ${key}`)) }))
    .filter(({ keys }) => keys.length > 0);
}

const inOrder = <T>(outcomes: Outcomes<T>) =>
  [...outcomes].map(([of, members]) => [of, [...members].sort(([a], [b]) => a - b)]);

/** Compares runs. Linear in their events, rows and objects. */
export function differenceOf(indexes: readonly RunIndex[]): Difference {
  const sent = indexes.map(messagesOf);
  const ends = indexes.map(rowEnds);
  const hands = indexes.map(lastHands);
  const states = indexes.map(lastStates);
  const effects = indexes.map(({ run }, at) => {
    const { error } = run.trace;
    return JSON.stringify([inOrder(ends[at] ?? new Map()), error && [error.class, error.sqlstate, error.message]]);
  });
  const conducts = effects.map((effect, at) =>
    JSON.stringify([
      effect,
      [...(sent[at]?.keys() ?? [])],
      inOrder(hands[at] ?? new Map()),
      inOrder(states[at] ?? new Map()),
    ]),
  );
  const rows = splits<RowEnd>(ends, { type: 'never there' });
  return {
    effects: groups(effects),
    conducts: groups(conducts),
    messages: notEverywhere(sent),
    rows,
    hands: among(splits<Actor | null>(hands, null), rows),
    objects: splits<ObjectState | null>(states, null),
  };
}

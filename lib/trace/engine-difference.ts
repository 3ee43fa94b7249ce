// Where two traces of the same scenario differ: one from the model, one from SQLAlchemy itself. Compares what was
// sent, line by line, and what came of it; times, rules, source lines and the wording of notes are each engine's own.
import { nameOf } from './key';
import { pairsOf } from './pairing';
import type {
  Effect,
  ObjectChange,
  ObjectState,
  RuleId,
  StatementEvent,
  Trace,
  TraceError,
  TraceEvent,
  TransactionEvent,
} from './trace';

/** What of two lines is not alike. */
export type Aspect = 'statement' | 'phase' | 'kind' | 'parameters' | 'rowcount' | 'refusal' | 'effects';

/** What of the ends of two runs is not alike; objects are those of the Session, rows those of the tables. */
export type Ending = 'error' | 'warnings' | 'objects' | 'rows';

/** A line of each trace, as the place of its event; null where a trace has no such line. */
export interface LinePair {
  readonly ours: number | null;
  readonly theirs: number | null;
  readonly differing: readonly Aspect[];
}

export interface EngineDifference {
  /** Every transaction's begin and end and every statement of both. */
  readonly lines: readonly LinePair[];
  readonly endings: readonly Ending[];
}

type Message = StatementEvent | TransactionEvent;

interface Line {
  readonly at: number;
  readonly event: Message;
}

export function isAlike({ ours, theirs, differing }: LinePair): boolean {
  return ours !== null && theirs !== null && differing.length === 0;
}

/** The first half of the comparison. Linear in effects; in the number of lines quadratic from where they part. */
export function compareLines(ours: Trace<unknown>, theirs: Trace<unknown>): readonly LinePair[] {
  const sameText = (one: Line, other: Line) => textOf(one.event) === textOf(other.event);
  return pairsOf(linesOf(ours.events), linesOf(theirs.events), sameText).map(([one, other]) => ({
    ours: one?.at ?? null,
    theirs: other?.at ?? null,
    differing: one && other ? aspects(one.event, other.event) : [],
  }));
}

/** By the place of their event: the rule by which we send the same line. What differs has no reason of ours. */
export function rulesOfSame(lines: readonly LinePair[], ours: Trace<unknown>): ReadonlyMap<number, RuleId> {
  return new Map(
    lines.flatMap((pair): [number, RuleId][] => {
      const event = pair.ours === null ? undefined : ours.events[pair.ours];
      const rule = event?.type === 'statement' && isAlike(pair) ? event.rule : null;
      return rule === null || pair.theirs === null ? [] : [[pair.theirs, rule]];
    }),
  );
}

/** The second half. Linear in rows and objects. */
export function compareEndings(ours: Trace<unknown>, theirs: Trace<unknown>): readonly Ending[] {
  const alike: Readonly<Record<Ending, boolean>> = {
    error: same(withoutLine(ours.error), withoutLine(theirs.error)),
    warnings: same(ours.warnings, theirs.warnings),
    objects: sameObjects(objectsOf(ours.events), objectsOf(theirs.events)),
    rows: same(ours.rows, theirs.rows),
  };
  return (Object.keys(alike) as Ending[]).filter((what) => !alike[what]);
}

/** One line of text for each difference; none when the two agree. */
export function differences<S>(actual: Trace<S>, expected: Trace<S>): string[] {
  const lines = compareLines(actual, expected);
  const endings = compareEndings(actual, expected);
  const said = (trace: Trace<S>, at: number | null) => (at === null ? 'nothing' : JSON.stringify(trace.events[at]));
  const held = (trace: Trace<S>, what: Ending) =>
    JSON.stringify(what === 'objects' ? [...objectsOf(trace.events)] : trace[what]);
  return [
    ...lines.flatMap((pair, at) => {
      if (isAlike(pair)) return [];
      const where = [`line ${at + 1}`, ...pair.differing].join(', ');
      return [`${where}: ${said(actual, pair.ours)} instead of ${said(expected, pair.theirs)}`];
    }),
    ...endings.map((what) => `${what}: ${held(actual, what)} instead of ${held(expected, what)}`),
  ];
}

function withoutLine(error: TraceError | null): Omit<TraceError, 'line'> | null {
  if (!error) return null;
  const { line: _, ...said } = error;
  return said;
}

/** For what can be JSON. A tenth of the time that two texts take, which counts for 10,000 rows. */
function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) || Array.isArray(other)) {
    if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
    return one.every((entry, at) => same(entry, other[at]));
  }
  const [mine, yours] = [Object.entries(one), new Map(Object.entries(other))];
  return mine.length === yours.size && mine.every(([name, entry]) => yours.has(name) && same(entry, yours.get(name)));
}

function linesOf(events: readonly TraceEvent[]): readonly Line[] {
  const lines = events.flatMap((event, at) => (event.type === 'session' ? [] : [{ at, event }]));
  return withoutUnstableOrder(lines);
}

const textOf = (event: Message) => (event.type === 'transaction' ? event.action : event.sql);

/**
 * F6: SQLAlchemy walks a Python set of objects when several of them load lazily inside one flush, so the order of
 * neighbouring lazy SELECTs there differs from run to run. Nothing else is compared as a set.
 */
function withoutUnstableOrder(lines: readonly Line[]): readonly Line[] {
  const isUnstable = (line: Line | undefined) => line?.event.at === 'flush' && textOf(line.event).startsWith('SELECT');
  const key = ({ event }: Line) => JSON.stringify(event.type === 'statement' && [event.sql, event.parameters]);
  const sorted = [...lines];
  for (let start = 0; start < sorted.length; start++) {
    let end = start;
    while (isUnstable(sorted[end])) end++;
    if (end - start < 2) continue;
    const selects = sorted.slice(start, end).sort((a, b) => (key(a) < key(b) ? -1 : 1));
    sorted.splice(start, selects.length, ...selects);
    start = end;
  }
  return sorted;
}

function aspects(one: Message, other: Message): Aspect[] {
  if (textOf(one) !== textOf(other)) return ['statement'];
  const found: Aspect[] = one.at === other.at ? [] : ['phase'];
  if (one.type === 'transaction' || other.type === 'transaction') return found;
  const checks: readonly (readonly [Aspect, boolean])[] = [
    ['kind', one.many === other.many],
    ['parameters', same(one.parameters, other.parameters)],
    ['rowcount', one.rowcount === other.rowcount],
    ['refusal', one.failed === other.failed],
    ['effects', one.effects.length === other.effects.length && one.effects.every(sameEffectIn(other))],
  ];
  return [...found, ...checks.flatMap(([aspect, agrees]) => (agrees ? [] : [aspect]))];
}

function sameEffectIn({ effects }: StatementEvent) {
  return (one: Effect, at: number): boolean => {
    const other = effects[at];
    return (
      other !== undefined &&
      one.by === other.by &&
      one.operation === other.operation &&
      one.table === other.table &&
      same(one.key, other.key) &&
      one.statement === other.statement &&
      same(one.changes, other.changes) &&
      same(one.row, other.row)
    );
  };
}

interface Held {
  readonly state: ObjectState;
  readonly foreignKeys: ObjectChange['foreignKeys'];
}

/** What the Session holds in the end, by "Post 1". */
function objectsOf(events: readonly TraceEvent[]): ReadonlyMap<string, Held> {
  const held = new Map<string, Held>();
  for (const event of events) {
    if (event.type !== 'session') continue;
    for (const { entity, keys, state, foreignKeys } of event.objects) {
      for (const key of keys) {
        const name = `${entity} ${nameOf(key)}`;
        held.set(name, { state, foreignKeys: foreignKeys ?? held.get(name)?.foreignKeys });
      }
    }
  }
  return held;
}

function sameObjects(ours: ReadonlyMap<string, Held>, theirs: ReadonlyMap<string, Held>): boolean {
  if (ours.size !== theirs.size) return false;
  for (const [name, { state, foreignKeys }] of ours) {
    const other = theirs.get(name);
    if (other?.state !== state || !same(other.foreignKeys, foreignKeys)) return false;
  }
  return true;
}

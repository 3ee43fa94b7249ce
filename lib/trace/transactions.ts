// What transactions do to effects: which of them last and which were taken back, told from the events alone. Each
// connection has transactions of its own, and a statement outside of one commits by itself.
import type { StatementEvent, TraceEvent, TransactionEvent } from './trace';

/** Effects go by their position among all effects of the run. */
export interface Settlement {
  /** For each effect whether it was committed. */
  readonly lasting: Uint8Array;
  /** By the place of the event that takes effects back: those effects, the newest first. */
  readonly undone: ReadonlyMap<number, Int32Array>;
}

/** The effects of one statement: the first of them and what comes after the last. */
type Span = readonly [first: number, end: number];

interface Connection {
  /** Whether a transaction is open. */
  open: boolean;
  /** What has happened in it and was not taken back. */
  spans: Span[];
  /** Savepoints in it, and how many of these spans were there before each. */
  savepoints: { readonly name: string | undefined; readonly before: number }[];
}

const numberOf = ({ connection = 1 }: StatementEvent | TransactionEvent) => connection;

/** Whether the Session's own connection did it. */
export const isOfSession = (event: StatementEvent | TransactionEvent) => numberOf(event) === 1;

/** A trace may begin inside of a transaction: then the first that is heard of it is its end. */
function connectionsOf(events: readonly TraceEvent[]): Map<number, Connection> {
  const connections = new Map<number, Connection>();
  for (const event of events) {
    if (event.type !== 'transaction' || connections.has(numberOf(event))) continue;
    connections.set(numberOf(event), { open: event.action !== 'begin', spans: [], savepoints: [] });
  }
  return connections;
}

/** Linear in events and effects. */
export function settleEffects(events: readonly TraceEvent[]): Settlement {
  const connections = connectionsOf(events);
  const count = events.reduce((sum, event) => (event.type === 'statement' ? sum + event.effects.length : sum), 0);
  const lasting = new Uint8Array(count);
  const undone = new Map<number, Int32Array>();
  let next = 0;
  events.forEach((event, at) => {
    if (event.type === 'session') return;
    const connection = connections.get(numberOf(event));
    if (event.type === 'transaction') {
      if (!connection) return;
      const { committed, takenBack } = end(event, connection);
      for (const span of committed) lasting.fill(1, ...span);
      if (takenBack.length > 0) undone.set(at, newestFirst(takenBack));
      return;
    }
    const span: Span = [next, next + event.effects.length];
    [, next] = span;
    if (connection?.open) connection.spans.push(span);
    else if (event.failed) undone.set(at, newestFirst([span]));
    else lasting.fill(1, ...span);
  });
  return { lasting, undone };
}

function newestFirst(spans: readonly Span[]): Int32Array {
  const effects = new Int32Array(spans.reduce((sum, [first, end]) => sum + end - first, 0));
  let at = effects.length;
  for (const [first, end] of spans) for (let effect = first; effect < end; effect++) effects[--at] = effect;
  return effects;
}

/** What a message to a connection does to what happened on it. */
function end({ action, name }: TransactionEvent, connection: Connection) {
  const { spans, savepoints } = connection;
  // A name that is used again stands for the newest savepoint of that name.
  const savepoint = savepoints.findLastIndex((each) => name === undefined || each.name === name);
  const settled = { committed: [] as readonly Span[], takenBack: [] as readonly Span[] };
  switch (action) {
    case 'begin':
      connection.open = true;
      return settled;
    case 'savepoint':
      savepoints.push({ name, before: spans.length });
      return settled;
    case 'release':
      if (savepoint >= 0) savepoints.splice(savepoint);
      return settled;
    case 'rollback-to':
      // It stays, and can be gone back to again.
      savepoints.splice(savepoint + 1);
      return { ...settled, takenBack: spans.splice(savepoints[savepoint]?.before ?? 0) };
    case 'commit':
    case 'rollback':
      Object.assign(connection, { open: false, spans: [], savepoints: [] } satisfies Connection);
      return action === 'commit' ? { ...settled, committed: spans } : { ...settled, takenBack: spans };
  }
}

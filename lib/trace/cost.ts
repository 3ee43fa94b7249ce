// What a run sends, counted in one way for everybody: what belongs to the operation, and what came before it, which
// fetches what the operation is done to.
import { quantity } from './quantity';
import type { StatementEvent, TraceEvent, TransactionEvent } from './trace';
import { isOfSession } from './transactions';

export interface Cost {
  /** Statements, those that were refused included; transaction control is none. */
  readonly statements: number;
  /** Messages to PostgreSQL and back: statements and transaction control. */
  readonly roundTrips: number;
  /** Rows that SELECTs brought into Python. */
  readonly rowsLoaded: number;
}

export type Part = 'before' | 'operation';
export type Costs = Readonly<Record<Part, Cost>>;

export const partOf = ({ at }: Pick<TraceEvent, 'at'>): Part => (at === 'setup' ? 'before' : 'operation');

/** A COMMIT that was refused, or touched rows, is recorded as a statement, too; its end as the end of the transaction. */
const isSent = (event: TraceEvent): event is StatementEvent | TransactionEvent =>
  event.type !== 'session' && isOfSession(event) && !(event.type === 'statement' && event.sql === 'COMMIT');

/** The statements of the Session's own operation. */
export const operationStatements = (events: readonly TraceEvent[]): readonly StatementEvent[] =>
  events.flatMap((event) =>
    event.type === 'statement' && partOf(event) === 'operation' && isSent(event) ? [event] : [],
  );

const nothing = () => ({ statements: 0, roundTrips: 0, rowsLoaded: 0 });

/** Of the first `count` events of a run. */
export function costsOf(events: readonly TraceEvent[], count = events.length): Costs {
  const costs = { before: nothing(), operation: nothing() };
  for (let at = 0; at < count; at++) {
    const event = events[at];
    if (!event || !isSent(event)) continue;
    const cost = costs[partOf(event)];
    cost.roundTrips++;
    if (event.type !== 'statement') continue;
    cost.statements++;
    if (/^select/i.test(event.sql)) cost.rowsLoaded += Math.max(0, event.rowcount ?? 0);
  }
  return costs;
}

export const tripsInWords = ({ roundTrips }: Cost): string => quantity(roundTrips, 'round trip');

/** "1 statement, 2 round trips, 0 rows loaded". */
export const costInWords = (cost: Cost): string =>
  [quantity(cost.statements, 'statement'), tripsInWords(cost), `${quantity(cost.rowsLoaded, 'row')} loaded`].join(', ');

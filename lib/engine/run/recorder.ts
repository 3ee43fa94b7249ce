// Executes what an ORM asks for and writes down, as trace events, what it asked and what PostgreSQL did.
import type { Database } from '@/lib/database/database';
import type { StatementResult } from '@/lib/database/result';
import { asDriven, DRIVER_FACTS, type DriverFacts, reportedRows } from '@/lib/orm/drivers';
import { NOTHING, type Reply, type Request, type StatementRequest, type TransactionRequest } from '@/lib/orm/request';
import { FORMAT, type Trace, type TraceEvent, type Warning } from '@/lib/trace/trace';
import { unexplainedRows } from '@/lib/trace/unexplained';
import { Staleness } from './staleness';

/** What a recorder cannot know of the run that it records. */
type Told<S> = Pick<Trace<S>, 'engine' | 'scenario' | 'schema' | 'before' | 'error' | 'rows'> &
  Partial<Pick<Trace<S>, 'insight' | 'missing'>>;

/** The line of the program that sent a statement, null when there is none; and its connection, 1 for the Session's. */
interface Sender {
  readonly line: number | null;
  readonly connection: number;
}
const NOBODY: Sender = { line: null, connection: 1 };

interface RecorderOptions {
  /** Of a scenario's objects; null for a program's, of which Python finds it out. */
  readonly staleness?: Staleness | null;
  readonly driver?: DriverFacts;
}

export class Recorder {
  readonly events: TraceEvent[] = [];
  readonly warnings: Warning[] = [];
  readonly #database: Database;
  readonly #staleness: Staleness | null;
  readonly #driver: DriverFacts;

  /** Statements are written down as the driver gets them, and counted as it counts. */
  constructor(
    database: Database,
    { staleness = new Staleness(), driver = DRIVER_FACTS.asyncpg }: RecorderOptions = {},
  ) {
    this.#database = database;
    this.#staleness = staleness;
    this.#driver = driver;
  }

  /** Does what is asked and returns the reply for whoever asked. */
  answer(request: Request): Reply {
    switch (request.type) {
      case 'statement':
      case 'transaction':
        return replyOf(this.send(request));
      case 'session':
        this.#record(request);
        return NOTHING;
      case 'warning':
        this.warnings.push(request.warning);
        return NOTHING;
      case 'ready':
        return NOTHING;
    }
  }

  /** The whole answer. */
  send(request: StatementRequest | TransactionRequest, sender: Sender = NOBODY): StatementResult {
    return request.type === 'statement' ? this.#statement(request, sender) : this.#transaction(request, sender);
  }

  /** What another connection did. */
  overhear(events: readonly TraceEvent[]): void {
    for (const event of events) this.#record(event);
  }

  /** The trace, once the run has ended. */
  finish<S>({ error, rows, insight, missing = [], ...told }: Told<S>): Trace<S> {
    const { events, warnings } = this;
    const unexplained = unexplainedRows({ ...told, events, rows });
    const end = { events, warnings, error, rows, unexplained, missing };
    return { format: FORMAT, ...told, ...end, ...(insight && { insight }) };
  }

  #statement(request: StatementRequest, sender: Sender): StatementResult {
    const { type, at, many, rule, driver } = request;
    const result = this.#database.execute(commandOf(request));
    const { milliseconds, effects, error } = result;
    const { sql, parameters } = driver ?? asDriven(this.#driver, request);
    const rowcount = reportedRows({ countsMany: driver?.counts ?? this.#driver.countsMany }, many, result.rowcount);
    const failed = error !== null;
    this.#record({ type, at, sql, parameters, many, rowcount, milliseconds, rule, effects, failed, ...told(sender) });
    return { ...result, rowcount };
  }

  #transaction(request: TransactionRequest, sender: Sender): StatementResult {
    const { sql = request.action.toUpperCase(), ...event } = request;
    const result = this.#database.execute({ sql, parameters: [], many: false });
    const { line: _, ...connection } = told(sender);
    const { effects, error, milliseconds } = result;
    const { at } = event;
    const failed = error !== null;
    // What is deferred until the COMMIT touches rows in it, or refuses it.
    if (failed || effects.length > 0) {
      const sent = { type: 'statement', at, sql, parameters: [[]], many: false, rowcount: null, rule: null } as const;
      this.#record({ ...sent, milliseconds, effects, failed, ...told(sender) });
    }
    if (!failed) this.#record({ ...event, ...connection });
    // K4: a COMMIT that is refused has rolled everything back.
    else if (event.action === 'commit') this.#record({ type: 'transaction', at, action: 'rollback', ...connection });
    return result;
  }

  #record(event: TraceEvent): void {
    this.events.push(event, ...(this.#staleness?.after(event) ?? []));
  }
}

/** What PostgreSQL gets of a request. */
export function commandOf({ sql, parameters, many, driver }: Omit<StatementRequest, 'type' | 'at' | 'rule' | 'names'>) {
  const { types, texts, simple } = driver ?? {};
  return { sql, parameters, many, ...(types && { types }), ...(texts && { texts }), ...(simple && { simple }) };
}

function told({ line, connection }: Sender): { readonly line?: number; readonly connection?: number } {
  return { ...(line !== null && { line }), ...(connection > 1 && { connection }) };
}

function replyOf({ rows, rowcount, error }: StatementResult): Reply {
  return { rows, rowcount, error };
}

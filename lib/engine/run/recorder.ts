// Executes what an ORM asks for and writes down, as trace events, what it asked and what PostgreSQL did.
import type { Database } from '@/lib/database/database';
import type { StatementResult } from '@/lib/database/result';
import { NOTHING, type Reply, type Request, type StatementRequest, type TransactionRequest } from '@/lib/orm/request';
import { FORMAT, type Trace, type TraceEvent, type Warning } from '@/lib/trace/trace';
import { unexplainedRows } from '@/lib/trace/unexplained';
import { Staleness } from './staleness';

/** What a recorder cannot know of the run that it records. */
type Told<S> = Pick<Trace<S>, 'engine' | 'scenario' | 'schema' | 'before' | 'error' | 'rows'> &
  Partial<Pick<Trace<S>, 'insight'>>;

export class Recorder {
  readonly events: TraceEvent[] = [];
  readonly warnings: Warning[] = [];
  readonly #database: Database;
  readonly #staleness: Staleness;

  constructor(database: Database, staleness = new Staleness()) {
    this.#database = database;
    this.#staleness = staleness;
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
    }
  }

  /** The whole answer. `line` is that of the program that sent it, null when there is none. */
  send(request: StatementRequest | TransactionRequest, line: number | null = null): StatementResult {
    return request.type === 'statement' ? this.#statement(request, line) : this.#transaction(request, line);
  }

  /** The trace, once the run has ended. */
  finish<S>({ error, rows, insight, ...told }: Told<S>): Trace<S> {
    const { events, warnings } = this;
    const unexplained = unexplainedRows({ ...told, events, rows });
    const end = { events, warnings, error, rows, unexplained, missing: [] };
    return { format: FORMAT, ...told, ...end, ...(insight && { insight }) };
  }

  #statement(request: StatementRequest, line: number | null): StatementResult {
    const { type, at, many, rule, driver } = request;
    const result = this.#database.execute(commandOf(request));
    const { sql, parameters } = driver ?? request;
    const rowcount = rowcountOf(result, many && (driver?.counts ?? false));
    const { milliseconds, effects, error } = result;
    const failed = error !== null;
    this.#record({ type, at, sql, parameters, many, rowcount, milliseconds, rule, effects, failed, ...lined(line) });
    return result;
  }

  #transaction({ type, at, action }: TransactionRequest, line: number | null): StatementResult {
    const sql = action.toUpperCase();
    const result = this.#database.execute({ sql, parameters: [], many: false });
    if (result.error === null) this.#record({ type, at, action });
    else {
      // K4: a COMMIT that is refused has rolled everything back.
      const { milliseconds } = result;
      const refused = { parameters: [[]], many: false, rowcount: null, rule: null, effects: [], failed: true } as const;
      this.#record({ type: 'statement', at, sql, milliseconds, ...refused, ...lined(line) });
      this.#record({ type, at, action: 'rollback' });
    }
    return result;
  }

  #record(event: TraceEvent): void {
    this.events.push(event, ...this.#staleness.after(event));
  }
}

/** What PostgreSQL gets of a request. */
export function commandOf({ sql, parameters, many, driver }: Omit<StatementRequest, 'type' | 'at' | 'rule'>) {
  const { types, texts, simple } = driver ?? {};
  return { sql, parameters, many, ...(types && { types }), ...(texts && { texts }), ...(simple && { simple }) };
}

/** As the driver reports it; null where it does not know. */
function rowcountOf({ rowcount, total }: StatementResult, counted: boolean): number | null {
  if (rowcount === null) return null;
  if (counted) return total;
  return rowcount < 0 ? null : rowcount;
}

const lined = (line: number | null) => (line === null ? {} : { line });

function replyOf({ rows, rowcount, error }: StatementResult): Reply {
  return { rows, rowcount, error };
}

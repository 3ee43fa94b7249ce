// Executes what an ORM asks for and writes down, as trace events, what it asked and what PostgreSQL did.
import type { Database } from '@/lib/database/database';
import type { StatementResult } from '@/lib/database/result';
import { NOTHING, type Reply, type Request, type StatementRequest, type TransactionRequest } from '@/lib/orm/request';
import type { TraceEvent, Warning } from '@/lib/trace/trace';
import { Staleness } from './staleness';

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
        return this.#statement(request);
      case 'transaction':
        return this.#transaction(request);
      case 'session':
        this.#record(request);
        return NOTHING;
      case 'warning':
        this.warnings.push(request.warning);
        return NOTHING;
    }
  }

  #statement({ type, at, sql, parameters, many, rule }: StatementRequest): Reply {
    const result = this.#database.execute({ sql, parameters, many });
    const { rowcount, milliseconds, effects, error } = result;
    this.#record({ type, at, sql, parameters, many, rowcount, milliseconds, rule, effects, failed: error !== null });
    return replyOf(result);
  }

  #transaction({ type, at, action }: TransactionRequest): Reply {
    const result = this.#database.execute({ sql: action.toUpperCase(), parameters: [], many: false });
    if (result.error === null) this.#record({ type, at, action });
    else {
      // K4: a COMMIT that is refused has rolled everything back.
      const { milliseconds } = result;
      const refused = { parameters: [[]], many: false, rowcount: null, rule: null, effects: [], failed: true } as const;
      this.#record({ type: 'statement', at, sql: action.toUpperCase(), milliseconds, ...refused });
      this.#record({ type, at, action: 'rollback' });
    }
    return replyOf(result);
  }

  #record(event: TraceEvent): void {
    this.events.push(event, ...this.#staleness.after(event));
  }
}

function replyOf({ rows, rowcount, error }: StatementResult): Reply {
  return { rows, rowcount, error };
}

// The one connection to PGlite: sends protocol messages and reads the whole answer before it returns.
import { PGlite, protocol } from '@electric-sql/pglite';
import type { Value } from '@/lib/trace/trace';
import { type AnswerHandler, BackendReader, type Column, type Report } from './backend-reader';
import { batchMessage, type Parsing } from './batch-message';
import { DatabaseCrash } from './database-crash';
import type { SqlError } from './result';

const { serialize } = protocol;

/** One statement with one list of values for each execution; at least one list. */
export interface Command extends Parsing {
  /** Sent as a simple query, without parameters: one of the results is read, as there may be several statements. */
  readonly simple?: 'first' | 'last';
  readonly sql: string;
  readonly parameters: readonly (readonly Value[])[];
}

export interface Answer {
  /** Of the last statement that can return rows; null when none can. */
  readonly columns: readonly Column[] | null;
  /** Rows of all statements in the message, in order. */
  readonly rows: (readonly Value[])[];
  readonly notices: Report[];
  readonly error: Report | null;
  /** The sum of the numbers in the command tags, for example 3 of "DELETE 2" and "DELETE 1", or that of the one result that is read; null when none has one. */
  readonly rowcount: number | null;
}

/**
 * PGlite that keeps the exception of a message that broke it. `execProtocolRawStream` does all its work before
 * it returns, but as an async function it hands an exception over only later, when the caller has moved on.
 */
export class SynchronousPGlite extends PGlite {
  failure: unknown = null;

  override execProtocolRawSync(message: Uint8Array): Uint8Array {
    try {
      return super.execProtocolRawSync(message);
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }

  /** PGlite asks for every array type at its start, which takes a tenth of a second; nothing here reads arrays. */
  override async _initArrayTypes(): Promise<void> {}
}

export class Connection {
  readonly #pg: SynchronousPGlite;
  #status = 'I';

  constructor(pg: SynchronousPGlite) {
    this.#pg = pg;
  }

  get inTransaction(): boolean {
    return this.#status !== 'I';
  }

  /** Whether PostgreSQL takes nothing but a ROLLBACK. */
  get hasFailed(): boolean {
    return this.#status === 'E';
  }

  /**
   * One message with parse, then bind and execute for each list of values, then one sync: what asyncpg sends for
   * an execute and, with several lists, for an executemany. After an error PostgreSQL skips to the sync.
   */
  execute({ sql, parameters, simple, ...parsing }: Command): Answer {
    if (simple) return this.#send(serialize.query(parsing.texts?.[0] ?? sql), simple);
    return this.#send(batchMessage(sql, parameters, parsing));
  }

  /** Statements of our own, without parameters, as one simple query. Throws when PostgreSQL refuses them. */
  run(sql: string): Answer {
    const answer = this.#send(serialize.query(sql));
    if (answer.error) throw new Error(`${answer.error.message} in ${sql}`);
    return answer;
  }

  close(): Promise<void> {
    return this.#pg.close();
  }

  #send(message: Uint8Array, reads: 'first' | 'last' | 'all' = 'all'): Answer {
    const answer: { -readonly [key in keyof Answer]: Answer[key] } = {
      columns: null,
      rows: [],
      notices: [],
      error: null,
      rowcount: null,
    };
    let completed = false;
    let result: Pick<typeof answer, 'columns' | 'rows'> = reads === 'all' ? answer : { columns: null, rows: [] };
    this.#status = exchange(this.#pg, message, {
      columns: (columns) => {
        result.columns = columns;
      },
      row: (values) => result.rows.push(values),
      notice: (report) => answer.notices.push(report),
      error: (report) => {
        answer.error ??= report;
      },
      complete: (tag) => {
        const rows = rowsIn(tag);
        if (reads === 'all') {
          if (rows !== null) answer.rowcount = (answer.rowcount ?? 0) + rows;
          return;
        }
        if (reads === 'last' || !completed) Object.assign(answer, { ...result, rowcount: rows });
        completed = true;
        result = { columns: null, rows: [] };
      },
    });
    return answer;
  }
}

/**
 * Sends a message and reads the whole answer before it returns PostgreSQL's transaction status. `onBytes` hears of
 * each chunk, as it leaves PostgreSQL. Throws DatabaseCrash when PostgreSQL itself is lost.
 */
export function exchange(
  pg: SynchronousPGlite,
  message: Uint8Array,
  handler: Omit<AnswerHandler, 'ready'>,
  onBytes?: (count: number) => void,
): string {
  let status: string | null = null;
  const reader = new BackendReader({
    ...handler,
    ready: (read) => {
      status = read;
    },
  });
  const onRawData = (bytes: Uint8Array) => {
    reader.push(bytes);
    onBytes?.(bytes.length);
  };
  // execProtocolRawSync keeps a parsed copy of every message for as long as the instance lives, and parses it
  // slowly; the streaming call does neither, and without syncToFs it is as synchronous.
  const done = pg.execProtocolRawStream(message, { syncToFs: false, onRawData });
  done.catch(() => {}); // kept in `failure`, and thrown below
  if (status === null || pg.failure !== null) {
    throw new DatabaseCrash('PostgreSQL stopped in the middle of a statement', { cause: pg.failure });
  }
  return status;
}

/** As SQLAlchemy's asyncpg dialect reads a command tag: `AsyncAdapt_asyncpg_cursor._prepare_and_execute`, 2.0.52. */
function rowsIn(tag: string): number | null {
  const rows = tag.match(/^(?:SELECT|UPDATE|DELETE|INSERT \d+) (\d+)$/)?.[1];
  return rows === undefined ? null : Number(rows);
}

/** PostgreSQL's error as a trace carries it. */
export function sqlErrorOf({ sqlstate, message, detail, constraint }: Report): SqlError {
  return { sqlstate, message, detail, constraint };
}

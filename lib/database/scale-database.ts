// PostgreSQL for the laboratory: nothing is recorded row by row, so that a run costs what PostgreSQL costs.
import { type Evidence, queriesOf, triggersOf } from '@/lib/scale/evidence';
import type { RowCount } from '@/lib/scale/measurement';
import type { Value } from '@/lib/trace/trace';
import { batchMessage } from './batch-message';
import { Connection, exchange, type SynchronousPGlite, sqlErrorOf } from './connection';
import type { SqlError } from './result';
import { type ScaleSetup, ScaleTables } from './scale-tables';
import { ForeignKeyCount } from './scale-witness';

/** PostgreSQL's own counters of a transaction. */
export type TouchedRows = readonly { readonly table: string; readonly deleted: number; readonly updated: number }[];

/** What came of one message. */
export interface Sent {
  readonly rows: readonly (readonly Value[])[];
  /** Rows that the client's own statements touched or returned, from their command tags. */
  readonly touched: number;
  /** Rows that foreign keys touched, as the witness's triggers saw it; empty without them. */
  readonly foreignKey: readonly RowCount[];
  readonly error: SqlError | null;
  readonly milliseconds: number;
  /** Of the protocol, in both directions. */
  readonly bytes: number;
  /** Pairs: milliseconds since the message was sent, and rows touched by then. */
  readonly progress: readonly number[];
}

/** Sees and says everything that auto_explain can say about nested statements. */
const AUTO_EXPLAIN = [
  "LOAD 'auto_explain'",
  'SET auto_explain.log_min_duration = 0',
  'SET auto_explain.log_nested_statements = on',
  'SET auto_explain.log_analyze = on',
  'SET auto_explain.log_timing = off',
  'SET auto_explain.log_level = notice',
].join('; ');

export class ScaleDatabase {
  readonly version: string;
  readonly #pg: SynchronousPGlite;
  readonly #connection: Connection;
  readonly #tables: ScaleTables;

  /** `pg` was started from the snapshot, with the extension auto_explain, and belongs to this database alone. */
  constructor(pg: SynchronousPGlite) {
    this.#pg = pg;
    this.#connection = new Connection(pg);
    this.#tables = new ScaleTables(this.#connection);
    this.version = String(this.#connection.run('SHOW server_version').rows[0]?.[0]);
  }

  /** Builds the tables if they differ from those that are there, and sets their rows to the seed. */
  prepare(setup: ScaleSetup): void {
    this.#tables.set(setup);
  }

  /** Sends all parameter sets in one message. Never throws for an SQL error. */
  send(sql: string, sets: readonly (readonly Value[])[]): Sent {
    const message = batchMessage(sql, sets.length === 0 ? [[]] : sets);
    const rows: (readonly Value[])[] = [];
    const foreignKey = new ForeignKeyCount();
    const progress: number[] = [];
    let error: SqlError | null = null;
    let bytes = message.length;
    let touched = 0;
    let seen = 0;
    let [lastTag, lastRows] = ['', 0];
    const started = performance.now();
    exchange(
      this.#pg,
      message,
      {
        row: (values) => rows.push(values),
        notice: (report) => foreignKey.hear(report),
        error: (report) => {
          error ??= sqlErrorOf(report);
        },
        complete: (tag) => {
          if (tag !== lastTag) {
            lastTag = tag;
            lastRows = Number(tag.slice(tag.lastIndexOf(' ') + 1)) || 0;
          }
          touched += lastRows;
        },
      },
      (count) => {
        bytes += count;
        if (touched === seen) return;
        seen = touched;
        progress.push(performance.now() - started, touched);
      },
    );
    const milliseconds = performance.now() - started;
    return { rows, touched, foreignKey: foreignKey.counts, error, milliseconds, bytes, progress };
  }

  /** Rows of every table that the open transaction has touched so far, whoever did; null when it has failed. */
  touchedRows(): TouchedRows | null {
    const answer = this.#connection.execute({ sql: this.#tables.countersQuery, parameters: [[]] });
    if (answer.error) return null;
    return this.#tables.names.map((table, index) => {
      const [deleted, updated] = answer.rows[0]?.slice(2 * index, 2 * index + 2) ?? [];
      return { table, deleted: Number(deleted), updated: Number(updated) };
    });
  }

  /** Posts with an id up to `last` that are there. */
  countPosts(last: number): number {
    return Number(this.#connection.run(`SELECT count(*) FROM posts WHERE id <= ${last}`).rows[0]?.[0]);
  }

  /** Prepares, then runs `sql` under EXPLAIN (ANALYZE) with auto_explain listening, and rolls it back. */
  explain(setup: ScaleSetup, sql: string): Evidence {
    this.prepare({ ...setup, triggers: false });
    const about = { sql, posts: setup.posts };
    this.#connection.run(`${AUTO_EXPLAIN}; BEGIN`);
    const answer = this.#connection.execute({ sql: `EXPLAIN (ANALYZE, BUFFERS OFF) ${sql}`, parameters: [[]] });
    this.#connection.run('ROLLBACK; SET auto_explain.log_min_duration = -1');
    if (answer.error) return { ...about, explain: '', triggers: [], queries: [], refused: answer.error.message };
    const explain = answer.rows.map(([line]) => String(line)).join('\n');
    const queries = queriesOf(answer.notices.map(({ message }) => message));
    return { ...about, explain, triggers: triggersOf(explain), queries, refused: null };
  }

  close(): Promise<void> {
    return this.#connection.close();
  }
}

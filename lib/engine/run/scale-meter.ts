// Runs the model's requests on the laboratory's PostgreSQL and measures them. The clock runs only while PostgreSQL
// works: what the model itself computes is no measure of SQLAlchemy, and is left out.
import type { ScaleDatabase, Sent, TouchedRows } from '@/lib/database/scale-database';
import { NOTHING, type Reply, type Request, type StatementRequest } from '@/lib/orm/request';
import type { RowCount, Step } from '@/lib/scale/measurement';
import type { Sending } from '@/lib/scale/settings';

/** Points in the progress of one step are at least this share of its sets apart. */
const SAMPLES = 256;

type OpenStep = { -readonly [field in keyof Step]: Step[field] } & { counts: RowCount[]; progress: number[] };

export class ScaleMeter {
  readonly steps: OpenStep[] = [];
  milliseconds = 0;
  statements = 0;
  roundTrips = 0;
  rowsLoaded = 0;
  bytes = 0;
  /** What the witness's triggers saw foreign keys do; empty without them. */
  readonly seenByTriggers: RowCount[] = [];
  readonly #database: ScaleDatabase;
  readonly #sending: Sending;
  readonly #witness: boolean;

  /** With the witness, PostgreSQL's counters are read around every statement, while the clock stands. */
  constructor(database: ScaleDatabase, sending: Sending, witness: boolean) {
    this.#database = database;
    this.#sending = sending;
    this.#witness = witness;
  }

  /** Does what is asked, as lib/engine/run/recorder.ts does, without recording it row by row. */
  answer(request: Request): Reply {
    if (request.type === 'statement') return this.#statement(request);
    if (request.type !== 'transaction') return NOTHING;
    const sent = this.#database.send(request.action.toUpperCase(), []);
    if (request.at !== 'setup' && request.action !== 'begin') this.#count(sent);
    return { rows: [], rowcount: null, error: sent.error };
  }

  #statement(request: StatementRequest): Reply {
    const { at, sql, parameters, many } = request;
    if (at === 'setup') return replyTo(this.#database.send(sql, parameters), many);
    const [, verb, table] = sql.match(/^(DELETE|UPDATE)(?: FROM)? (\w+)/) ?? [];
    const step = this.#stepOf(sql);
    if (table === undefined || (verb !== 'DELETE' && verb !== 'UPDATE')) {
      const sent = this.#send(step, sql, parameters);
      step.loaded += sent.rows.length;
      this.rowsLoaded += sent.rows.length;
      return replyTo(sent, many);
    }
    const before = this.#witness ? this.#database.touchedRows() : null;
    const { reply, touched } = this.#write(step, request);
    if (reply.error) return reply;
    const own: RowCount = { table, operation: verb, by: 'client', rows: touched };
    add(step.counts, own);
    const after = this.#witness ? this.#database.touchedRows() : null;
    if (before && after) for (const count of foreignKeyRows(before, after, own)) add(step.counts, count);
    return reply;
  }

  /** In one message, or one at a time. */
  #write(step: OpenStep, { sql, parameters, many }: StatementRequest): { reply: Reply; touched: number } {
    if (!many || this.#sending === 'executemany') {
      const sentAt = this.milliseconds;
      const sent = this.#send(step, sql, parameters);
      if (many) sample(step.progress, sent.progress, sentAt, parameters.length / SAMPLES);
      return { reply: replyTo(sent, many), touched: sent.touched };
    }
    const every = Math.ceil(parameters.length / SAMPLES);
    let touched = 0;
    for (const [index, set] of parameters.entries()) {
      const sent = this.#send(step, sql, [set]);
      if (sent.error) return { reply: replyTo(sent, many), touched };
      touched += sent.touched;
      if ((index + 1) % every === 0) step.progress.push(this.milliseconds, touched);
    }
    return { reply: { rows: [], rowcount: null, error: null }, touched };
  }

  #stepOf(sql: string): OpenStep {
    const last = this.steps.at(-1);
    if (last?.sql === sql) return last;
    const now = this.milliseconds;
    const step = { sql, messages: 0, sets: 0, from: now, to: now, loaded: 0, counts: [], progress: [] };
    this.steps.push(step);
    return step;
  }

  #send(step: OpenStep, sql: string, sets: StatementRequest['parameters']): Sent {
    const sent = this.#database.send(sql, sets);
    this.#count(sent);
    this.statements++;
    step.messages++;
    step.sets += sets.length;
    step.to = this.milliseconds;
    for (const count of sent.foreignKey) add(this.seenByTriggers, count);
    return sent;
  }

  #count({ milliseconds, bytes }: Sent): void {
    this.milliseconds += milliseconds;
    this.bytes += bytes;
    this.roundTrips++;
  }
}

function replyTo({ rows, touched, error }: Sent, many: boolean): Reply {
  return { rows: many ? [] : rows, rowcount: error || many ? null : touched, error };
}

/** What was touched in between and is not in the command tags of the client's statement: nobody else is connected. */
function foreignKeyRows(before: TouchedRows, after: TouchedRows, own: RowCount): RowCount[] {
  return after.flatMap(({ table, deleted, updated }, index): RowCount[] => {
    const rows = { DELETE: deleted - (before[index]?.deleted ?? 0), UPDATE: updated - (before[index]?.updated ?? 0) };
    if (table === own.table) rows[own.operation] -= own.rows;
    return (['DELETE', 'UPDATE'] as const).map((operation) => ({
      table,
      operation,
      by: 'foreign-key',
      rows: rows[operation],
    }));
  });
}

/** Appends the points that are at least `apart` rows apart, and the last one. */
function sample(progress: number[], points: readonly number[], sentAt: number, apart: number): void {
  let next = 0;
  for (let at = 0; at < points.length; at += 2) {
    const [milliseconds = 0, rows = 0] = points.slice(at, at + 2);
    if (rows < next && at < points.length - 2) continue;
    progress.push(sentAt + milliseconds, rows);
    next = rows + apart;
  }
}

function add(counts: RowCount[], more: RowCount): void {
  if (more.rows === 0) return;
  const at = counts.findIndex(
    ({ table, operation, by }) => table === more.table && operation === more.operation && by === more.by,
  );
  const known = counts[at];
  if (known) counts[at] = { ...known, rows: known.rows + more.rows };
  else counts.push(more);
}

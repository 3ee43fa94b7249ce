// Runs the model's requests on the laboratory's PostgreSQL and measures them. The clock runs only while PostgreSQL
// works: what the model itself computes is no measure of SQLAlchemy, and is left out.
import type { ScaleDatabase, Sent } from '@/lib/database/scale-database';
import { NOTHING, type Reply, type Request, type StatementRequest } from '@/lib/orm/request';
import type { RowCount, Step } from '@/lib/scale/measurement';
import type { Sending } from '@/lib/scale/settings';

/** Points in the progress of one step are at least this many rows apart, as a share of all its sets. */
const SAMPLES = 256;

type OpenStep = { -readonly [field in keyof Step]: Step[field] } & { counts: RowCount[]; progress: number[] };

export class ScaleMeter {
  readonly steps: OpenStep[] = [];
  milliseconds = 0;
  statements = 0;
  roundTrips = 0;
  rowsLoaded = 0;
  bytes = 0;
  readonly #database: ScaleDatabase;
  readonly #sending: Sending;

  constructor(database: ScaleDatabase, sending: Sending) {
    this.#database = database;
    this.#sending = sending;
  }

  /** Does what is asked, as lib/engine/recorder.ts does, without recording it row by row. */
  answer(request: Request): Reply {
    if (request.type === 'statement') return this.#statement(request);
    if (request.type !== 'transaction') return NOTHING;
    const sent = this.#database.send(request.action.toUpperCase(), []);
    if (request.at !== 'setup' && request.action !== 'begin') this.#count(sent);
    return { rows: [], rowcount: -1, error: sent.error };
  }

  #statement({ at, sql, parameters, many }: StatementRequest): Reply {
    if (at === 'setup') return replyTo(this.#database.send(sql, parameters), many);
    const step = this.#stepOf(sql);
    if (!many || this.#sending === 'executemany') {
      this.statements++;
      return replyTo(this.#message(step, sql, parameters), many);
    }
    const every = Math.ceil(parameters.length / SAMPLES);
    let touched = 0;
    for (const [index, set] of parameters.entries()) {
      this.statements++;
      const sent = this.#message(step, sql, [set], false);
      if (sent.error) return replyTo(sent, many);
      touched += sent.touched;
      if ((index + 1) % every === 0) step.progress.push(this.milliseconds, touched);
    }
    return { rows: [], rowcount: -1, error: null };
  }

  #stepOf(sql: string): OpenStep {
    const last = this.steps.at(-1);
    if (last?.sql === sql) return last;
    const now = this.milliseconds;
    const step = { sql, messages: 0, sets: 0, from: now, to: now, loaded: 0, counts: [], progress: [] };
    this.steps.push(step);
    return step;
  }

  #message(step: OpenStep, sql: string, sets: StatementRequest['parameters'], sampled = true): Sent {
    const sentAt = this.milliseconds;
    const sent = this.#database.send(sql, sets);
    this.#count(sent);
    step.messages++;
    step.sets += sets.length;
    step.to = this.milliseconds;
    const [, verb, table] = sql.match(/^(DELETE|UPDATE)(?: FROM)? (\w+)/) ?? [];
    if (table === undefined) {
      step.loaded += sent.rows.length;
      this.rowsLoaded += sent.rows.length;
    } else if ((verb === 'DELETE' || verb === 'UPDATE') && sent.error === null) {
      add(step.counts, { table, operation: verb, by: 'client', rows: sent.touched });
    }
    for (const count of sent.foreignKey) add(step.counts, count);
    if (sampled && sets.length > 1) sample(step.progress, sent.progress, sentAt, sets.length / SAMPLES);
    return sent;
  }

  #count({ milliseconds, bytes }: Sent): void {
    this.milliseconds += milliseconds;
    this.bytes += bytes;
    this.roundTrips++;
  }
}

function replyTo({ rows, touched, error }: Sent, many: boolean): Reply {
  return { rows: many ? [] : rows, rowcount: error ? null : many ? -1 : touched, error };
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

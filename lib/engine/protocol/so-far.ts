// A program's run as it is told while it lasts: when it has to be ended, there is a trace of what was seen.
import { tellCaught } from '@/lib/trace/caught';
import type { MappedClass, Table } from '@/lib/trace/schema';
import {
  type Effect,
  FORMAT,
  type ParameterSet,
  type Row,
  type StatementEvent,
  type Tables,
  type Trace,
  type TraceError,
  type TraceEvent,
  type Warning,
} from '@/lib/trace/trace';
import { ROWS_AS_SEEN, rowsAsSeen } from '@/lib/trace/unexplained';
import { ENTRIES, push, slicesBehindFirst } from './run-parts';

/** So many events are told one by one, before anything else happens; those behind them every `TOLD_EVERY` milliseconds. */
export const TOLD_AT_ONCE = 2000;
export const TOLD_EVERY = 20;

/** What a program has, from its beginning. */
export const PROGRAM_SECONDS = 60;

/** The tables there are, and the rows that were there before the operation. */
export interface Known {
  readonly tables: readonly Table[];
  readonly before: Tables;
}

export type Progress =
  /** Of the trace, which begins here: whatever was told before is not part of it, but for these warnings. */
  | {
      readonly type: 'begun';
      readonly engine: Trace<null>['engine'];
      readonly known: Known;
      readonly warnings: readonly Warning[];
    }
  /** PostgreSQL was sent this, and has not answered. */
  | { readonly type: 'asked'; readonly sql: string }
  /** `known` where that has changed. */
  | { readonly type: 'happened'; readonly events: readonly TraceEvent[]; readonly known?: Known }
  /** The rows of a table from before go on. */
  | { readonly type: 'rows'; readonly table: string; readonly rows: readonly Row[] }
  /** The last event's lists do. */
  | { readonly type: 'effects'; readonly effects: readonly Effect[] }
  | { readonly type: 'parameters'; readonly parameters: readonly ParameterSet[] }
  | { readonly type: 'warned'; readonly warning: Warning };

/** The same in parts that a page can each read in one go. */
export function* inParts(progress: Progress): Generator<Progress> {
  if (progress.type !== 'begun' && progress.type !== 'happened') {
    yield progress;
    return;
  }
  const { known } = progress;
  if (progress.type === 'begun') yield { ...progress, known: withoutRest(progress.known) };
  else {
    let first: Extract<Progress, { readonly type: 'happened' }> | null = { ...progress, events: [] };
    if (known) first = { ...first, known: withoutRest(known) };
    let events: TraceEvent[] = [];
    for (const event of progress.events) {
      const lists = event.type === 'statement' ? [event.effects, event.parameters] : [];
      const isLong = lists.some(({ length }) => length > ENTRIES);
      if (event.type !== 'statement' || !isLong) {
        events.push(event);
        continue;
      }
      const { effects, parameters } = event;
      events.push({ ...event, effects: effects.slice(0, ENTRIES), parameters: parameters.slice(0, ENTRIES) });
      yield { type: 'happened', ...first, events };
      [first, events] = [null, []];
      for (const slice of slicesBehindFirst(effects)) yield { type: 'effects', effects: slice };
      for (const slice of slicesBehindFirst(parameters)) yield { type: 'parameters', parameters: slice };
    }
    if (first || events.length > 0) yield { type: 'happened', ...first, events };
  }
  for (const [table, rows] of Object.entries(known?.before ?? {})) {
    for (const slice of slicesBehindFirst(rows)) yield { type: 'rows', table, rows: slice };
  }
}

function withoutRest({ tables, before }: Known): Known {
  const cut = Object.entries(before).map(([table, rows]) => [table, rows.slice(0, ENTRIES)] as const);
  return { tables, before: Object.fromEntries(cut) };
}

export type OnProgress = (progress: Progress) => void;

/** Why a run was ended from outside. */
export type Ending =
  | { readonly why: 'stopped' }
  | { readonly why: 'time'; readonly seconds: number }
  | { readonly why: 'memory'; readonly megabytes: number }
  /** What runs it broke in a way that it could not tell of. */
  | { readonly why: 'lost' };

const ROWS_UNSEEN = `The program was ended in its middle, so PostgreSQL’s rows at the end were not seen: ${ROWS_AS_SEEN}`;

export class SoFar {
  #engine: Trace<null>['engine'] | null = null;
  #known: Known = { tables: [], before: {} };
  #events: TraceEvent[] = [];
  #warnings: Warning[] = [];
  /** What PostgreSQL is working on. */
  #asked: string | null = null;

  hear(progress: Progress): void {
    this.#asked = progress.type === 'asked' ? progress.sql : null;
    switch (progress.type) {
      case 'begun':
        this.#engine = progress.engine;
        this.#known = progress.known;
        this.#events = [];
        this.#warnings = [...progress.warnings];
        return;
      case 'happened':
        this.#events.push(...progress.events);
        this.#known = progress.known ?? this.#known;
        return;
      case 'rows':
        push(this.#known.before[progress.table], progress.rows);
        return;
      case 'effects':
        push(this.#last.effects, progress.effects);
        return;
      case 'parameters':
        push(this.#last.parameters, progress.parameters);
        return;
      case 'warned':
        this.#warnings.push(progress.warning);
    }
  }

  get #last(): StatementEvent {
    const last = this.#events.at(-1);
    if (last?.type !== 'statement') throw new Error('A list goes on that belongs to no statement');
    return last;
  }

  /** The trace of a run that is ended now; null before it has begun. */
  ended(ending: Ending): Trace<null> | null {
    if (!this.#engine) return null;
    const { tables, before } = this.#known;
    const late = `the events of its last ${TOLD_EVERY} ms may be missing`;
    const schema = { tables, classes: NO_CLASSES };
    return {
      ...{ format: FORMAT, engine: this.#engine, scenario: null },
      schema,
      before,
      events: tellCaught(this.#events, false),
      warnings: this.#warnings,
      error: endOf(ending, this.#asked),
      rows: rowsAsSeen({ schema, before, events: this.#events }),
      unexplained: [],
      missing: [this.#events.length > TOLD_AT_ONCE ? `${ROWS_UNSEEN}; ${late}` : ROWS_UNSEEN],
    };
  }
}

/** Which of them a program maps is told at its end. */
const NO_CLASSES: readonly MappedClass[] = [];

const ENDINGS = { stopped: 'Stopped', time: 'TimeLimit', memory: 'MemoryLimit', lost: 'Crash' } as const;

function endOf(ending: Ending, asked: string | null): TraceError {
  const where = asked === null ? '' : `, while PostgreSQL was at work on ${asked}`;
  return {
    class: ENDINGS[ending.why],
    sqlstate: null,
    message: `The program ${reasonOf(ending)}${where}. Nothing after that was seen.`,
    detail: null,
    constraint: null,
  };
}

function reasonOf(ending: Ending): string {
  if (ending.why === 'stopped') return 'was stopped';
  if (ending.why === 'time') return `was ended: it had run for ${ending.seconds} seconds`;
  if (ending.why === 'lost') return 'was ended: what runs it broke';
  return `was ended: it had taken ${ending.megabytes} MB of memory`;
}

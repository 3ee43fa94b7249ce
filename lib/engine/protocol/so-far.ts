// A program's run as it is told while it lasts: when it has to be ended, there is a trace of what was seen.
import { tellCaught } from '@/lib/trace/caught';
import type { MappedClass, Table } from '@/lib/trace/schema';
import { FORMAT, type Tables, type Trace, type TraceError, type TraceEvent, type Warning } from '@/lib/trace/trace';
import { rowsAsSeen } from '@/lib/trace/unexplained';

/** So many events are told one by one, before anything else happens; those behind them every `TOLD_EVERY` milliseconds. */
export const TOLD_AT_ONCE = 2000;
export const TOLD_EVERY = 20;

/** The tables there are, and the rows that were there before the operation. */
export interface Known {
  readonly tables: readonly Table[];
  readonly before: Tables;
}

export type Progress =
  /** Of the trace, which begins here: whatever was told before is not part of it. */
  | { readonly type: 'begun'; readonly engine: Trace<null>['engine']; readonly known: Known }
  /** PostgreSQL was sent this, and has not answered. */
  | { readonly type: 'asked'; readonly sql: string }
  /** `known` where that has changed. */
  | { readonly type: 'happened'; readonly events: readonly TraceEvent[]; readonly known?: Known }
  | { readonly type: 'warned'; readonly warning: Warning };

export type OnProgress = (progress: Progress) => void;

/** Why a run was ended from outside. */
export type Ending =
  | { readonly why: 'stopped' }
  | { readonly why: 'time'; readonly seconds: number }
  | { readonly why: 'memory'; readonly megabytes: number };

const ROWS_UNSEEN =
  'The program was ended in its middle, so PostgreSQL’s rows at the end were not seen: those shown follow from the rows before and the effects that were seen to be committed';

export class SoFar {
  #engine: Trace<null>['engine'] | null = null;
  #known: Known = { tables: [], before: {} };
  #events: TraceEvent[] = [];
  readonly #warnings: Warning[] = [];
  /** What PostgreSQL is working on. */
  #asked: string | null = null;

  hear(progress: Progress): void {
    this.#asked = progress.type === 'asked' ? progress.sql : null;
    switch (progress.type) {
      case 'begun':
        this.#engine = progress.engine;
        this.#known = progress.known;
        this.#events = [];
        return;
      case 'happened':
        this.#events.push(...progress.events);
        this.#known = progress.known ?? this.#known;
        return;
      case 'warned':
        this.#warnings.push(progress.warning);
    }
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

const ENDINGS = { stopped: 'Stopped', time: 'TimeLimit', memory: 'MemoryLimit' } as const;

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
  return `was ended: it had taken ${ending.megabytes} MB of memory`;
}

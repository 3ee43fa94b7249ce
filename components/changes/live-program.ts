// A program of a change as it runs in this tab: on one series after the other, because a tab holds one at a time, and in
// turn with the page's other programs. A store; nothing here throws or rejects, or knows React.
import { failureOf } from '@/components/engine/python';
import type { RecordedChange } from '@/lib/changes/change';
import { differingLines, type Line, linesOf } from '@/lib/changes/lines';
import type { EngineSession } from '@/lib/engine/page/session';
import { type Readable, Store } from '@/lib/store/store';
import type { Trace } from '@/lib/trace/trace';
import type { Series } from '@/lib/versions';

/** A series that the build carries. */
export interface OfferedSeries {
  readonly series: Series;
  /** Of its release. */
  readonly version: string;
  /** Bytes that loading it takes. */
  readonly travels: number;
}

/** What came of it on a series. */
export interface LiveRun {
  readonly trace: Trace<null>;
  readonly lines: readonly Line[];
  /** How many lines are not as the build recorded them. */
  readonly differing: number;
}

export interface LiveState {
  /** The series that are still to run it; none when nothing is asked for. */
  readonly waiting: readonly Series[];
  /** The one of them that has its turn. */
  readonly running: Series | null;
  readonly runs: ReadonlyMap<Series, LiveRun>;
  /** Why the last ones that were asked for ended early, and which those are. */
  readonly failure: { readonly sentence: string; readonly detail: string; readonly missed: readonly Series[] } | null;
}

type Session = Pick<EngineSession, 'getSnapshot' | 'retry' | 'runProgram'> & {
  readonly python: Pick<EngineSession['python'], 'getSnapshot' | 'start'>;
};

const NOTHING: LiveState = { waiting: [], running: null, runs: new Map(), failure: null };
const OVERTAKEN = { sentence: 'Another run took its place.', detail: 'A tab runs one thing at a time.' };

/** The last turn that was given on this page. */
let lastTurn: Promise<void> = Promise.resolve();

export class LiveProgram implements Readable<LiveState> {
  readonly file: string;
  readonly recorded: RecordedChange;
  readonly #session: Session;
  readonly #state = new Store<LiveState>(NOTHING);
  #attended = true;

  constructor(session: Session, name: string, recorded: RecordedChange) {
    this.#session = session;
    this.file = `${name}.py`;
    this.recorded = recorded;
  }

  readonly subscribe = this.#state.subscribe;
  readonly getSnapshot = this.#state.getSnapshot;

  /** Somebody looks at it, until they leave: then nothing begins any more. */
  readonly attend = (): (() => void) => {
    this.#attended = true;
    return () => {
      this.#attended = false;
    };
  };

  /** Runs it on these series, unless it runs already. Resolves when all have ended. */
  async run(asked: readonly Series[]): Promise<void> {
    const { waiting, runs } = this.getSnapshot();
    if (waiting.length > 0) return;
    const others = [...runs].filter(([series]) => !asked.includes(series));
    this.#state.set({ ...NOTHING, waiting: asked, runs: new Map(others) });
    lastTurn = lastTurn.then(() => this.#runAll(asked));
    await lastTurn;
  }

  async #runAll(asked: readonly Series[]): Promise<void> {
    const turns = this.#heldFirst(asked);
    for (const [at, series] of turns.entries()) {
      if (!this.#attended) break;
      const waiting = turns.slice(at);
      this.#change({ waiting, running: series });
      const run = await this.#runOn(series);
      if (!run) {
        this.#change({ failure: { ...this.#whyNot(), missed: waiting } });
        break;
      }
      this.#change({ runs: new Map([...this.getSnapshot().runs, [series, run]]) });
    }
    this.#change({ waiting: [], running: null });
  }

  /** To change the series takes seconds: the one that the tab holds begins. */
  #heldFirst(asked: readonly Series[]): readonly Series[] {
    const python = this.#session.python.getSnapshot();
    const held = python.status === 'ready' ? python.choice.series : null;
    return [...asked].sort((one, other) => Number(other === held) - Number(one === held));
  }

  async #runOn(series: Series): Promise<LiveRun | null> {
    let printed: readonly string[] = [];
    this.#session.retry();
    this.#session.python.start(series);
    const trace = await this.#session.runProgram({ source: this.recorded.source, filename: this.file }, (aside) => {
      printed = aside.printed;
    });
    // While it waited, another series may have been started.
    if (!trace?.engine.version.startsWith(`${series}.`)) return null;
    const lines = linesOf(trace, printed);
    const recorded = this.recorded.runs[series];
    return { trace, lines, differing: differingLines('absent' in recorded ? [] : recorded.lines, lines) };
  }

  #whyNot(): { readonly sentence: string; readonly detail: string } {
    const { sentence, detail } =
      failureOf(this.#session.getSnapshot(), this.#session.python.getSnapshot()) ?? OVERTAKEN;
    return { sentence, detail };
  }

  #change(some: Partial<LiveState>): void {
    this.#state.set({ ...this.getSnapshot(), ...some });
  }
}

// SQLAlchemy as the page knows it: absent, on its way, ready, or failed with a sentence. Belongs to an EngineSession,
// whose worker it lives in and whose end is its own. A store like that one; nothing here throws or rejects.
import { proxy, type Remote } from 'comlink';
import type { OnCompiled } from '@/lib/engine/protocol/compiled';
import { PYTHON_FAILURE_SENTENCES, type PythonFailureReason } from '@/lib/engine/protocol/failures';
import type { PythonManifest } from '@/lib/engine/protocol/python-files';
import type { Engine } from '@/lib/engine/worker/engine.worker';
import { type Readable, Store } from '@/lib/store/store';
import type { Series } from '@/lib/versions';
import { choosePython, type PythonChoice } from './python-choice';

export type PythonState =
  /** This build carries none, and why. */
  | { readonly status: 'absent'; readonly reason: string }
  /** The choice is that of a start() without a wish. */
  | { readonly status: 'idle'; readonly choice: PythonChoice }
  /** Bytes; 0 received until PostgreSQL is up and the first file answers. */
  | {
      readonly status: 'downloading';
      readonly choice: PythonChoice;
      readonly received: number;
      readonly total: number;
    }
  | { readonly status: 'starting'; readonly choice: PythonChoice }
  /** The version is what Python itself says, for example "2.1.9". */
  | {
      readonly status: 'ready';
      readonly choice: PythonChoice;
      readonly version: string;
      /** How far the packages are that a program has to wait for, in bytes. */
      readonly packages?: { readonly received: number; readonly total: number };
    }
  | {
      readonly status: 'failed';
      readonly choice: PythonChoice;
      readonly reason: PythonFailureReason;
      /** For people. */
      readonly sentence: string;
      /** For whoever reports it. */
      readonly detail: string;
    };

/** Milliseconds without a sign of life before it counts as dead. */
export const STARTING_PATIENCE = 60_000;

/** What the session does for it. */
interface PythonHost {
  /** Jobs may go on, or will never. */
  readonly settled: () => void;
  /** The worker is lost in Python: it has to be replaced. */
  readonly lostWorker: () => void;
  /** Keeps what a worker has compiled for a series. */
  readonly keep: (series: Series) => OnCompiled;
}

/** Before anybody has asked for it. */
export function untouched(manifest: PythonManifest): PythonState {
  const choice = choosePython(manifest);
  return 'absent' in choice ? { status: 'absent', reason: choice.absent } : { status: 'idle', choice };
}

export class PythonSession implements Readable<PythonState> {
  readonly #manifest: PythonManifest;
  readonly #host: PythonHost;
  readonly #state: Store<PythonState>;
  #engine: Remote<Engine> | null = null;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  /** Counts what was begun: answers to what was begun before are not heard. */
  #begun = 0;

  constructor(manifest: PythonManifest, host: PythonHost) {
    this.#manifest = manifest;
    this.#state = new Store(untouched(manifest));
    this.#host = host;
  }

  readonly subscribe = (listener: () => void) => this.#state.subscribe(listener);
  readonly getSnapshot = () => this.#state.getSnapshot();

  /**
   * Loads SQLAlchemy, once PostgreSQL is up; unless that has begun already. After a failure: once more. Of another
   * series than the one that is there: in its place.
   */
  start(wanted?: Series): void {
    const choice = choosePython(this.#manifest, wanted);
    const state = this.getSnapshot();
    if ('absent' in choice || state.status === 'absent') return;
    const begun = state.status !== 'idle' && state.status !== 'failed';
    if (!begun || state.choice.series !== choice.series) this.#begin(choice);
  }

  /** PostgreSQL is up in a worker. */
  attach(engine: Remote<Engine>): void {
    this.#engine = engine;
    const state = this.getSnapshot();
    if (state.status === 'downloading') this.#begin(state.choice);
  }

  /** The worker is gone; in the next one it comes back by itself if somebody wanted it and it had not failed. */
  detach(): void {
    this.#engine = null;
    clearTimeout(this.#deadline);
    const state = this.getSnapshot();
    if (state.status === 'starting' || state.status === 'ready') this.#begin(state.choice);
  }

  /** Packages are on their way. */
  packages(received: number, total: number): void {
    const state = this.getSnapshot();
    if (state.status !== 'ready') return;
    const { packages: _, ...ready } = state;
    this.#state.set(received < total ? { ...ready, packages: { received, total } } : ready);
  }

  fail(reason: PythonFailureReason, detail: string): void {
    clearTimeout(this.#deadline);
    const state = this.getSnapshot();
    if (state.status === 'absent') return;
    const { choice } = state;
    this.#state.set({ status: 'failed', choice, reason, sentence: PYTHON_FAILURE_SENTENCES[reason], detail });
    this.#host.settled();
  }

  #begin(choice: PythonChoice): void {
    const { files } = choice;
    const total = Object.values(files.files).reduce((sum, { size }) => sum + size, 0);
    this.#state.set({ status: 'downloading', choice, received: 0, total });
    const engine = this.#engine;
    if (!engine) return;
    const begun = ++this.#begun;
    // Answers of a worker that was given up are not heard.
    const current = () =>
      begun === this.#begun &&
      engine === this.#engine &&
      ['downloading', 'starting'].includes(this.getSnapshot().status);
    let version = '';
    const onBytes = (received: number, total: number) => {
      if (!current()) return;
      this.#await();
      this.#state.set(
        received < total ? { status: 'downloading', choice, received, total } : { status: 'starting', choice },
      );
    };
    const onVersion = (told: string) => {
      version = told;
    };
    this.#await();
    engine.startPython(files, proxy(onBytes), proxy(onVersion), proxy(this.#host.keep(choice.series))).then(
      (outcome) => {
        if (!current()) return;
        clearTimeout(this.#deadline);
        if (outcome.ok) {
          this.#state.set({ status: 'ready', choice, version });
          this.#host.settled();
        } else if (outcome.lost === 'sqlalchemy') this.fail(outcome.reason, outcome.detail);
        else {
          this.fail('crashed', outcome.detail);
          this.#host.lostWorker();
        }
      },
      (error: unknown) => {
        if (current()) this.fail('crashed', String(error));
      },
    );
  }

  #await(): void {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => {
      this.fail('timeout', `no answer for ${STARTING_PATIENCE} ms`);
      this.#host.lostWorker();
    }, STARTING_PATIENCE);
  }
}

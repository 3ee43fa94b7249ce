// SQLAlchemy as the page knows it: absent, on its way, ready, or failed with a sentence. Belongs to an EngineSession,
// whose worker it lives in and whose end is its own. A store like that one; nothing here throws or rejects.
import { proxy, type Remote } from 'comlink';
import { PYTHON_FAILURE_SENTENCES, type PythonFailureReason } from '@/lib/engine/protocol/failures';
import type { CarriedPython, PythonManifest } from '@/lib/engine/protocol/python-files';
import type { Engine } from '@/lib/engine/worker/engine.worker';
import { type Readable, Store } from '@/lib/store/store';

export type PythonState =
  /** This build carries none, and why. */
  | { readonly status: 'absent'; readonly reason: string }
  | { readonly status: 'idle' }
  /** Bytes; 0 received until PostgreSQL is up and the first file answers. */
  | { readonly status: 'downloading'; readonly received: number; readonly total: number }
  | { readonly status: 'starting' }
  /** For example "2.0.40". */
  | { readonly status: 'ready'; readonly version: string }
  | {
      readonly status: 'failed';
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
}

export class PythonSession implements Readable<PythonState> {
  readonly #files: CarriedPython | null;
  readonly #host: PythonHost;
  readonly #state: Store<PythonState>;
  #engine: Remote<Engine> | null = null;
  #deadline: ReturnType<typeof setTimeout> | undefined;

  constructor(manifest: PythonManifest, host: PythonHost) {
    this.#files = 'absent' in manifest ? null : manifest;
    this.#state = new Store('absent' in manifest ? { status: 'absent', reason: manifest.absent } : { status: 'idle' });
    this.#host = host;
  }

  readonly subscribe = (listener: () => void) => this.#state.subscribe(listener);
  readonly getSnapshot = () => this.#state.getSnapshot();

  /** Loads SQLAlchemy, once PostgreSQL is up; unless that has begun already. After a failure: once more. */
  start(): void {
    if (!this.#files || !['idle', 'failed'].includes(this.getSnapshot().status)) return;
    this.#begin(this.#files);
  }

  /** PostgreSQL is up in a worker. */
  attach(engine: Remote<Engine>): void {
    this.#engine = engine;
    if (this.#files && this.getSnapshot().status === 'downloading') this.#begin(this.#files);
  }

  /** The worker is gone; in the next one it comes back by itself if somebody wanted it and it had not failed. */
  detach(): void {
    this.#engine = null;
    clearTimeout(this.#deadline);
    if (this.#files && ['starting', 'ready'].includes(this.getSnapshot().status)) this.#begin(this.#files);
  }

  fail(reason: PythonFailureReason, detail: string): void {
    clearTimeout(this.#deadline);
    this.#state.set({ status: 'failed', reason, sentence: PYTHON_FAILURE_SENTENCES[reason], detail });
    this.#host.settled();
  }

  #begin(files: CarriedPython): void {
    const total = Object.values(files.sizes).reduce((sum, size) => sum + size, 0);
    this.#state.set({ status: 'downloading', received: 0, total });
    const engine = this.#engine;
    if (!engine) return;
    // Answers of a worker that was given up are not heard.
    const current = () => engine === this.#engine && ['downloading', 'starting'].includes(this.getSnapshot().status);
    let version = '';
    const onBytes = (received: number, total: number) => {
      if (!current()) return;
      this.#await();
      this.#state.set(received < total ? { status: 'downloading', received, total } : { status: 'starting' });
    };
    const onVersion = (told: string) => {
      version = told;
    };
    this.#await();
    engine.startPython(files, proxy(onBytes), proxy(onVersion)).then(
      (outcome) => {
        if (!current()) return;
        clearTimeout(this.#deadline);
        if (outcome.ok) {
          this.#state.set({ status: 'ready', version });
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

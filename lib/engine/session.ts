// The page's handle on the engine: starts the worker, runs one scenario at a time, and turns everything that can
// go wrong into a state with a sentence. Nothing here throws or rejects. Knows no React: subscribe and
// getSnapshot are for useSyncExternalStore.
import { proxy, type Remote, releaseProxy, wrap } from 'comlink';
import type { Scenario } from '@/lib/scenario/scenario';
import type { Run } from '@/lib/trace/trace';
import { missingFeature } from './browser-features';
import type { CallOutcome } from './call-outcome';
import type { Engine } from './engine.worker';
import { FAILURE_SENTENCES, type FailureReason } from './failures';
import { RunAssembly } from './run-parts';

export type SessionState =
  | { readonly status: 'idle' }
  | {
      readonly status: 'loading';
      readonly phase: 'downloading' | 'starting PostgreSQL';
      /** Bytes; both are 0 until the first file answers. */
      readonly received: number;
      readonly total: number;
    }
  | { readonly status: 'ready' }
  | { readonly status: 'running' }
  | {
      readonly status: 'failed';
      readonly reason: FailureReason;
      /** For people. */
      readonly sentence: string;
      /** For whoever reports it. */
      readonly detail: string;
    };

export interface SessionOptions {
  /** The folder of the engine's files, with a trailing slash. */
  readonly baseUrl: string;
  /** Ends the session for good: the worker stops, and every run is answered with null. */
  readonly signal: AbortSignal;
  /** Makes the worker; for tests. */
  readonly createWorker?: (url: string) => Worker;
}

/** The worker's file in the folder of the engine. */
export const WORKER_FILE = 'engine.worker.js';

/** Milliseconds without a sign of life before the engine counts as dead. */
const LOADING_PATIENCE = 60_000;
const RUNNING_PATIENCE = 30_000;
/** And this much more for each post: a million of them takes a phone minutes. */
const PATIENCE_PER_POST = 0.3;

interface Job {
  readonly scenario: Scenario;
  readonly settle: (run: Run<Scenario> | null) => void;
}

export class EngineSession {
  readonly #options: SessionOptions;
  readonly #listeners = new Set<() => void>();
  #state: SessionState = { status: 'idle' };
  #worker: Worker | null = null;
  #engine: Remote<Engine> | null = null;
  /** The job that the worker is busy with, and the newest one behind it. */
  #running: Job | null = null;
  #waiting: Job | null = null;
  #deadline: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    options.signal.addEventListener('abort', () => this.#stop({ status: 'idle' }), { once: true });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): SessionState => this.#state;

  /** Loads the engine, unless that has begun already. */
  start(): void {
    if (this.#state.status !== 'idle' || this.#options.signal.aborted) return;
    const missing = missingFeature();
    if (missing && !this.#options.createWorker) {
      this.#fail(missing.reason, missing.detail);
      return;
    }
    this.#set({ status: 'loading', phase: 'downloading', received: 0, total: 0 });
    const url = `${this.#options.baseUrl}${WORKER_FILE}`;
    try {
      this.#worker =
        this.#options.createWorker?.(url) ?? new Worker(url, { type: 'module', name: 'Cascade Lens engine' });
    } catch (error) {
      this.#fail('crashed', String(error));
      return;
    }
    const worker = this.#worker;
    worker.addEventListener('error', (event) => {
      if (worker !== this.#worker) return;
      // Before the first byte arrived, the likeliest cause is that the script itself did not.
      const loading = this.#state.status === 'loading' && this.#state.total === 0;
      this.#fail(loading ? 'download' : 'crashed', event.message || `${url} did not run`);
    });
    worker.addEventListener('messageerror', () => {
      if (worker === this.#worker) this.#fail('crashed', 'an unreadable message from the worker');
    });
    this.#engine = wrap<Engine>(worker);
    this.#await(LOADING_PATIENCE);
    this.#boot(this.#engine, worker);
  }

  /**
   * Runs a scenario as soon as the engine is ready; before start() it waits for that. Latest wins: a newer call
   * answers every older one with null, as does a failure.
   */
  run(scenario: Scenario): Promise<Run<Scenario> | null> {
    return new Promise((settle) => {
      this.#waiting?.settle(null);
      this.#waiting = null;
      if (this.#state.status === 'failed' || this.#options.signal.aborted) {
        settle(null);
        return;
      }
      this.#waiting = { scenario, settle };
      this.#next();
    });
  }

  /** Starts a fresh worker after a failure. */
  retry(): void {
    if (this.#state.status !== 'failed') return;
    this.#set({ status: 'idle' });
    this.start();
  }

  #boot(engine: Remote<Engine>, worker: Worker): void {
    const onBytes = (received: number, total: number) => {
      if (worker !== this.#worker) return;
      this.#await(LOADING_PATIENCE);
      const phase = received < total ? 'downloading' : 'starting PostgreSQL';
      this.#set({ status: 'loading', phase, received, total });
    };
    this.#outcome(engine.boot(proxy(onBytes)), worker, () => {
      this.#set({ status: 'ready' });
      this.#next();
    });
  }

  #next(): void {
    const job = this.#waiting;
    const [engine, worker] = [this.#engine, this.#worker];
    if (this.#state.status !== 'ready' || !job || !engine || !worker) return;
    this.#waiting = null;
    this.#running = job;
    this.#set({ status: 'running' });
    const patience = RUNNING_PATIENCE + job.scenario.posts * PATIENCE_PER_POST;
    this.#await(patience);
    const assembly = new RunAssembly();
    const onPart = proxy((part: Parameters<RunAssembly['add']>[0]) => {
      assembly.add(part);
      if (worker === this.#worker) this.#await(patience);
    });
    this.#outcome(engine.run(job.scenario, onPart), worker, () => {
      this.#running = null;
      this.#set({ status: 'ready' });
      job.settle(this.#waiting ? null : assembly.run);
      this.#next();
    });
  }

  /** Waits for the worker's answer; answers of a worker that was given up are not heard. */
  #outcome(answer: Promise<CallOutcome>, worker: Worker, onSuccess: () => void): void {
    answer.then(
      (outcome) => {
        if (worker !== this.#worker) return;
        clearTimeout(this.#deadline);
        if (outcome.ok) onSuccess();
        else this.#fail(outcome.reason, outcome.detail);
      },
      (error: unknown) => {
        if (worker === this.#worker) this.#fail('crashed', String(error));
      },
    );
  }

  #await(milliseconds: number): void {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.#fail('timeout', `no answer for ${milliseconds} ms`), milliseconds);
  }

  #fail(reason: FailureReason, detail: string): void {
    this.#stop({ status: 'failed', reason, sentence: FAILURE_SENTENCES[reason], detail });
  }

  #stop(state: SessionState): void {
    clearTimeout(this.#deadline);
    this.#worker?.terminate();
    this.#engine?.[releaseProxy]();
    this.#worker = null;
    this.#engine = null;
    const jobs = [this.#running, this.#waiting];
    this.#running = null;
    this.#waiting = null;
    this.#set(state);
    for (const job of jobs) job?.settle(null);
  }

  #set(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

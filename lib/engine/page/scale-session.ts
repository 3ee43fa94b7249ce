// The page's handle on the laboratory: starts its worker when the first run is asked for, runs one thing at a time,
// and stops it at once when told to, by ending the worker. A store; nothing here throws or rejects, or knows React.
import { proxy, type Remote, releaseProxy, wrap } from 'comlink';
import type { CallOutcome } from '@/lib/engine/protocol/call-outcome';
import { FAILURE_SENTENCES, type FailureReason } from '@/lib/engine/protocol/failures';
import { SCALE_WORKER_FILE } from '@/lib/engine/protocol/worker-files';
import type { Laboratory } from '@/lib/engine/worker/scale.worker';
import type { Evidence } from '@/lib/scale/evidence';
import type { Measurement } from '@/lib/scale/measurement';
import type { ScaleData, ScaleSettings } from '@/lib/scale/settings';
import type { Scenario } from '@/lib/scenario/scenario';
import { type Readable, Store } from '@/lib/store/store';
import { FIRST_SIGN_PATIENCE, startWorker } from './start-worker';

export type ScaleState =
  | { readonly status: 'idle' }
  /** Bytes; both are 0 until the first file answers, and equal while PostgreSQL starts. */
  | { readonly status: 'loading'; readonly received: number; readonly total: number }
  | { readonly status: 'measuring' }
  | { readonly status: 'explaining' }
  | { readonly status: 'failed'; readonly sentence: string; readonly detail: string };

/** How a run ended: to its end, because it was told to, or because something broke. */
export type Ending = 'done' | 'cancelled' | 'failed';

export class ScaleSession implements Readable<ScaleState> {
  readonly #baseUrl: string;
  readonly #state = new Store<ScaleState>({ status: 'idle' });
  #worker: Worker | null = null;
  #laboratory: Remote<Laboratory> | null = null;
  #version: string | null = null;
  /** Of the worker's first sign; its downloads watch themselves. */
  #deadline: ReturnType<typeof setTimeout> | undefined;
  #settle: ((ending: Ending) => void) | null = null;

  /** `baseUrl` is the folder of the engine's files, with a trailing slash. */
  constructor(baseUrl: string) {
    this.#baseUrl = baseUrl;
  }

  readonly subscribe = this.#state.subscribe;
  readonly getSnapshot = this.#state.getSnapshot;

  /** PostgreSQL's version, once it has started. */
  get version(): string | null {
    return this.#version;
  }

  measure(settings: ScaleSettings, onMeasurement: (measurement: Measurement) => void): Promise<Ending> {
    return this.#run('measuring', (laboratory) => laboratory.measure(settings, proxy(onMeasurement)));
  }

  explain(scenario: Scenario, data: ScaleData, onEvidence: (evidence: Evidence) => void): Promise<Ending> {
    return this.#run('explaining', (laboratory) => laboratory.explain(scenario, data, proxy(onEvidence)));
  }

  /** Stops whatever is running. The next run starts PostgreSQL again. */
  cancel(): void {
    if (this.#settle) this.#stop({ status: 'idle' }, 'cancelled');
  }

  /** Ends the worker, running or not. */
  close(): void {
    this.#stop({ status: 'idle' }, 'cancelled');
  }

  #run(
    status: 'measuring' | 'explaining',
    work: (laboratory: Remote<Laboratory>) => Promise<CallOutcome>,
  ): Promise<Ending> {
    this.cancel();
    return new Promise((settle) => {
      this.#settle = settle;
      const worker = this.#worker ?? this.#start();
      const laboratory = this.#laboratory;
      if (!worker || !laboratory) return;
      const begin = async (): Promise<CallOutcome> => {
        if (this.#version === null) {
          const outcome = await this.#boot(laboratory, worker);
          if (!outcome.ok || worker !== this.#worker) return outcome;
        }
        this.#state.set({ status });
        return work(laboratory);
      };
      begin().then(
        (outcome) => {
          if (worker !== this.#worker) return;
          if (!outcome.ok) this.#fail(outcome.reason, outcome.detail);
          else {
            this.#settle = null;
            this.#state.set({ status: 'idle' });
            settle('done');
          }
        },
        (error: unknown) => {
          if (worker === this.#worker) this.#fail('crashed', String(error));
        },
      );
    });
  }

  #start(): Worker | null {
    const url = `${this.#baseUrl}${SCALE_WORKER_FILE}`;
    const worker = startWorker(url, 'Cascade Lens laboratory');
    if ('reason' in worker) {
      this.#fail(worker.reason, worker.detail);
      return null;
    }
    this.#state.set({ status: 'loading', received: 0, total: 0 });
    worker.addEventListener('error', (event) => {
      if (worker !== this.#worker) return;
      const state = this.getSnapshot();
      const arrived = state.status !== 'loading' || state.total > 0;
      this.#fail(arrived ? 'crashed' : 'download', event.message || `${url} did not run`);
    });
    this.#worker = worker;
    this.#laboratory = wrap<Laboratory>(worker);
    this.#deadline = setTimeout(() => this.#fail('download', `no sign of ${url}`), FIRST_SIGN_PATIENCE);
    return worker;
  }

  #boot(laboratory: Remote<Laboratory>, worker: Worker): Promise<CallOutcome> {
    const onBytes = (received: number, total: number) => {
      clearTimeout(this.#deadline);
      if (worker === this.#worker) this.#state.set({ status: 'loading', received, total });
    };
    const onVersion = (version: string) => {
      if (worker === this.#worker) this.#version = version;
    };
    return laboratory.boot(proxy(onBytes), proxy(onVersion));
  }

  #fail(reason: FailureReason, detail: string): void {
    this.#stop({ status: 'failed', sentence: FAILURE_SENTENCES[reason], detail }, 'failed');
  }

  #stop(state: ScaleState, ending: Ending): void {
    clearTimeout(this.#deadline);
    this.#worker?.terminate();
    this.#laboratory?.[releaseProxy]();
    this.#worker = null;
    this.#laboratory = null;
    this.#version = null;
    const settle = this.#settle;
    this.#settle = null;
    this.#state.set(state);
    settle?.(ending);
  }
}

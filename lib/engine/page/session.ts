// The page's handle on the engine: starts the worker, runs one scenario at a time, and turns everything that can
// go wrong into a state with a sentence. A store; nothing here throws or rejects, or knows React.
import { proxy, type Remote, releaseProxy, wrap } from 'comlink';
import type { AuditedFiles, OnAudited } from '@/lib/audit/progress';
import type { CallOutcome } from '@/lib/engine/protocol/call-outcome';
import type { OnCompiled } from '@/lib/engine/protocol/compiled';
import { FAILURE_SENTENCES, type FailureReason } from '@/lib/engine/protocol/failures';
import type { PythonManifest } from '@/lib/engine/protocol/python-files';
import { type Ending, type OnProgress, PROGRAM_SECONDS, SoFar } from '@/lib/engine/protocol/so-far';
import { WORKER_FILE } from '@/lib/engine/protocol/worker-files';
import type { Engine } from '@/lib/engine/worker/engine.worker';
import type { Aside, ProgramText } from '@/lib/program-text';
import type { Scenario } from '@/lib/scenario/scenario';
import { type Readable, Store } from '@/lib/store/store';
import type { Trace } from '@/lib/trace/trace';
import { type Job, Jobs, jobOf } from './jobs';
import { PythonSession, STARTING_PATIENCE } from './python-session';
import { FIRST_SIGN_PATIENCE, startWorker } from './start-worker';

export type SessionState =
  | { readonly status: 'idle' }
  | {
      readonly status: 'loading';
      readonly phase: 'downloading' | 'starting PostgreSQL' | 'asking once more, as nothing has arrived';
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

/** What the build made for the engine. */
export interface EngineFiles {
  /** The folder of PostgreSQL and the worker, with a trailing slash. */
  readonly baseUrl: string;
  /** SQLAlchemy itself, or why there is none. */
  readonly python: PythonManifest;
}

export interface SessionOptions extends EngineFiles {
  /** Ends the session for good: the worker stops, and every run is answered with null. */
  readonly signal: AbortSignal;
  /** Makes the worker; for tests. */
  readonly createWorker?: (url: string) => Worker;
}

/** Milliseconds without a sign of life before the engine counts as dead. */
const LOADING_PATIENCE = 60_000;
const RUNNING_PATIENCE = 30_000;
/** Of an audit between two classes. */
const AUDIT_PATIENCE = 120_000;
/** And this much more for each post: a million of them takes a phone minutes. */
const PATIENCE_PER_POST = 0.3;
const PATIENCE_PER_POST_IN_PYTHON = 3 * PATIENCE_PER_POST;

interface AskedProgram {
  readonly soFar: SoFar;
  /** Why it was ended, once it was. */
  ending: Ending | null;
}

export class EngineSession implements Readable<SessionState> {
  /** SQLAlchemy itself. Its runs wait until it was started there. */
  readonly python: PythonSession;
  readonly #options: SessionOptions;
  readonly #state = new Store<SessionState>({ status: 'idle' });
  #worker: Worker | null = null;
  #engine: Remote<Engine> | null = null;
  /** The job that the worker is busy with, and those behind it. */
  #running: Job | null = null;
  readonly #waiting = new Jobs();
  /** The program that the worker is busy with, and the timer of its end. */
  #program: AskedProgram | null = null;
  #timeLimit: ReturnType<typeof setTimeout> | undefined;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  /** Of PostgreSQL and of each series' Python, the last that a worker has compiled: see OnCompiled. */
  readonly #compiled = new Map<string, WebAssembly.Module>();
  /** Whether a worker was replaced that stood still before it was ready, until one is. */
  #triedAgain = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.python = new PythonSession(options.python, {
      settled: () => this.#next(),
      lostWorker: () => this.#replace(),
      keep: (series) => this.#keep(series),
    });
    options.signal.addEventListener('abort', () => this.#stop({ status: 'idle' }), { once: true });
  }

  readonly subscribe = this.#state.subscribe;
  readonly getSnapshot = this.#state.getSnapshot;

  /** Loads the engine, unless that has begun already. */
  start(): void {
    if (this.getSnapshot().status !== 'idle' || this.#options.signal.aborted) return;
    const phase = this.#triedAgain ? 'asking once more, as nothing has arrived' : 'downloading';
    this.#state.set({ status: 'loading', phase, received: 0, total: 0 });
    const url = `${this.#options.baseUrl}${WORKER_FILE}`;
    let worker: ReturnType<typeof startWorker>;
    try {
      worker = (this.#options.createWorker ?? startWorker)(url, 'Cascade Lens engine');
    } catch (error) {
      this.#fail('crashed', String(error));
      return;
    }
    if ('reason' in worker) {
      this.#fail(worker.reason, worker.detail);
      return;
    }
    this.#worker = worker;
    worker.addEventListener('error', (event) => {
      if (worker !== this.#worker) return;
      // Before the first byte arrived, the likeliest cause is that the script itself did not.
      const state = this.getSnapshot();
      const loading = state.status === 'loading' && state.total === 0;
      this.#end(loading ? 'download' : 'crashed', event.message || `${url} did not run`);
    });
    worker.addEventListener('messageerror', () => {
      if (worker === this.#worker) this.#end('crashed', 'an unreadable message from the worker');
    });
    this.#engine = wrap<Engine>(worker);
    this.#await(FIRST_SIGN_PATIENCE);
    this.#boot(this.#engine, worker);
  }

  /**
   * Runs a scenario with the model as soon as the engine is ready; before start() it waits for that. Latest wins: a
   * newer call answers every older one with null, as does a failure.
   */
  run(scenario: Scenario): Promise<Trace<Scenario> | null> {
    const patience = RUNNING_PATIENCE + scenario.posts * PATIENCE_PER_POST;
    return this.#ask((answer) => jobOf('model', patience, (engine, onPart) => engine.run(scenario, onPart), answer));
  }

  /** The same with SQLAlchemy itself, as soon as that is ready; before python.start() it waits for it. */
  async runOnSqlalchemy(scenario: Scenario): Promise<Trace<Scenario> | null> {
    const patience = RUNNING_PATIENCE + scenario.posts * PATIENCE_PER_POST_IN_PYTHON;
    const run = await this.#ask<Scenario>((answer) =>
      jobOf('sqlalchemy', patience, (engine, onPart) => engine.runOnSqlalchemy(scenario, onPart), answer),
    );
    // While it waited, another series may have been started.
    return run?.engine.version.startsWith(`${scenario.sqlalchemy}.`) ? run : null;
  }

  /**
   * Runs a Python program on SQLAlchemy, once the packages that it imports have arrived. `onAside` gets what it gave
   * beside the run, before that. A foreign program's worker ends with it, and a fresh one is made ready. One that is
   * stopped, runs for too long or breaks its worker is answered with what was seen of it, if it had begun.
   */
  async runProgram(program: ProgramText, onAside: (aside: Aside) => void = () => {}): Promise<Trace<null> | null> {
    const asked: AskedProgram = { soFar: new SoFar(), ending: null };
    const run = await this.#ask<null>((answer) =>
      jobOf(
        'program',
        PROGRAM_SECONDS * 1000 + RUNNING_PATIENCE,
        (engine, onPart, onSign) => {
          this.#program = asked;
          const onBytes = (received: number, total: number) => {
            onSign();
            this.python.packages(received, total);
          };
          const onProgress: OnProgress = (progress) => {
            asked.soFar.hear(progress);
            if (progress.type === 'begun' && this.#program === asked) this.#limit(asked);
          };
          return engine.runProgram(program, onPart, proxy(onBytes), proxy(onAside), proxy(onProgress));
        },
        answer,
      ),
    );
    if (run && program.foreign) this.#replace();
    return run ?? (asked.ending && asked.soFar.ended(asked.ending));
  }

  /**
   * Audits models, once the packages that they import have arrived; `onAudited` hears what is found as it goes. Resolves to
   * whether it came to its end. Ends and makes ready as a foreign program does.
   */
  async runAudit(audited: AuditedFiles, onAudited: OnAudited): Promise<boolean> {
    const isWhole = await new Promise<boolean>((settle) => {
      this.#add({
        lane: 'program',
        patience: AUDIT_PATIENCE,
        begin: (engine, onSign) => {
          const onBytes = (received: number, total: number) => {
            onSign();
            this.python.packages(received, total);
          };
          const hear: OnAudited = (progress) => {
            onSign();
            onAudited(progress);
          };
          return engine.runAudit(audited, proxy(onBytes), proxy(hear));
        },
        settle,
      });
    });
    if (isWhole) this.#replace();
    return isWhole;
  }

  /** Ends the program or the audit that is running or waits. */
  stopProgram(): void {
    this.#endProgram({ why: 'stopped' });
  }

  /** Starts a fresh worker after a failure. */
  retry(): void {
    if (this.getSnapshot().status !== 'failed') return;
    this.#state.set({ status: 'idle' });
    this.start();
  }

  /** It may begin twice, on a run that finds out what its operation is. */
  #limit(asked: AskedProgram): void {
    this.#timeLimit ??= setTimeout(() => {
      if (this.#program === asked) this.#endProgram({ why: 'time', seconds: PROGRAM_SECONDS });
    }, PROGRAM_SECONDS * 1000);
  }

  #endProgram(ending: Ending): void {
    this.#waiting.dismiss((lane) => lane === 'program');
    if (this.#running?.lane !== 'program') return;
    if (this.#program) this.#program.ending = ending;
    this.#replace();
  }

  /** Nothing more is heard of the program that ran. */
  #forgetProgram(): void {
    clearTimeout(this.#timeLimit);
    this.#timeLimit = undefined;
    this.#program = null;
  }

  #boot(engine: Remote<Engine>, worker: Worker): void {
    const onBytes = (received: number, total: number) => {
      if (worker !== this.#worker) return;
      this.#await(LOADING_PATIENCE);
      const phase = received < total ? 'downloading' : 'starting PostgreSQL';
      this.#state.set({ status: 'loading', phase, received, total });
    };
    this.#outcome(engine.boot(proxy(onBytes), proxy(this.#keep('PostgreSQL'))), worker, () => {
      this.#triedAgain = false;
      this.#state.set({ status: 'ready' });
      this.python.attach(engine);
      this.#next();
    });
  }

  #keep(name: string): OnCompiled {
    return (module) => void this.#compiled.set(name, module);
  }

  #ask<S>(jobFor: (answer: (run: Trace<S> | null) => void) => Job): Promise<Trace<S> | null> {
    return new Promise((answer) => this.#add(jobFor(answer)));
  }

  #add(job: Job): void {
    this.#waiting.add(job);
    if (this.getSnapshot().status === 'failed' || this.#options.signal.aborted) this.#waiting.dismiss(() => true);
    this.#next();
  }

  #next(): void {
    const python = this.python.getSnapshot().status;
    this.#waiting.dismiss((lane) => lane !== 'model' && (python === 'absent' || python === 'failed'));
    const [engine, worker] = [this.#engine, this.#worker];
    if (this.getSnapshot().status !== 'ready' || !engine || !worker) return;
    const job = this.#waiting.take((lane) => lane === 'model' || python === 'ready');
    if (job) this.#begin(job, engine, worker);
  }

  #begin(job: Job, engine: Remote<Engine>, worker: Worker): void {
    this.#running = job;
    this.#state.set({ status: 'running' });
    // It may have to wait until Python has been imported.
    const busy = ['downloading', 'starting'].includes(this.python.getSnapshot().status);
    const patience = job.patience + (busy ? STARTING_PATIENCE : 0);
    this.#await(patience);
    const onSign = () => {
      if (worker === this.#worker) this.#await(patience);
    };
    this.#outcome(job.begin(engine, onSign), worker, (arrived) => {
      this.#forgetProgram();
      this.#running = null;
      this.#state.set({ status: 'ready' });
      job.settle(arrived && !this.#waiting.has(job.lane));
      this.#next();
    });
  }

  /**
   * Waits for the worker's answer; answers of a worker that was given up are not heard. `onAnswer` gets whether all
   * went well; when not, SQLAlchemy alone has failed.
   */
  #outcome(answer: Promise<CallOutcome>, worker: Worker, onAnswer: (well: boolean) => void): void {
    answer.then(
      (outcome) => {
        if (worker !== this.#worker) return;
        clearTimeout(this.#deadline);
        if (!outcome.ok) this.#loseProgram();
        if (!outcome.ok && outcome.lost === 'postgresql') {
          this.#fail(outcome.reason, outcome.detail);
          return;
        }
        if (!outcome.ok) this.python.fail(outcome.reason, outcome.detail);
        onAnswer(outcome.ok);
      },
      (error: unknown) => {
        if (worker === this.#worker) this.#end('crashed', String(error));
      },
    );
  }

  #await(milliseconds: number): void {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.#end('timeout', `no answer for ${milliseconds} ms`), milliseconds);
  }

  /** What was seen of it is its run. */
  #loseProgram(): void {
    if (this.#program) this.#program.ending ??= { why: 'lost' };
  }

  /** The worker is dead. When it died in Python, PostgreSQL goes on in another one. */
  #end(reason: FailureReason, detail: string): void {
    if (reason === 'timeout' && this.getSnapshot().status === 'loading' && !this.#triedAgain) {
      this.#triedAgain = true;
      this.#replace();
      return;
    }
    this.#loseProgram();
    const inPython =
      (this.#running !== null && this.#running.lane !== 'model') || this.python.getSnapshot().status === 'starting';
    if (!inPython || (reason !== 'crashed' && reason !== 'timeout')) {
      this.#fail(reason, detail);
      return;
    }
    this.python.fail(reason, detail);
    this.#replace();
  }

  /** A fresh worker in place of this one; what was asked of PostgreSQL is asked again. */
  #replace(): void {
    const job = this.#running;
    this.#running = null;
    this.#drop();
    if (job?.lane === 'model' && !this.#waiting.has('model')) this.#waiting.add(job);
    else job?.settle(false);
    this.#state.set({ status: 'idle' });
    this.start();
  }

  #fail(reason: FailureReason, detail: string): void {
    this.#stop({ status: 'failed', reason, sentence: FAILURE_SENTENCES[reason], detail });
  }

  #stop(state: SessionState): void {
    this.#drop();
    const job = this.#running;
    this.#running = null;
    this.#state.set(state);
    job?.settle(false);
    this.#waiting.dismiss(() => true);
  }

  #drop(): void {
    clearTimeout(this.#deadline);
    this.#forgetProgram();
    this.#worker?.terminate();
    this.#engine?.[releaseProxy]();
    this.#worker = null;
    this.#engine = null;
    this.python.detach();
  }
}

// What waits for the engine's worker. Jobs of different lanes wait for each other; jobs of one lane give way to the
// newest, because nobody looks at the run of a setting that was changed again.
import { proxy, type Remote } from 'comlink';
import type { CallOutcome } from '@/lib/engine/protocol/call-outcome';
import { RunAssembly, type RunPart } from '@/lib/engine/protocol/run-parts';
import type { Engine } from '@/lib/engine/worker/engine.worker';
import type { Trace } from '@/lib/trace/trace';

/** In order of preference. All but the first need SQLAlchemy. */
const LANES = ['model', 'sqlalchemy', 'program'] as const;
export type Lane = (typeof LANES)[number];

export interface Job {
  readonly lane: Lane;
  /** Milliseconds without a sign of life before it counts as lost. */
  readonly patience: number;
  /** `onSign` hears of each sign of life: a part that has arrived, a download that goes on. Can be begun again when its worker was lost. */
  readonly begin: (engine: Remote<Engine>, onSign: () => void) => Promise<CallOutcome>;
  /** Answers whoever asked: with the run that begin() brought, or with null. */
  readonly settle: (arrived: boolean) => void;
}

type Call<S> = (engine: Remote<Engine>, onPart: (part: RunPart<S>) => void, onSign: () => void) => Promise<CallOutcome>;

export function jobOf<S>(lane: Lane, patience: number, call: Call<S>, answer: (run: Trace<S> | null) => void): Job {
  let assembly = new RunAssembly<S>();
  return {
    lane,
    patience,
    begin: (engine, onSign) => {
      assembly = new RunAssembly<S>();
      const onPart = (part: RunPart<S>) => {
        assembly.add(part);
        onSign();
      };
      return call(engine, proxy(onPart), onSign);
    },
    settle: (arrived) => answer(arrived ? assembly.run : null),
  };
}

export class Jobs {
  readonly #waiting = new Map<Lane, Job>();

  add(job: Job): void {
    this.#waiting.get(job.lane)?.settle(false);
    this.#waiting.set(job.lane, job);
  }

  has(lane: Lane): boolean {
    return this.#waiting.has(lane);
  }

  /** Takes the first job whose lane is open. */
  take(isOpen: (lane: Lane) => boolean): Job | null {
    const lane = LANES.find((each) => this.#waiting.has(each) && isOpen(each));
    const job = lane && this.#waiting.get(lane);
    if (!job) return null;
    this.#waiting.delete(lane);
    return job;
  }

  /** Answers those whose lane will never be open. */
  dismiss(isHopeless: (lane: Lane) => boolean): void {
    for (let job = this.take(isHopeless); job; job = this.take(isHopeless)) job.settle(false);
  }
}

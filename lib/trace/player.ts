// The cursor of a run, or of runs side by side, in time: which step is shown and whether it is playing. A plain
// store; knows no React.
import { type Readable, Store } from '@/lib/store/store';
import { paceRun, stepAtMoment } from './pacing';
import type { RunIndex } from './run-index';

export const SPEEDS = [0.5, 1, 2, 4] as const;
export type Speed = (typeof SPEEDS)[number];

/** `S` is what the run was asked for: a scenario, or null for a program. */
export interface PlayerSnapshot<S = unknown> {
  /** The run; null before one is loaded, and when the moments are those of several runs. */
  readonly index: RunIndex<S> | null;
  /** When each step begins; one entry is nothing to play. */
  readonly moments: Float64Array;
  readonly step: number;
  readonly playing: boolean;
  readonly speed: Speed;
  /** The furthest step that was shown since the run was covered, -1 before the first; infinite where nothing is covered. */
  readonly seen: number;
}

/** Whether what comes after what was seen is still covered. */
export const isCovered = ({ seen, moments }: Pick<PlayerSnapshot, 'seen' | 'moments'>) => seen < moments.length - 1;

/** Whether it is covered, and nothing of it was shown yet. */
export const isUnseen = ({ seen, moments }: Pick<PlayerSnapshot, 'seen' | 'moments'>) =>
  seen < Math.min(1, moments.length - 1);

/** Where frames come from: requestAnimationFrame in a page, a hand-driven clock in a test. */
export interface Clock {
  readonly request: (frame: (now: number) => void) => number;
  readonly cancel: (id: number) => void;
}

/** `S` is what the run was asked for: a scenario, or null for a program. */
export class Player<S = unknown> implements Readable<PlayerSnapshot<S>> {
  readonly #store = new Store<PlayerSnapshot<S>>({
    index: null,
    moments: new Float64Array(1),
    step: 0,
    playing: false,
    speed: 1,
    seen: Number.POSITIVE_INFINITY,
  });
  #frame: number | null = null;
  #moment = 0;
  #last = 0;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  readonly subscribe = this.#store.subscribe;
  readonly getSnapshot = this.#store.getSnapshot;

  /** Shows another run at a step, paused. Steps outside the run are clamped into it. */
  load(index: RunIndex<S>, step = 0): void {
    this.pause();
    const at = clamp(step, index.lastStep);
    const covered = Number.isFinite(this.getSnapshot().seen);
    this.#update({ index, moments: paceRun(index), step: at, ...(covered ? { seen: at > 0 ? at : -1 } : {}) });
  }

  /** Goes to the start; what comes is covered until it is shown, of runs that are loaded later, too. */
  cover(): void {
    this.pause();
    this.#update({ step: 0, seen: -1 });
  }

  uncover(): void {
    this.#update({ seen: Number.POSITIVE_INFINITY });
  }

  /** Plays moments that are not those of one run, at a step, paused; clamped like those of a run. */
  loadMoments(moments: Float64Array, step = 0): void {
    this.pause();
    this.#update({ index: null, moments, step: clamp(step, moments.length - 1) });
  }

  play(): void {
    const { moments, step, playing } = this.getSnapshot();
    const last = moments.length - 1;
    // There is nothing to play of a run without events: its start is all of it.
    if (last === 0) this.#show(0);
    if (last === 0 || playing) return;
    const from = step >= last ? 0 : step;
    this.#moment = moments[from] ?? 0;
    this.#last = 0;
    this.#show(from, { playing: true });
    this.#frame = this.#clock.request(this.#advance);
  }

  pause(): void {
    if (this.#frame !== null) this.#clock.cancel(this.#frame);
    this.#frame = null;
    if (this.getSnapshot().playing) this.#update({ playing: false });
  }

  toggle(): void {
    if (this.getSnapshot().playing) this.pause();
    else this.play();
  }

  /** Goes to a step and stays there. */
  seek(step: number): void {
    this.pause();
    const last = this.getSnapshot().moments.length - 1;
    if (last > 0) this.#show(clamp(step, last));
  }

  setSpeed(speed: Speed): void {
    this.#update({ speed });
  }

  readonly #advance = (now: number): void => {
    const { moments, speed, step } = this.getSnapshot();
    const last = moments.length - 1;
    // A tab that comes back from the background goes on where it was.
    const elapsed = this.#last === 0 ? 0 : Math.min(100, now - this.#last);
    this.#last = now;
    this.#moment += elapsed * speed;
    const next = stepAtMoment(moments, this.#moment);
    if (next >= last) {
      this.#frame = null;
      this.#show(last, { playing: false });
      return;
    }
    if (next !== step) this.#show(next);
    this.#frame = this.#clock.request(this.#advance);
  };

  #show(step: number, change: Partial<PlayerSnapshot<S>> = {}): void {
    this.#update({ ...change, step, seen: Math.max(step, this.getSnapshot().seen) });
  }

  #update(change: Partial<PlayerSnapshot<S>>): void {
    this.#store.set({ ...this.getSnapshot(), ...change });
  }
}

function clamp(step: number, last: number): number {
  return Number.isNaN(step) ? 0 : Math.max(0, Math.min(last, Math.trunc(step)));
}

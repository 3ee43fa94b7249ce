// The clock of the dissolve: milliseconds of the measured runs, moved on by the frames of the screen. Knows no React.
import { type Readable, Store } from '@/lib/store/store';

export interface ClockState {
  /** Milliseconds of the run's clock. */
  readonly at: number;
  readonly playing: boolean;
}

interface Frames {
  request(frame: (now: number) => void): number;
  cancel(id: number): void;
}

export class Clock implements Readable<ClockState> {
  readonly #frames: Frames;
  readonly #state = new Store<ClockState>({ at: 0, playing: false });
  #end = 0;
  /** Milliseconds on screen for each millisecond of the run. */
  #slowness = 1;
  #frame: number | null = null;
  #last: number | null = null;

  constructor(frames: Frames) {
    this.#frames = frames;
  }

  readonly subscribe = this.#state.subscribe;
  readonly getSnapshot = this.#state.getSnapshot;

  /** Rests at the end of a new film. */
  load(end: number): void {
    this.#end = end;
    this.seek(end);
  }

  set slowness(slowness: number) {
    this.#slowness = slowness;
  }

  /** From the start when it stands at the end. */
  play(): void {
    const { at, playing } = this.getSnapshot();
    if (playing || this.#end === 0) return;
    this.#last = null;
    this.#state.set({ at: at >= this.#end ? 0 : at, playing: true });
    this.#request();
  }

  pause(): void {
    if (this.#frame !== null) this.#frames.cancel(this.#frame);
    this.#frame = null;
    const { at, playing } = this.getSnapshot();
    if (playing) this.#state.set({ at, playing: false });
  }

  seek(at: number): void {
    this.pause();
    this.#state.set({ at: Math.max(0, Math.min(this.#end, at)), playing: false });
  }

  #request(): void {
    this.#frame = this.#frames.request((now) => {
      this.#frame = null;
      const passed = this.#last === null ? 0 : (now - this.#last) / this.#slowness;
      this.#last = now;
      const at = Math.min(this.#end, this.getSnapshot().at + passed);
      this.#state.set({ at, playing: at < this.#end });
      if (at < this.#end) this.#request();
    });
  }
}

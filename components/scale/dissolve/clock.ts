// The clock of the dissolve: milliseconds of the measured runs, moved on by the frames of the screen. Knows no React.

export interface ClockState {
  /** Milliseconds of the run's clock. */
  readonly at: number;
  readonly playing: boolean;
}

interface Frames {
  request(frame: (now: number) => void): number;
  cancel(id: number): void;
}

export class Clock {
  readonly #frames: Frames;
  readonly #listeners = new Set<() => void>();
  #state: ClockState = { at: 0, playing: false };
  #end = 0;
  /** Milliseconds on screen for each millisecond of the run. */
  #slowness = 1;
  #frame: number | null = null;
  #last: number | null = null;

  constructor(frames: Frames) {
    this.#frames = frames;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): ClockState => this.#state;

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
    if (this.#state.playing || this.#end === 0) return;
    this.#last = null;
    this.#set({ at: this.#state.at >= this.#end ? 0 : this.#state.at, playing: true });
    this.#request();
  }

  pause(): void {
    if (this.#frame !== null) this.#frames.cancel(this.#frame);
    this.#frame = null;
    if (this.#state.playing) this.#set({ at: this.#state.at, playing: false });
  }

  seek(at: number): void {
    this.pause();
    this.#set({ at: Math.max(0, Math.min(this.#end, at)), playing: false });
  }

  #request(): void {
    this.#frame = this.#frames.request((now) => {
      this.#frame = null;
      const passed = this.#last === null ? 0 : (now - this.#last) / this.#slowness;
      this.#last = now;
      const at = Math.min(this.#end, this.#state.at + passed);
      this.#set({ at, playing: at < this.#end });
      if (at < this.#end) this.#request();
    });
  }

  #set(state: ClockState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

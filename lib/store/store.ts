// Values that change, and those who want to hear of it: what React reads with useSyncExternalStore. Whoever listens is
// told in the order in which they came, and looks for themselves. Imports nothing.

/** A store as its readers see it; both may be taken from it and called by themselves. */
export interface Readable<T> {
  /** Returns how to leave again. */
  readonly subscribe: (listener: () => void) => () => void;
  /** The same object for as long as nothing has changed. */
  readonly getSnapshot: () => T;
}

/** Tells that something has changed which is kept elsewhere: in the address bar, in the document. */
export class Signal {
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Keeps a value and tells of each new one. */
export class Store<T> implements Readable<T> {
  readonly #changed = new Signal();
  #snapshot: T;

  constructor(snapshot: T) {
    this.#snapshot = snapshot;
  }

  readonly subscribe = this.#changed.subscribe;
  readonly getSnapshot = (): T => this.#snapshot;

  /** Listeners are told even of a value that is as the one before: whoever sets it knows whether it is news. */
  set(snapshot: T): void {
    this.#snapshot = snapshot;
    this.#changed.tell();
  }
}

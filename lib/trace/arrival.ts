// How a long run arrives: what is worked out once for it is worked out in several short tasks before anything is
// drawn, so that the page answers in between.
import { indexRun, type RunIndex } from './run-index';
import type { Trace } from './trace';

/** Remembers what was worked out of a run for as long as the run is there; a run never changes. */
export function oncePerRun<T>(workOut: (index: RunIndex) => T): (index: RunIndex) => T {
  const known = new WeakMap<RunIndex, { readonly result: T }>();
  return (index) => {
    const there = known.get(index) ?? { result: workOut(index) };
    known.set(index, there);
    return there.result;
  };
}

const nextTask = () => new Promise<void>((resolve) => setTimeout(resolve));

/** Milliseconds after which a task leaves the rest to the next one: a frame has 16 of them. */
const SLICE = 5;

/** Does work that yields between its parts, in as many tasks as it takes for none to be long. */
export async function inTasks<T>(work: Generator<unknown, T>): Promise<T> {
  for (;;) {
    await nextTask();
    const end = performance.now() + SLICE;
    do {
      const { done, value } = work.next();
      if (done) return value;
    } while (performance.now() < end);
  }
}

/** Lays a run out, then works out each of `parts` (functions made by oncePerRun), in short tasks. */
export function layOut<S>(run: Trace<S>, parts: readonly ((index: RunIndex) => unknown)[]): Promise<RunIndex<S>> {
  return inTasks(layingOut(run, parts));
}

function* layingOut<S>(
  run: Trace<S>,
  parts: readonly ((index: RunIndex) => unknown)[],
): Generator<undefined, RunIndex<S>> {
  const index = indexRun(run);
  yield;
  for (const part of parts) {
    part(index);
    yield;
  }
  return index;
}

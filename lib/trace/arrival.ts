// How a long run arrives: what is worked out once for it is worked out in several short tasks before anything is
// drawn, so that the page answers in between.
import { indexRun, type RunIndex } from './run-index';
import type { Run } from './trace';

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

/** Lays a run out, then works out each of `parts` (functions made by oncePerRun), each in a task of its own. */
export async function layOut(run: Run<unknown>, parts: readonly ((index: RunIndex) => unknown)[]): Promise<RunIndex> {
  await nextTask();
  const index = indexRun(run);
  for (const part of parts) {
    await nextTask();
    part(index);
  }
  await nextTask();
  return index;
}

// Small arithmetic of the benchmark. All times are in milliseconds.

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('The median of nothing');
  return middle;
}

/** Two significant decimals below ten, none above a hundred: more would be noise. */
export function round(number: number): number {
  return Number(number.toPrecision(number >= 100 ? Math.ceil(Math.log10(number + 1)) : 3));
}

/** Milliseconds that `work` takes, and its result. */
export function timed<T>(work: () => T): { readonly milliseconds: number; readonly result: T } {
  const started = performance.now();
  const result = work();
  return { milliseconds: performance.now() - started, result };
}

/** The median of several times, each after its own preparation; the first one warms up and does not count. */
export function medianOf(times: number, work: () => number): number {
  work();
  return median(Array.from({ length: times }, work));
}

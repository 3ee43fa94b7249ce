// Geometry of a log-log chart: where a value lies, and which values get a line. Pixels of the drawing.

export interface Axis {
  /** Where zero lies, which has no place on a logarithmic axis; null when no zero is to be shown. */
  readonly zero: number | null;
  /** Whole powers of ten inside the axis. */
  readonly decades: readonly number[];
  at(value: number): number;
}

/** Room for a zero at the low end, in pixels. */
const ZERO_ROOM = 28;

/** `from` is where the low end lies, `to` the high end. Values are not negative; the axis holds at least a decade. */
export function logAxis(values: readonly number[], from: number, to: number): Axis {
  const positive = values.filter((value) => value > 0);
  const low = positive.length > 0 ? Math.floor(Math.log10(Math.min(...positive)) + 1e-9) : 0;
  const high = Math.max(low + 1, positive.length > 0 ? Math.ceil(Math.log10(Math.max(...positive)) - 1e-9) : 1);
  const direction = Math.sign(to - from);
  const withZero = values.some((value) => value === 0);
  const start = withZero ? from + direction * ZERO_ROOM : from;
  return {
    zero: withZero ? from : null,
    decades: Array.from({ length: high - low + 1 }, (_, step) => 10 ** (low + step)),
    // Rounded: the last digits of a logarithm differ between the build and the browser.
    at: (value) =>
      Math.round(10 * (value <= 0 ? from : start + ((Math.log10(value) - low) / (high - low)) * (to - start))) / 10,
  };
}

/** Moves labels apart that would overlap, keeping their order; returns their new positions. */
export function spreadLabels(positions: readonly number[], apart: number): number[] {
  const order = positions.map((position, index) => ({ position, index })).sort((a, b) => a.position - b.position);
  const placed = [...positions];
  let last = Number.NEGATIVE_INFINITY;
  for (const { position, index } of order) {
    last = Math.max(position, last + apart);
    placed[index] = last;
  }
  return placed;
}

// Curves over the number of posts: medians and quartiles of one figure, and what a modelled network would add.
import type { Measurement } from './measurement';
import { type Spread, spreadOf } from './statistics';

export type MetricId = 'milliseconds' | 'statements' | 'roundTrips' | 'rowsLoaded' | 'bytes';

export interface Metric {
  readonly id: MetricId;
  readonly name: string;
  /** What the figure is, for the axis. */
  readonly title: string;
}

export const METRICS: readonly Metric[] = [
  { id: 'milliseconds', name: 'Time', title: 'time in PostgreSQL' },
  { id: 'statements', name: 'Statements', title: 'statements sent' },
  { id: 'roundTrips', name: 'Round trips', title: 'messages to PostgreSQL and back' },
  { id: 'rowsLoaded', name: 'Rows loaded', title: 'rows loaded into Python' },
  { id: 'bytes', name: 'Bytes', title: 'bytes on the wire' },
];

export interface CurvePoint {
  readonly size: number;
  readonly spread: Spread;
  readonly runs: number;
}

/** One way's figure at each size that was measured, smallest first. */
export function curveOf(measurements: readonly Measurement[], way: number, metric: MetricId): CurvePoint[] {
  const bySize = new Map<number, number[]>();
  for (const measurement of measurements) {
    if (measurement.way !== way) continue;
    const values = bySize.get(measurement.size) ?? [];
    values.push(measurement[metric]);
    bySize.set(measurement.size, values);
  }
  return [...bySize].map(([size, values]) => ({ size, spread: spreadOf(values), runs: values.length }));
}

/** Milliseconds that a network adds in this model: the round trips take one latency each, and nothing else changes. */
export function networkTime(roundTrips: number, latency: number): number {
  return roundTrips * latency;
}

/** The repetition that took closest to the median, to stand for the others; null when none was made. */
export function typical(measurements: readonly Measurement[], way: number, size: number): Measurement | null {
  const alike = measurements.filter((each) => each.way === way && each.size === size);
  if (alike.length === 0) return null;
  const { median } = spreadOf(alike.map(({ milliseconds }) => milliseconds));
  const distance = ({ milliseconds }: Measurement) => Math.abs(milliseconds - median);
  return alike.reduce((best, each) => (distance(each) < distance(best) ? each : best));
}

// What the measurements say at their largest size, in sentences whose parts know whose deed they speak of.

import { curveOf, typical } from './curve';
import { count, duration, ratio } from './figures';
import type { Hand } from './measurement';
import { type Measurement, rowsBy } from './measurement';

export interface Part {
  readonly text: string;
  readonly by: Hand | null;
}

export interface WaySummary {
  readonly name: string;
  readonly size: number;
  /** Median milliseconds. */
  readonly milliseconds: number;
  /** Who deleted or changed most of the rows; null when nobody did, or the witness was not there to tell. */
  readonly by: Hand | null;
  /** The run that stands for the others. */
  readonly run: Measurement;
}

/** The largest size that every way was measured at, or null. */
export function largestSize(measurements: readonly Measurement[], ways: number): number | null {
  const sizes = new Set(measurements.map(({ size }) => size));
  const complete = [...sizes].filter((size) =>
    Array.from({ length: ways }).every((_, way) => measurements.some((each) => each.way === way && each.size === size)),
  );
  return complete.length > 0 ? Math.max(...complete) : null;
}

export function summariseWay(
  measurements: readonly Measurement[],
  way: number,
  size: number,
  name: string,
): WaySummary | null {
  const run = typical(measurements, way, size);
  const point = curveOf(measurements, way, 'milliseconds').find((each) => each.size === size);
  return run && point ? { name, size, milliseconds: point.spread.median, by: actorOf(run), run } : null;
}

/** Who deleted or changed most of the children's rows, as was observed. */
export function actorOf(run: Measurement): Hand | null {
  const [client, foreignKey] = [rowsBy(run, 'client'), rowsBy(run, 'foreign-key')];
  if (client === 0 && foreignKey === 0) return null;
  return client >= foreignKey ? 'client' : 'foreign-key';
}

const ACTORS: Readonly<Record<Hand, string>> = { client: 'the ORM', 'foreign-key': 'the foreign key' };

/** One sentence that compares two ways, where that can be said, and one for each way. */
export function conclude(ways: readonly WaySummary[]): Part[][] {
  const sentences = ways.map(sentenceOf);
  const [one, other] = ways;
  if (!one || !other || one.run.error || other.run.error) return sentences;
  const [slow, fast] = one.milliseconds >= other.milliseconds ? [one, other] : [other, one];
  sentences.unshift([
    { text: fast.name, by: fast.by },
    { text: ` was ${ratio(slow.milliseconds, fast.milliseconds)} as fast as `, by: null },
    { text: slow.name, by: slow.by },
    {
      text: slow.run.surviving === fast.run.surviving ? '.' : ', but the two do not leave the same rows behind.',
      by: null,
    },
  ]);
  return sentences;
}

function sentenceOf({ name, size, milliseconds, by, run }: WaySummary): Part[] {
  if (run.error) return [{ text: `${name}: refused, ${run.error.message}.`, by: null }];
  const loaded = run.rowsLoaded > 0 ? `${count(run.rowsLoaded)} rows loaded` : 'nothing loaded';
  const cost = ` in ${duration(milliseconds)}: ${plural(run.roundTrips, 'round trip')}, ${loaded}.`;
  if (!by) {
    const gone = size + 2 - run.surviving;
    return [{ text: `${name}: ${count(gone)} of ${count(size)} posts went${cost}`, by: null }];
  }
  const rows = rowsBy(run, by);
  const verb = run.surviving >= size ? 'changed' : 'removed';
  return [
    { text: `${name}: `, by: null },
    { text: ACTORS[by], by },
    { text: ` ${verb} ${plural(rows, 'row')}${cost}`, by: null },
  ];
}

function plural(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

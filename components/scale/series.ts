// From measurements to what the chart draws: one curve for each way, with what the network would add, and what was
// recorded on a server.
import { actorOf, largestSize } from '@/lib/scale/conclusion';
import { curveOf, type MetricId, networkTime, typical } from '@/lib/scale/curve';
import { byteCount, count, duration } from '@/lib/scale/figures';
import { type Laboratory, nameOf, waysOf } from '@/lib/scale/laboratory';
import type { Hand, Measurement } from '@/lib/scale/measurement';
import { recordedCurve } from '@/lib/scale/recorded-server';
import type { Scenario } from '@/lib/scenario/scenario';
import type { ChartSeries } from './chart';

export function formatOf(metric: MetricId): (value: number) => string {
  if (metric === 'milliseconds') return duration;
  return metric === 'bytes' ? byteCount : count;
}

/** `measured` are the settings that the measurements were made with. */
export function seriesOf(
  measurements: readonly Measurement[],
  measured: Laboratory,
  metric: MetricId,
  options: { readonly latency: number; readonly server: boolean },
): ChartSeries[] {
  const format = formatOf(metric);
  const ways = waysOf(measured);
  const actors = ways.map((way, index) => observedActor(measurements, index) ?? recordedActor(way));
  return ways.flatMap((way, index): ChartSeries[] => {
    const name = nameOf(way);
    const by = actors[index] ?? null;
    const base = { by, second: index > 0 && actors[0] === by };
    const curve = curveOf(measurements, index, metric);
    const series: ChartSeries[] = [
      {
        ...base,
        id: `measured-${index}`,
        label: name,
        kind: 'measured',
        points: curve.map(({ size, spread, runs }) => ({
          x: size,
          y: spread,
          title: `${name}, ${count(size)} posts: ${format(spread.median)} (${format(spread.low)} to ${format(spread.high)}, ${runs} runs)`,
        })),
      },
    ];
    if (metric !== 'milliseconds') return series;
    if (options.latency > 0) {
      series.push({
        ...base,
        id: `modelled-${index}`,
        label: `+ ${options.latency} ms network`,
        kind: 'modelled',
        points: curve.map(({ size, spread }) => {
          const added = networkTime(typical(measurements, index, size)?.roundTrips ?? 0, options.latency);
          const total = { low: spread.low + added, median: spread.median + added, high: spread.high + added };
          return {
            x: size,
            y: total,
            title: `${name}, ${count(size)} posts: ${duration(spread.median)} measured + ${duration(added)} modelled network`,
          };
        }),
      });
    }
    if (options.server && measured.comments === 0) {
      series.push({
        ...base,
        id: `recorded-${index}`,
        label: 'on a server',
        kind: 'recorded',
        points: recordedCurve(way).map(({ posts, postgresql, whole }) => ({
          x: posts,
          y: postgresql,
          title: `${name} on a server, ${count(posts)} posts: ${duration(postgresql.median)} in PostgreSQL, ${duration(whole.median)} with SQLAlchemy's own work`,
        })),
      });
    }
    return series;
  });
}

function observedActor(measurements: readonly Measurement[], way: number): Hand | null {
  const size = largestSize(
    measurements.filter((each) => each.way === way).map((each) => ({ ...each, way: 0 })),
    1,
  );
  const run = size === null ? null : typical(measurements, way, size);
  return run && actorOf(run);
}

/** On the server nobody watched the rows: a parameter set for each post says that the ORM deleted them. */
function recordedActor(way: Scenario): Hand | null {
  const last = recordedCurve(way).at(-1);
  if (!last) return null;
  return last.sets > last.posts ? 'client' : 'foreign-key';
}

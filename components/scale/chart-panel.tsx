'use client';
// The chart with its tabs, the model of a network, the table behind it and the files.
import { useState } from 'react';
import { saveFile } from '@/components/save/save-file';
import { METRICS, type MetricId } from '@/lib/scale/curve';
import { csvOf, jsonOf } from '@/lib/scale/export';
import { count } from '@/lib/scale/figures';
import { type Laboratory, nameOf, waysOf } from '@/lib/scale/laboratory';
import type { Measurement } from '@/lib/scale/measurement';
import { Chart, type ChartSeries } from './chart';
import { LatencyControl } from './controls';
import { FiguresTable } from './figures-table';
import { SaveButton } from './save-button';
import { formatOf, seriesOf } from './series';

export function ChartPanel({
  measurements,
  measured,
  latency,
  metric,
  postgres,
  onMetric,
  onLatency,
}: {
  readonly measurements: readonly Measurement[];
  readonly measured: Laboratory;
  readonly latency: number;
  readonly metric: MetricId;
  readonly postgres: string | null;
  readonly onMetric: (metric: MetricId) => void;
  readonly onLatency: (latency: number) => void;
}) {
  const [server, setServer] = useState(true);
  const series = seriesOf(measurements, measured, metric, { latency, server });
  const { title } = METRICS.find(({ id }) => id === metric) ?? { title: '' };
  const format = formatOf(metric);
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4 rounded-xl border border-line bg-card p-4 shadow-card sm:p-5">
      <fieldset className="-mx-1 flex min-w-0 max-w-full gap-1 overflow-x-auto px-1">
        <legend className="sr-only">What the chart shows</legend>
        {METRICS.map(({ id, name }) => (
          <button
            key={id}
            type="button"
            aria-pressed={id === metric}
            className="h-8 rounded-full px-3 text-[13.5px] whitespace-nowrap text-ink-2 hover:text-ink aria-pressed:bg-ink aria-pressed:text-paper"
            onClick={() => onMetric(id)}
          >
            {name}
          </button>
        ))}
      </fieldset>
      <Chart series={series} summary={summaryOf(series, title, format)} format={format} yTitle={title} />
      {metric === 'milliseconds' && (
        <div className="flex flex-wrap items-center gap-x-8 gap-y-2">
          <LatencyControl latency={latency} onChange={onLatency} />
          <label className="flex min-h-6 items-center gap-2 text-[13px] text-ink-2">
            <input
              type="checkbox"
              className="accent-ink"
              checked={server}
              onChange={(event) => setServer(event.target.checked)}
            />
            recorded on a real server (dashed)
          </label>
        </div>
      )}
      <details className="border-t border-line pt-3">
        <summary className="text-[13.5px] text-ink-2 hover:text-ink">The figures as a table, CSV and JSON</summary>
        <div className="grid grid-cols-1 gap-3 pt-3">
          <div className="flex gap-2">
            <SaveButton
              label="Save CSV"
              disabled={measurements.length === 0}
              onClick={() =>
                saveFile('cascade-lens.csv', new Blob([csvOf(measurements, measured)], { type: 'text/csv' }))
              }
            />
            <SaveButton
              label="Save JSON"
              disabled={measurements.length === 0}
              onClick={() =>
                saveFile(
                  'cascade-lens.json',
                  new Blob([jsonOf(measurements, measured, postgres)], { type: 'application/json' }),
                )
              }
            />
          </div>
          <FiguresTable measurements={measurements} names={waysOf(measured).map(nameOf)} latency={latency} />
        </div>
      </details>
    </div>
  );
}

/** The chart in words: where each curve ends. */
function summaryOf(series: readonly ChartSeries[], title: string, format: (value: number) => string): string {
  const ends = series.flatMap(({ label, points }) => {
    const last = points.at(-1);
    return last ? [`${label}: ${format(last.y.median)} at ${count(last.x)} posts`] : [];
  });
  return `Chart of ${title} against the number of posts, both logarithmic. ${ends.join('; ')}.`;
}

// The figures behind the chart: one line for each way and size, medians with quartiles where runs differ.
import { curveOf, networkTime } from '@/lib/scale/curve';
import { byteCount, count, duration } from '@/lib/scale/figures';
import type { Measurement } from '@/lib/scale/measurement';
import { WideTable } from './wide-table';

export function FiguresTable({
  measurements,
  names,
  latency,
}: {
  readonly measurements: readonly Measurement[];
  readonly names: readonly string[];
  readonly latency: number;
}) {
  return (
    <WideTable
      label="Medians of all runs by way and number of posts"
      minWidth={640}
      columns={[
        ...['way', 'posts', 'time', 'quartiles'],
        ...(latency > 0 ? ['modelled network'] : []),
        ...['statements', 'round trips', 'rows loaded', 'bytes'],
      ]}
    >
      {names.flatMap((name, way) => {
        const median = (metric: 'statements' | 'roundTrips' | 'rowsLoaded' | 'bytes') =>
          new Map(curveOf(measurements, way, metric).map(({ size, spread }) => [size, spread.median]));
        const [statements, roundTrips, rowsLoaded, bytes] = [
          median('statements'),
          median('roundTrips'),
          median('rowsLoaded'),
          median('bytes'),
        ];
        return curveOf(measurements, way, 'milliseconds').map(({ size, spread }) => (
          <tr key={`${name} ${size}`} className="border-b border-line">
            <th scope="row" className="text-left font-normal">
              {name}
            </th>
            <td>{count(size)}</td>
            <td className="font-medium">{duration(spread.median)}</td>
            <td className="text-ink-3">
              {duration(spread.low)} to {duration(spread.high)}
            </td>
            {latency > 0 && <td>+ {duration(networkTime(roundTrips.get(size) ?? 0, latency))}</td>}
            <td>{count(statements.get(size) ?? 0)}</td>
            <td>{count(roundTrips.get(size) ?? 0)}</td>
            <td>{count(rowsLoaded.get(size) ?? 0)}</td>
            <td>{byteCount(bytes.get(size) ?? 0)}</td>
          </tr>
        ));
      })}
    </WideTable>
  );
}

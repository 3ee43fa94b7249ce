'use client';
// The log-log chart: medians as lines, quartiles as bands, a modelled network as a separate line above, a recorded
// server as dashes. It draws what it is given; the same figures stand in a table behind it.
import { useWidth } from '@/components/width/use-width';
import { count } from '@/lib/scale/figures';
import type { Hand } from '@/lib/scale/measurement';
import type { Spread } from '@/lib/scale/statistics';
import { logAxis, spreadLabels } from './axis';

interface ChartPoint {
  readonly x: number;
  readonly y: Spread;
  /** What the point says when it is pointed at. */
  readonly title: string;
}

export interface ChartSeries {
  readonly id: string;
  readonly label: string;
  /** Whose colour and mark it wears. */
  readonly by: Hand | null;
  readonly kind: 'measured' | 'modelled' | 'recorded';
  /** Tells two series of the same actor apart. */
  readonly second: boolean;
  readonly points: readonly ChartPoint[];
}

/** CSS pixels; a narrower page scrolls it. */
const LEAST_WIDTH = 280;

const COLOUR: Readonly<Record<Hand | 'nobody', string>> = {
  client: 'var(--orm-solid)',
  'foreign-key': 'var(--fk-solid)',
  nobody: 'var(--ink-3)',
};
const TEXT: Readonly<Record<Hand | 'nobody', string>> = {
  client: 'var(--orm)',
  'foreign-key': 'var(--fk)',
  nobody: 'var(--ink-2)',
};
const DASHES: Readonly<Record<ChartSeries['kind'], string | undefined>> = {
  measured: undefined,
  modelled: '1 5',
  recorded: '6 4',
};

export function Chart({
  series,
  summary,
  format,
  yTitle,
}: {
  readonly series: readonly ChartSeries[];
  /** What the chart shows, for those who cannot see it. */
  readonly summary: string;
  readonly format: (value: number) => string;
  readonly yTitle: string;
}) {
  const [frame, available] = useWidth(760);
  const width = Math.max(LEAST_WIDTH, available);
  const narrow = width < 560;
  const height = narrow ? 340 : 430;
  const margin = { top: 34, right: narrow ? 22 : 178, bottom: 46, left: 64 };
  const points = series.flatMap((each) => each.points);
  const xs = points.length > 0 ? points.map(({ x }) => x) : [10, 10_000];
  const ys = points.length > 0 ? points.flatMap(({ y }) => [y.low, y.median, y.high]) : [1, 1000];
  const x = logAxis(xs, margin.left, width - margin.right);
  const y = logAxis(ys, height - margin.bottom, margin.top);
  const labelled = series.filter((each) => each.points.length > 0);
  const ends = spreadLabels(
    labelled.map((each) => y.at(each.points.at(-1)?.y.median ?? 0)),
    17,
  );
  return (
    <div ref={frame} className="w-full">
      <svg
        role="img"
        aria-label={summary}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        className="block h-auto w-full text-[12px]"
      >
        <g stroke="var(--line)" fill="var(--ink-3)">
          {x.decades.map((value) => (
            <g key={value}>
              <line x1={x.at(value)} x2={x.at(value)} y1={margin.top} y2={height - margin.bottom} />
              <text x={x.at(value)} y={height - margin.bottom + 20} textAnchor="middle" stroke="none">
                {count(value)}
              </text>
            </g>
          ))}
          {y.decades.map((value) => (
            <g key={value}>
              <line x1={margin.left} x2={width - margin.right} y1={y.at(value)} y2={y.at(value)} />
              <text x={margin.left - 10} y={y.at(value) + 4} textAnchor="end" stroke="none">
                {format(value)}
              </text>
            </g>
          ))}
          {y.zero !== null && (
            <text x={margin.left - 10} y={y.zero + 4} textAnchor="end" stroke="none">
              0
            </text>
          )}
          <line
            x1={margin.left}
            x2={width - margin.right}
            y1={height - margin.bottom}
            y2={height - margin.bottom}
            stroke="var(--line-strong)"
          />
          <text x={(margin.left + width - margin.right) / 2} y={height - 6} textAnchor="middle" stroke="none">
            posts of the user that is deleted
          </text>
          <text x={0} y={14} stroke="none" className="font-medium" fill="var(--ink-2)">
            {yTitle}
          </text>
        </g>
        {series.map((each) => (
          <Series key={each.id} series={each} x={x.at} y={y.at} />
        ))}
        {!narrow &&
          labelled.map((each, index) => (
            <text
              key={each.id}
              x={width - margin.right + 14}
              y={(ends[index] ?? 0) + 4}
              fill={TEXT[each.by ?? 'nobody']}
              className={each.kind === 'measured' ? 'font-semibold' : ''}
            >
              {each.label}
            </text>
          ))}
      </svg>
      {narrow && (
        <ul className="flex flex-wrap gap-x-4 gap-y-1 text-[13px]">
          {labelled.map((each) => (
            <li key={each.id} style={{ color: TEXT[each.by ?? 'nobody'] }}>
              {each.by === 'foreign-key' ? '◆' : '●'} {each.label}
              {each.kind !== 'measured' && ` (${each.kind})`}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

type Place = (value: number) => number;

function Series({ series, x, y }: { readonly series: ChartSeries; readonly x: Place; readonly y: Place }) {
  const { points, kind, by, second } = series;
  const colour = COLOUR[by ?? 'nobody'];
  const path = (of: (spread: Spread) => number, all = points) =>
    all.map((point) => `${x(point.x).toFixed(1)},${y(of(point.y)).toFixed(1)}`).join(' ');
  const band = `${path(({ high }) => high)} ${path(({ low }) => low, [...points].reverse())}`;
  return (
    <g stroke={colour} fill={colour} data-series={series.id}>
      {kind === 'measured' && <polygon points={band} stroke="none" opacity={0.16} />}
      <polyline
        points={path(({ median }) => median)}
        fill="none"
        strokeWidth={kind === 'measured' ? 2.25 : 1.5}
        strokeDasharray={kind === 'measured' && second ? '10 3' : DASHES[kind]}
        strokeLinecap="round"
        strokeLinejoin="round"
        opacity={kind === 'recorded' ? 0.8 : 1}
      />
      {points.map((point) => (
        <Mark
          key={point.x}
          by={by}
          filled={kind === 'measured'}
          x={x(point.x)}
          y={y(point.y.median)}
          title={point.title}
        />
      ))}
    </g>
  );
}

function Mark({
  by,
  filled,
  x,
  y,
  title,
}: {
  readonly by: Hand | null;
  readonly filled: boolean;
  readonly x: number;
  readonly y: number;
  readonly title: string;
}) {
  const radius = filled ? 4.5 : 3;
  const look = { strokeWidth: 1.5, ...(filled ? {} : { fill: 'var(--card)' }) };
  return (
    <g>
      <title>{title}</title>
      <circle cx={x} cy={y} r={12} fill="transparent" stroke="none" />
      {by === 'foreign-key' ? (
        <path
          d={`M${x} ${y - radius - 1}l${radius + 1} ${radius + 1}l${-radius - 1} ${radius + 1}l${-radius - 1} ${-radius - 1}z`}
          {...look}
        />
      ) : (
        <circle cx={x} cy={y} r={radius} {...look} />
      )}
    </g>
  );
}

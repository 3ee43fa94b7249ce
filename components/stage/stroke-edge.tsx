// The stage's lines: the relationship (dotted), the foreign key, a cascade's strokes, and the wire.
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath, Position } from '@xyflow/react';
import type { StageEdge } from './edges';

const LOOKS = {
  relationship: { stroke: 'var(--ink-3)', strokeWidth: 1.5, strokeDasharray: '2 6', strokeLinecap: 'round' },
  'foreign-key': { stroke: 'var(--fk-line)', strokeWidth: 1.5 },
  cascade: { stroke: 'var(--fk-solid)', strokeWidth: 2.5 },
  wire: { stroke: 'var(--orm-solid)', strokeWidth: 2.5 },
} as const;

export function StrokeEdge(props: EdgeProps<StageEdge>) {
  const { id, data } = props;
  if (!data) return null;
  const [path, labelX, labelY] = getBezierPath(props);
  const style = { ...LOOKS[data.look], ...(data.bad ? { stroke: 'var(--bad)' } : {}) };
  const runs = data.look === 'cascade' || data.look === 'wire';
  const upright = props.sourcePosition === Position.Bottom || props.sourcePosition === Position.Top;
  return (
    <>
      <BaseEdge id={id} path={path} style={style} {...(runs ? { className: 'stroke-runs', pathLength: 1 } : {})} />
      {data.label && (
        <EdgeLabelRenderer>
          <span
            aria-hidden
            className={`absolute rounded px-1 py-0.5 font-mono text-[11px] font-semibold whitespace-nowrap ${
              data.look === 'relationship'
                ? 'bg-orm-lane text-ink-3'
                : data.bad
                  ? 'bg-bad-soft text-bad'
                  : 'bg-fk-lane text-fk'
            }`}
            style={{ transform: `translate(${upright ? '10px' : '-50%'}, -50%) translate(${labelX}px, ${labelY}px)` }}
          >
            {data.bad && '✕ '}
            {data.label}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
}

// How the things on the stage look: lanes, objects in the Session, the ticket on the wire.
import { Handle, type NodeProps, Position } from '@xyflow/react';
import type { CSSProperties } from 'react';
import type { ObjectState } from '@/lib/trace/trace';
import type { StageNode } from './flow';

type Props<T extends StageNode['type']> = NodeProps<Extract<StageNode, { type: T }>>;

const LANES = {
  python: { name: 'Python', look: 'bg-orm-lane', heading: 'text-orm' },
  wire: { name: '', look: 'border-y border-line bg-card', heading: 'text-ink-3' },
  postgres: { name: 'PostgreSQL', look: 'bg-fk-lane', heading: 'text-fk' },
} as const;

export function LaneNode({ data }: Props<'lane'>) {
  const { name, look, heading } = LANES[data.lane];
  const text = data.gutter
    ? 'absolute left-6 w-24 flex-col top-1/2 -translate-y-1/2'
    : data.lane === 'wire'
      ? 'absolute inset-y-0 right-6 items-center max-sm:hidden'
      : // On the right: the wire comes down on the left.
        'justify-end px-4 pt-3 sm:px-6';
  return (
    <div className={`h-full w-full ${look}`}>
      <p className={`flex gap-x-1.5 text-[12.5px] leading-snug ${text}`}>
        {name && <span className={`font-semibold ${heading}`}>{name}</span>}
        <span className="text-ink-3">
          {name && !data.gutter && '· '}
          {data.note}
        </span>
      </p>
    </div>
  );
}

/** Words and looks of an object's state in the Session. */
export const OBJECT_STATES: Record<ObjectState, { readonly word: string; readonly look: string }> = {
  pending: { word: 'pending', look: 'border-dashed border-line-strong' },
  persistent: { word: 'persistent', look: 'border-line' },
  orphan: { word: 'orphan, to be deleted', look: 'border-orm-solid bg-orm-soft' },
  'marked-deleted': { word: 'marked deleted', look: 'border-orm-solid bg-orm-soft' },
  deleted: { word: 'deleted', look: 'border-orm-solid/60 bg-orm-soft text-ink-2 line-through' },
  detached: { word: 'detached', look: 'border-dashed border-line-strong text-ink-2' },
  expired: { word: 'expired', look: 'border-dashed border-line-strong text-ink-2' },
  stale: { word: 'stale', look: 'border-dashed border-bad bg-bad-soft' },
};

export function ObjectNode({ data }: Props<'object'>) {
  const state = data.state ? OBJECT_STATES[data.state] : null;
  return (
    <div
      className={`w-max rounded-lg border bg-card px-3.5 py-2 text-[13px] leading-snug shadow-card transition-colors ${state?.look.replace('line-through', '') ?? 'border-dashed border-line opacity-70'}`}
    >
      <p>
        <b className="font-mono font-semibold">
          {data.entity}#{data.key}
        </b>{' '}
        <span className={data.state === 'deleted' ? 'line-through' : ''}>{data.name}</span>
      </p>
      <p className="text-xs text-ink-2">{state?.word ?? 'not in the Session yet'}</p>
      <Anchor id="right" type="source" position={Position.Right} style={{ top: 20 }} />
    </div>
  );
}

const PHASES = {
  travelling: 'border-orm-solid bg-orm-soft text-orm',
  working: 'border-orm-solid bg-orm-soft text-orm',
  answered: 'border-transparent bg-transparent text-ink-3',
  refused: 'border-bad bg-bad-soft text-bad',
} as const;

export function TicketNode({ data }: Props<'ticket'>) {
  const travels = data.phase === 'travelling' ? 'ticket-travels' : '';
  return (
    <div className="max-w-[min(34rem,var(--stage-room))]">
      <div
        key={data.journey}
        className={`rounded-lg border px-3 py-2 font-mono text-[12.5px] leading-snug break-words ${data.kind === 'transaction' ? 'border-line-strong bg-card text-ink-2' : PHASES[data.phase]} ${travels} ${data.kind === 'none' ? 'italic' : 'shadow-card'}`}
      >
        {data.text}
        {data.parameters && data.parameters !== '[]' && <span className="ml-2 opacity-80">{data.parameters}</span>}
        {data.sets > 0 && (
          <span className="ml-2 rounded bg-orm-solid px-1.5 py-px font-sans text-[11px] font-semibold text-orm-on-solid">
            ×{data.sets.toLocaleString('en')} sets
          </span>
        )}
        {data.note && <b className="ml-2 font-sans">✕ {data.note}</b>}
      </div>
      <Anchor id="bottom" type="source" position={Position.Bottom} style={{ left: 48 }} />
    </div>
  );
}

/** An invisible end for an edge. */
export function Anchor({
  id,
  type,
  position,
  style = {},
}: {
  readonly id: string;
  readonly type: 'source' | 'target';
  readonly position: Position;
  /** Where along its side the end is; the middle if not said. */
  readonly style?: CSSProperties;
}) {
  return <Handle id={id} type={type} position={position} style={style} isConnectable={false} className="invisible" />;
}

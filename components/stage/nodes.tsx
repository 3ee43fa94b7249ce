// How the things on the stage look: lanes, the ticket on the wire, the ends of lines.
import { Handle, type NodeProps, Position } from '@xyflow/react';
import type { CSSProperties } from 'react';
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
        <span className="text-ink-3" data-note={data.lane}>
          {name && !data.gutter && '· '}
          {data.note}
        </span>
      </p>
    </div>
  );
}

const PHASES = {
  travelling: 'border-orm-solid bg-orm-soft text-orm',
  working: 'border-orm-solid bg-orm-soft text-orm',
  answered: 'border-transparent bg-transparent text-ink-3',
  refused: 'border-bad bg-bad-soft text-bad',
} as const;

/** As wide as a ticket may be, and the box that its text stands in. */
export const TICKET_WIDTH = 'max-w-[min(34rem,var(--stage-room))]';
export const TICKET_BOX = 'rounded-lg border px-3 py-2 font-mono text-[12.5px] leading-snug break-words';

export function TicketNode({ data }: Props<'ticket'>) {
  const travels = data.phase === 'travelling' ? 'ticket-travels' : '';
  return (
    <div className={TICKET_WIDTH}>
      <div
        key={data.journey}
        className={`${TICKET_BOX} ${data.kind === 'transaction' ? 'border-line-strong bg-card text-ink-2' : PHASES[data.phase]} ${travels} ${data.kind === 'none' ? 'italic' : 'shadow-card'}`}
      >
        {data.text}
        {data.parameters && <span className="opacity-80"> {data.parameters}</span>}
        {data.sets && (
          <span className="ml-2 rounded bg-orm-solid px-1.5 py-px font-sans text-[11px] font-semibold text-orm-on-solid">
            {data.sets}
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

/** How far beside the others a line goes that goes back. */
const BESIDE = { down: 22, right: 136 };

/** Where lines leave a node and meet it, `top` and `left` of its corner. */
export function Sides({ top, left }: { readonly top: number; readonly left: number }) {
  const beside = { top: top + BESIDE.down, left: left + BESIDE.right };
  return (
    <>
      <Anchor id="left" type="target" position={Position.Left} style={{ top }} />
      <Anchor id="right" type="source" position={Position.Right} style={{ top }} />
      <Anchor id="top" type="target" position={Position.Top} style={{ left }} />
      <Anchor id="bottom" type="source" position={Position.Bottom} style={{ left }} />
      <Anchor id="back-left" type="source" position={Position.Left} style={{ top: beside.top }} />
      <Anchor id="back-right" type="target" position={Position.Right} style={{ top: beside.top }} />
      <Anchor id="back-top" type="source" position={Position.Top} style={{ left: beside.left }} />
      <Anchor id="back-bottom" type="target" position={Position.Bottom} style={{ left: beside.left }} />
    </>
  );
}

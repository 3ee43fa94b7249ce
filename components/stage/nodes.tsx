// How the lanes look, and the ticket on the wire.
import type { NodeProps } from '@xyflow/react';
import type { Ends } from './ends';
import type { StageNode } from './flow';

type Props<T extends StageNode['type']> = NodeProps<Extract<StageNode, { type: T }>>;

const LANES = {
  python: { name: 'Python', look: 'bg-orm-lane', heading: 'text-orm' },
  wire: { name: '', look: 'border-y border-line bg-card', heading: 'text-ink-3' },
  postgres: { name: 'PostgreSQL', look: 'bg-fk-lane', heading: 'text-fk' },
} as const;

export function LaneNode({ data }: Pick<Props<'lane'>, 'data'>) {
  const { name, look, heading } = LANES[data.lane];
  const text = data.gutter
    ? 'absolute left-5 w-24 flex-col top-1/2 -translate-y-1/2'
    : // On the right: the wire comes down on the left.
      'justify-end px-4 pt-2';
  return (
    <div className={`h-full w-full ${look}`}>
      {data.corner && (
        <p className="absolute top-2 left-4 text-[12.5px] leading-snug text-ink-3" data-note="wire">
          {data.corner}
        </p>
      )}
      {data.note && (
        <p className={`flex gap-x-1.5 text-[12.5px] leading-snug ${text}`}>
          {name && <span className={`font-semibold ${heading}`}>{name}</span>}
          <span className={`text-ink-3 ${data.corner ? '@max-md:hidden' : ''}`} data-note={data.lane}>
            {name && !data.gutter && '· '}
            {data.note}
          </span>
        </p>
      )}
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

export function TicketNode({ data, Anchor }: Pick<Props<'ticket'>, 'data'> & Partial<Ends>) {
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
      {Anchor && <Anchor id="bottom" type="source" side="bottom" style={{ left: 48 }} />}
    </div>
  );
}

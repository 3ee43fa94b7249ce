'use client';
// The stage: what Python knows above what PostgreSQL holds, at one step of a run.
import { ReactFlowProvider } from '@xyflow/react';
import { useLayoutEffect, useMemo, useState } from 'react';
import type { RunIndex } from '@/lib/trace/run-index';
import { stateAt } from '@/lib/trace/state';
import { facing } from './edges';
import { castOf, draw, TICKET } from './flow';
import { FlowCanvas, useStageSizes } from './flow-canvas';
import { arrange, type Bands, hasGutter, place, wireHeightOf } from './layout';
import { TicketRoom } from './ticket-room';

export interface StageProps {
  readonly index: RunIndex;
  readonly step: number;
  /** Whether the run is being played, so that what happens travels instead of just being there. */
  readonly moving: boolean;
  /** Its lanes are as tall as this at least, so that those of stages beside each other align. */
  readonly least?: Bands | undefined;
  /** Called once everything stands in its place, with how tall its lanes would be by themselves, and when that changes. */
  readonly onPlaced?: (bands: Bands) => void;
}

export function Stage(props: StageProps) {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  );
}

function Flow({ index, step, moving, least, onPlaced }: StageProps) {
  const stage = useStageSizes();
  const { width, sizes, ticket } = stage;
  const cast = castOf(index);
  const arrangement = useMemo(() => arrange(cast, sizes, width), [cast, sizes, width]);
  const gutter = hasGutter(width);
  const [ticketRoom, setTicketRoom] = useState(0);
  const { nodes, edges, ticketTarget } = useMemo(
    () => draw(index, stateAt(index, step), gutter),
    [index, step, gutter],
  );
  const placed = ticket.height > 0 && [...cast.python.ids, ...cast.postgres.ids].every((id) => sizes.has(id));
  const python = arrangement.pythonHeight;
  const wire = wireHeightOf(ticketRoom);
  useLayoutEffect(() => {
    if (placed) onPlaced?.({ python, wire });
  }, [placed, python, wire, onPlaced]);
  return (
    <FlowCanvas
      stage={stage}
      nodes={nodes}
      edges={facing(edges, arrangement.across)}
      {...place(
        arrangement,
        cast.postgres.ids,
        { id: TICKET, size: ticket, target: ticketTarget, room: ticketRoom },
        least,
      )}
      moving={moving}
      step={step}
    >
      <TicketRoom index={index} width={width} onHeight={setTicketRoom} />
    </FlowCanvas>
  );
}

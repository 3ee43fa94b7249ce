'use client';
// The stage: what Python knows above what PostgreSQL holds, at one step of a run.
import { ReactFlowProvider } from '@xyflow/react';
import { useMemo, useState } from 'react';
import type { RunIndex } from '@/lib/trace/run-index';
import { stateAt } from '@/lib/trace/state';
import { facing } from './edges';
import { castOf, draw, TICKET } from './flow';
import { FlowCanvas, useStageSizes } from './flow-canvas';
import { arrange, hasGutter, place } from './layout';
import { TicketRoom } from './ticket-room';

export interface StageProps {
  readonly index: RunIndex;
  readonly step: number;
  /** Whether the run is being played, so that what happens travels instead of just being there. */
  readonly moving: boolean;
}

export function Stage(props: StageProps) {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  );
}

function Flow({ index, step, moving }: StageProps) {
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
  return (
    <FlowCanvas
      stage={stage}
      nodes={nodes}
      edges={facing(edges, arrangement.across)}
      {...place(arrangement, cast.postgres.ids, { id: TICKET, size: ticket, target: ticketTarget, room: ticketRoom })}
      moving={moving}
      step={step}
    >
      <TicketRoom index={index} width={width} onHeight={setTicketRoom} />
    </FlowCanvas>
  );
}

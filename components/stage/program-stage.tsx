'use client';
// The stage of a program: its classes above, its tables below, at one step of its run.
import { ReactFlowProvider } from '@xyflow/react';
import { useMemo } from 'react';
import type { RunIndex } from '@/lib/trace/run-index';
import type { Schema } from '@/lib/trace/schema';
import { stateAt } from '@/lib/trace/state';
import { ClassNode } from './class-node';
import { FlowCanvas, useStageSizes } from './flow-canvas';
import { hasGutter } from './layout';
import { LaneNode, TicketNode } from './nodes';
import { facing, toProgramStage } from './program-flow';
import { fitsAcross, placeProgram } from './program-layout';
import { ProgramTableNode } from './program-table-node';
import { StrokeEdge } from './stroke-edge';

const NODE_TYPES = { lane: LaneNode, ticket: TicketNode, class: ClassNode, 'program-table': ProgramTableNode };
const EDGE_TYPES = { stroke: StrokeEdge };

export function ProgramStage(props: {
  readonly index: RunIndex;
  readonly schema: Schema;
  readonly step: number;
  /** Whether the run is being played, so that what happens travels instead of just being there. */
  readonly moving: boolean;
}) {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  );
}

function Flow({ index, schema, step, moving }: Parameters<typeof ProgramStage>[0]) {
  const stage = useStageSizes();
  const { sizes, width } = stage;
  const state = useMemo(() => stateAt(index, step), [index, step]);
  const gutter = hasGutter(width);
  const { nodes, edges, cast } = useMemo(
    () => toProgramStage(index, state, schema, gutter),
    [index, state, schema, gutter],
  );
  const across = useMemo(() => fitsAcross(cast, sizes, width), [cast, sizes, width]);
  return (
    <FlowCanvas
      stage={stage}
      nodes={nodes}
      edges={facing(edges, across)}
      {...placeProgram(cast, sizes, width, across)}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      moving={moving}
      step={step}
    />
  );
}

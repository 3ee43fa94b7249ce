'use client';
// The stage: what Python knows above what PostgreSQL holds, at one step of a run.
import { ReactFlowProvider } from '@xyflow/react';
import { useMemo } from 'react';
import type { Scenario } from '@/lib/scenario/scenario';
import type { RunIndex } from '@/lib/trace/run-index';
import { stateAt } from '@/lib/trace/state';
import { CollectionNode } from './collection-node';
import { toStage } from './flow';
import { FlowCanvas, useStageSizes } from './flow-canvas';
import { place } from './layout';
import { LaneNode, ObjectNode, TicketNode } from './nodes';
import { StrokeEdge } from './stroke-edge';
import { TableNode } from './table-node';

const NODE_TYPES = {
  lane: LaneNode,
  object: ObjectNode,
  collection: CollectionNode,
  ticket: TicketNode,
  table: TableNode,
};
const EDGE_TYPES = { stroke: StrokeEdge };

export function Stage(props: {
  readonly index: RunIndex;
  readonly step: number;
  readonly scenario: Scenario;
  /** Whether the run is being played, so that what happens travels instead of just being there. */
  readonly moving: boolean;
}) {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  );
}

function Flow({ index, step, scenario, moving }: Parameters<typeof Stage>[0]) {
  const sizes = useStageSizes();
  const { width } = sizes;
  const state = useMemo(() => stateAt(index, step), [index, step]);
  const stage = useMemo(() => toStage(index, state, scenario, width), [index, state, scenario, width]);
  return (
    <FlowCanvas
      stage={sizes}
      nodes={stage.nodes}
      edges={stage.edges}
      {...place(stage.cast, sizes.sizes, width)}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      moving={moving}
      step={step}
    />
  );
}

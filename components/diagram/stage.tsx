'use client';
// The stage: what Python knows above what PostgreSQL holds, at one step of a run. Nodes are measured first
// and then placed; the stage is as high as they need.
import '@xyflow/react/dist/base.css';
import './stage.css';
import { type NodeChange, ReactFlow, ReactFlowProvider } from '@xyflow/react';
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Scenario } from '@/lib/scenario/scenario';
import type { RunIndex } from '@/lib/trace/run-index';
import { stateAt } from '@/lib/trace/state';
import { CollectionNode } from './collection-node';
import { type StageEdge, type StageNode, toStage } from './flow';
import { LANES, place, type Size } from './layout';
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
const LANE_IDS: ReadonlySet<string> = new Set(LANES);
const VIEWPORT = { x: 0, y: 0, zoom: 1 };

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

function useWidth() {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const observed = element.current;
    if (!observed) return;
    setWidth(observed.clientWidth);
    const observer = new ResizeObserver(() => setWidth(observed.clientWidth));
    observer.observe(observed);
    return () => observer.disconnect();
  }, []);
  return { element, width };
}

function Flow({ index, step, scenario, moving }: Parameters<typeof Stage>[0]) {
  const { element, width } = useWidth();
  const [sizes, setSizes] = useState<ReadonlyMap<string, Size>>(new Map());
  const state = useMemo(() => stateAt(index, step), [index, step]);
  const stage = useMemo(() => toStage(index, state, scenario, width), [index, state, scenario, width]);
  const { boxes, height } = place(stage.cast, sizes, width);

  const onNodesChange = useCallback((changes: NodeChange<StageNode>[]) => {
    const measured = changes.flatMap((change) =>
      change.type === 'dimensions' && change.dimensions && !LANE_IDS.has(change.id)
        ? [[change.id, change.dimensions] as const]
        : [],
    );
    if (measured.length > 0) setSizes((known) => new Map([...known, ...measured]));
  }, []);

  const nodes = stage.nodes.map((node): StageNode => {
    const box = boxes.get(node.id);
    const lane = LANE_IDS.has(node.id);
    const measured = lane ? box : sizes.get(node.id);
    return {
      ...node,
      position: { x: Math.round(box?.x ?? 0), y: Math.round(box?.y ?? 0) },
      ...(lane && box ? { width: box.width, height: box.height } : {}),
      ...(measured ? { measured: { width: measured.width, height: measured.height } } : {}),
    };
  });

  return (
    <div
      ref={element}
      className={`stage ${moving ? 'stage-moving' : ''}`}
      style={{ height: Math.max(height, 320) }}
      data-testid="stage"
      data-step={step}
    >
      {width > 0 && (
        <ReactFlow<StageNode, StageEdge>
          nodes={nodes}
          edges={stage.edges as StageEdge[]}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          onNodesChange={onNodesChange}
          viewport={VIEWPORT}
          minZoom={1}
          maxZoom={1}
          panOnDrag={false}
          panOnScroll={false}
          zoomOnScroll={false}
          zoomOnPinch={false}
          zoomOnDoubleClick={false}
          preventScrolling={false}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          disableKeyboardA11y
        />
      )}
    </div>
  );
}

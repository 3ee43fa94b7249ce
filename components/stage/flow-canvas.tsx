'use client';
// React Flow as a surface to draw on: the stage's own width, nodes that are measured first and then placed, and as
// much height as they need.
import '@xyflow/react/dist/base.css';
import './stage.css';
import { type Edge, type EdgeTypes, type Node, type NodeChange, type NodeTypes, ReactFlow } from '@xyflow/react';
import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { type Box, LANES, type Size } from './layout';

const LANE_IDS: ReadonlySet<string> = new Set(LANES);
const VIEWPORT = { x: 0, y: 0, zoom: 1 };

export interface StageSizes {
  readonly element: RefObject<HTMLDivElement | null>;
  /** 0 until it is known. */
  readonly width: number;
  /** Of every node that was drawn, but for the lanes: those follow from the others. */
  readonly sizes: ReadonlyMap<string, Size>;
  readonly onNodesChange: (changes: NodeChange<Node>[]) => void;
}

export function useStageSizes(): StageSizes {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [sizes, setSizes] = useState<ReadonlyMap<string, Size>>(new Map());
  useLayoutEffect(() => {
    const observed = element.current;
    if (!observed) return;
    setWidth(observed.clientWidth);
    const observer = new ResizeObserver(() => setWidth(observed.clientWidth));
    observer.observe(observed);
    return () => observer.disconnect();
  }, []);
  const onNodesChange = useCallback((changes: NodeChange<Node>[]) => {
    const measured = changes.flatMap((change) =>
      change.type === 'dimensions' && change.dimensions && !LANE_IDS.has(change.id)
        ? [[change.id, change.dimensions] as const]
        : [],
    );
    if (measured.length > 0) setSizes((known) => new Map([...known, ...measured]));
  }, []);
  return { element, width, sizes, onNodesChange };
}

/** Nodes stand where their boxes are; lanes are as large as theirs. */
export function FlowCanvas<N extends Node, E extends Edge>({
  stage: { element, width, sizes, onNodesChange },
  nodes,
  edges,
  boxes,
  height,
  nodeTypes,
  edgeTypes,
  moving,
  step,
}: {
  readonly stage: StageSizes;
  readonly nodes: readonly N[];
  readonly edges: readonly E[];
  readonly boxes: ReadonlyMap<string, Box>;
  readonly height: number;
  readonly nodeTypes: NodeTypes;
  readonly edgeTypes: EdgeTypes;
  /** Whether the run is being played, so that what happens travels instead of just being there. */
  readonly moving: boolean;
  readonly step: number;
}) {
  const placed = nodes.map((node): N => {
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
      className={`stage @container ${moving ? 'stage-moving' : ''}`}
      style={{ height: Math.max(height, 320) }}
      data-testid="stage"
      data-step={step}
    >
      {width > 0 && (
        <ReactFlow<N, E>
          nodes={placed}
          edges={edges as E[]}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
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

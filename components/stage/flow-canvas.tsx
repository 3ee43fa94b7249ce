'use client';
// React Flow as a surface to draw on: the stage's own width, nodes that are measured first and then placed, and as
// much height as they need.
import '@xyflow/react/dist/base.css';
import './stage.css';
import { type NodeChange, type NodeProps, ReactFlow } from '@xyflow/react';
import { type ReactNode, type RefObject, useCallback, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { useWidth } from '@/components/width/use-width';
import { ClassNode } from './class-node';
import type { StageEdge } from './edges';
import { ENDS } from './ends';
import { type StageNode, TICKET } from './flow';
import { type Box, LANES, type Size } from './layout';
import { LaneNode, TicketNode } from './nodes';
import { StrokeEdge } from './stroke-edge';
import { TableNode } from './table-node';

type Props<T extends StageNode['type']> = NodeProps<Extract<StageNode, { type: T }>>;

const NODE_TYPES = {
  lane: LaneNode,
  class: ({ data }: Props<'class'>) => <ClassNode data={data} {...ENDS} />,
  ticket: ({ data }: Props<'ticket'>) => <TicketNode data={data} {...ENDS} />,
  table: ({ data }: Props<'table'>) => <TableNode data={data} {...ENDS} />,
};
const EDGE_TYPES = { stroke: StrokeEdge };

const LANE_IDS: ReadonlySet<string> = new Set(LANES);
const VIEWPORT = { x: 0, y: 0, zoom: 1 };

/** React Flow calls itself an application, in which screen readers read neither tables nor text; what its lines say stands in the boxes, too. */
const asDocument = (flow: HTMLDivElement | null) => {
  flow?.removeAttribute('role');
  flow?.querySelector('.react-flow__edges')?.setAttribute('aria-hidden', 'true');
};

export interface StageSizes {
  readonly element: RefObject<HTMLDivElement | null>;
  /** 0 until it is known. */
  readonly width: number;
  /** Of every node that was drawn, but for the lanes, which follow from the others, and the ticket. */
  readonly sizes: ReadonlyMap<string, Size>;
  readonly ticket: Size;
  readonly onNodesChange: (changes: NodeChange<StageNode>[]) => void;
}

/** As wide as the stage is on A4; app/globals.css says what is around it. */
const PAPER_WIDTH = 652;

/** A stage is laid out anew before it goes to paper, as it is laid out by its width. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const before = () => flushSync(() => setPrinting(true));
    const after = () => setPrinting(false);
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
    return () => {
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
    };
  }, []);
  return printing;
}

export function useStageSizes(): StageSizes {
  const [element, measured] = useWidth(0);
  const width = usePrinting() && measured > 0 ? PAPER_WIDTH : measured;
  const [sizes, setSizes] = useState<ReadonlyMap<string, Size>>(new Map());
  const [ticket, setTicket] = useState<Size>({ width: 0, height: 0 });
  const onNodesChange = useCallback((changes: NodeChange<StageNode>[]) => {
    const measured = changes.flatMap((change) =>
      change.type === 'dimensions' && change.dimensions && !LANE_IDS.has(change.id)
        ? [[change.id, change.dimensions] as const]
        : [],
    );
    const others = measured.filter(([id]) => id !== TICKET);
    if (others.length > 0) setSizes((known) => new Map([...known, ...others]));
    const own = measured.find(([id]) => id === TICKET);
    if (own) setTicket(own[1]);
  }, []);
  return { element, width, sizes, ticket, onNodesChange };
}

/** Nodes stand where their boxes are; lanes are as large as theirs. */
export function FlowCanvas({
  stage: { element, width, sizes, ticket, onNodesChange },
  nodes,
  edges,
  boxes,
  height,
  moving,
  step,
  children,
}: {
  readonly stage: StageSizes;
  readonly nodes: readonly StageNode[];
  readonly edges: readonly StageEdge[];
  readonly boxes: ReadonlyMap<string, Box>;
  readonly height: number;
  /** Whether the run is being played, so that what happens travels instead of just being there. */
  readonly moving: boolean;
  readonly step: number;
  /** What is on the stage besides. */
  readonly children: ReactNode;
}) {
  const placed = nodes.map((node): StageNode => {
    const box = boxes.get(node.id);
    const lane = LANE_IDS.has(node.id);
    const measured = lane ? box : node.id === TICKET ? ticket : sizes.get(node.id);
    return {
      ...node,
      domAttributes: { 'aria-roledescription': undefined },
      position: { x: Math.round(box?.x ?? 0), y: Math.round(box?.y ?? 0) },
      ...(lane && box ? { width: box.width, height: box.height } : {}),
      ...(measured ? { measured: { width: measured.width, height: measured.height } } : {}),
    };
  });
  return (
    <div
      ref={element}
      className={`stage relative @container ${moving ? 'stage-moving' : ''}`}
      style={{ height }}
      data-testid="stage"
      data-step={step}
    >
      {width > 0 && children}
      {width > 0 && (
        <ReactFlow<StageNode, StageEdge>
          ref={asDocument}
          nodes={placed}
          edges={edges as StageEdge[]}
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

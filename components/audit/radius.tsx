'use client';
// The whole schema: a box for each table, an arrow for each foreign key, drawn as what happens to the rows at its end. A
// class that is chosen lights what its delete reaches.
import '@xyflow/react/dist/base.css';
import './radius.css';
import { Graph, layout } from '@dagrejs/dagre';
import { Controls, type Edge, Handle, MarkerType, type Node, type NodeProps, Position, ReactFlow } from '@xyflow/react';
import { useMemo, useState } from 'react';
import { DOER_LOOKS } from '@/components/actor/looks';
import type { Audit, TableCounts } from '@/lib/audit/facts';
import { arrowsOf, type Fate, reachOf } from '@/lib/audit/radius';
import { countWords } from '@/lib/audit/words';

interface Told extends Record<string, unknown> {
  readonly table: string;
  /** The classes that are mapped to it first. */
  readonly classes: readonly string[];
  readonly counts: TableCounts | null;
  readonly state: 'chosen' | 'lit' | 'dim' | 'calm';
  readonly refused: boolean;
  readonly onChoose: (name: string | null) => void;
}
type TableNode = Node<Told, 'table'>;

const WIDTH = 190;
const HEIGHT = 62;

const WORDS: Readonly<Record<Fate, string>> = {
  client: '● ORM',
  foreignKey: '◆ foreign key',
  trigger: '▲ trigger',
  null: '○ NULL',
  refused: '✕ refused',
  untouched: 'untouched',
  unseen: 'not observed',
};
const COLOURS: Readonly<Record<Fate, string>> = {
  client: 'var(--orm)',
  foreignKey: 'var(--fk)',
  trigger: 'var(--trigger)',
  null: 'var(--ink-2)',
  refused: 'var(--bad)',
  untouched: 'var(--line-strong)',
  unseen: 'var(--line-strong)',
};
const DASHES: Partial<Record<Fate, string>> = { null: '6 4', untouched: '2 4', unseen: '2 4' };

/** React Flow calls itself an application, in which screen readers read nothing else. */
const asDocument = (flow: HTMLDivElement | null) => {
  flow?.removeAttribute('role');
  flow?.querySelector('.react-flow__edges')?.setAttribute('aria-hidden', 'true');
};

export default function Radius({ audit }: { readonly audit: Audit }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const arrows = useMemo(() => arrowsOf(audit), [audit]);
  const places = useMemo(() => placesOf(audit, arrows), [audit, arrows]);
  const reach = chosen === null ? null : reachOf(audit, chosen);
  const nodes = audit.tables.map((table): TableNode => {
    const classes = audit.facts.classes.filter(({ tables }) => tables[0] === table.name).map(({ name }) => name);
    const counts = reach?.tables[table.name] ?? null;
    const isChosen = chosen !== null && classes.includes(chosen);
    const state = chosen === null ? 'calm' : isChosen ? 'chosen' : counts ? 'lit' : 'dim';
    return {
      id: table.name,
      type: 'table',
      position: places.get(table.name) ?? { x: 0, y: 0 },
      width: WIDTH,
      height: HEIGHT,
      data: {
        table: table.name,
        classes,
        counts,
        state,
        refused: isChosen && reach?.refused !== null && reach !== null,
        onChoose: setChosen,
      },
    };
  });
  const lit = new Set([...Object.keys(reach?.tables ?? {})]);
  const edges = arrows.map(({ key, fate }): Edge => {
    const isDim = chosen !== null && !(lit.has(key.table) && lit.has(key.references));
    return {
      id: key.place,
      source: key.references,
      target: key.table,
      label: WORDS[fate],
      labelStyle: { fill: COLOURS[fate] },
      labelBgStyle: { fill: 'var(--card)' },
      style: { stroke: COLOURS[fate], strokeWidth: 1.6, strokeDasharray: DASHES[fate], opacity: isDim ? 0.25 : 1 },
      markerEnd: { type: MarkerType.ArrowClosed, color: COLOURS[fate] },
    };
  });
  return (
    <div className="radius h-[52vh] min-h-80">
      <ReactFlow
        ref={asDocument}
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        fitView
        fitViewOptions={{ padding: 0.12, maxZoom: 1 }}
        minZoom={0.1}
        maxZoom={1.6}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        preventScrolling={false}
        zoomOnScroll={false}
        onlyRenderVisibleElements={nodes.length > 60}
        onPaneClick={() => setChosen(null)}
      >
        <Controls showInteractive={false} />
      </ReactFlow>
      <p className="sr-only" role="status">
        {chosen === null ? '' : saidOf(chosen, reach)}
      </p>
    </div>
  );
}

function saidOf(name: string, reach: ReturnType<typeof reachOf>): string {
  if (!reach) return `No delete of ${name} was observed.`;
  if (reach.refused !== null) return `Deleting ${name} is refused, ${reach.refused}.`;
  const said = Object.entries(reach.tables).map(([table, counts]) => `${table}: ${countWords(counts)}`);
  return `Deleting ${name} reaches ${said.join('; ')}.`;
}

const BORDERS = {
  chosen: 'border-ink border-2',
  lit: 'border-line-strong',
  dim: 'border-line opacity-50',
  calm: 'border-line-strong',
} as const;

function TableBox({ data: { table, classes, counts, state, refused, onChoose } }: NodeProps<TableNode>) {
  const [first] = classes;
  return (
    <div className={`grid h-full content-center rounded-lg border bg-card px-3 py-1.5 text-left ${BORDERS[state]}`}>
      <Handle type="target" position={Position.Top} className="invisible" />
      {first === undefined ? (
        <span className="truncate font-mono text-[12.5px] text-ink-2">{table}</span>
      ) : (
        <button
          type="button"
          aria-pressed={state === 'chosen'}
          className="nopan truncate text-left text-[13.5px] font-semibold text-ink hover:underline"
          onClick={() => onChoose(state === 'chosen' ? null : first)}
        >
          {classes.join(', ')}
        </button>
      )}
      <span className="truncate text-[12px] text-ink-2">
        {refused ? <b className="text-bad">✕ refused</b> : counts ? <Counts counts={counts} /> : first && table}
      </span>
      <Handle type="source" position={Position.Bottom} className="invisible" />
    </div>
  );
}

function Counts({ counts }: { readonly counts: TableCounts }) {
  return (
    <span className="flex gap-2 tabular-nums">
      {counts.client > 0 && <b className={DOER_LOOKS.client.text}>● {counts.client}</b>}
      {counts.foreignKey > 0 && <b className={DOER_LOOKS['foreign-key'].text}>◆ {counts.foreignKey}</b>}
      {counts.trigger > 0 && <b className={DOER_LOOKS.trigger.text}>▲ {counts.trigger}</b>}
      {counts.nulled > 0 && <b>NULL {counts.nulled}</b>}
    </span>
  );
}

const NODE_TYPES = { table: TableBox };

/** Parents above their children. */
function placesOf({ tables }: Audit, arrows: ReturnType<typeof arrowsOf>) {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 28, ranksep: 78, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { name } of tables) graph.setNode(name, { width: WIDTH, height: HEIGHT });
  for (const { key } of arrows) {
    if (key.references !== key.table) graph.setEdge(key.references, key.table, {}, key.place);
  }
  layout(graph);
  return new Map(
    tables.map(({ name }) => {
      const { x = 0, y = 0 } = graph.node(name) as { x?: number; y?: number };
      return [name, { x: x - WIDTH / 2, y: y - HEIGHT / 2 }] as const;
    }),
  );
}

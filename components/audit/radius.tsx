'use client';
// The whole schema: a box for each table, an arrow for each foreign key, drawn as what happens to the rows at its end. A
// class that is chosen lights what its delete reaches.
import '@xyflow/react/dist/base.css';
import './radius.css';
import {
  Controls,
  type Edge,
  Handle,
  MarkerType,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
  type ReactFlowInstance,
} from '@xyflow/react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { DOER_LOOKS } from '@/components/actor/looks';
import { saveFile } from '@/components/save/save-file';
import { motionIsWelcome } from '@/components/timeline/frames';
import type { Audit, TableCounts } from '@/lib/audit/facts';
import { arrowsOf, type Fate, reachOf } from '@/lib/audit/radius';
import { countWords } from '@/lib/audit/words';
import { HEIGHT, placesOf, WIDTH } from './places';

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
  const [wanted, setWanted] = useState('');
  const [onlyReached, setOnlyReached] = useState(false);
  const flow = useRef<ReactFlowInstance<TableNode> | null>(null);
  const classesOf = useMemo(() => {
    const found = new Map<string, string[]>();
    for (const { name, tables } of audit.facts.classes) {
      const [first] = tables;
      if (first !== undefined) found.set(first, [...(found.get(first) ?? []), name]);
    }
    return found;
  }, [audit]);
  const all = useMemo(() => arrowsOf(audit), [audit]);
  const reach = useMemo(() => (chosen === null ? null : reachOf(audit, chosen)), [audit, chosen]);
  const reached = useMemo(() => {
    const own = audit.facts.classes.find(({ name }) => name === chosen)?.tables ?? [];
    return new Set([...own, ...Object.keys(reach?.tables ?? {})]);
  }, [audit, chosen, reach]);
  const shown = onlyReached && chosen !== null ? reached : null;
  const { tables, arrows, places } = useMemo(() => {
    const names = audit.tables.map(({ name }) => name).filter((name) => shown?.has(name) ?? true);
    const between = all.filter(({ key }) => names.includes(key.table) && names.includes(key.references));
    return { tables: names, arrows: between, places: placesOf(names, between) };
  }, [audit, all, shown]);

  const choose = useCallback((name: string | null) => {
    setChosen(name);
    setWanted(name ?? '');
  }, []);
  const search = (text: string) => {
    setWanted(text);
    const found = audit.facts.classes.find(({ name }) => name.toLowerCase() === text.trim().toLowerCase());
    setChosen(found?.name ?? null);
    if (!found) return;
    const lit = Object.keys(reachOf(audit, found.name)?.tables ?? {});
    const nodes = [...new Set([...found.tables, ...lit])].map((id) => ({ id }));
    const duration = motionIsWelcome() ? 250 : 0;
    // the boxes of another choice are there with the next frame
    requestAnimationFrame(() => flow.current?.fitView({ nodes, padding: 0.2, maxZoom: 1, duration }));
  };

  const nodes = useMemo(
    () =>
      tables.map((table): TableNode => {
        const classes = classesOf.get(table) ?? [];
        const counts = reach?.tables[table] ?? null;
        const isChosen = chosen !== null && classes.includes(chosen);
        const state = chosen === null ? 'calm' : isChosen ? 'chosen' : counts ? 'lit' : 'dim';
        const refused = isChosen && reach !== null && reach.refused !== null;
        return {
          id: table,
          type: 'table',
          position: places.get(table) ?? { x: 0, y: 0 },
          ...SIZE,
          data: { table, classes, counts, state, refused, onChoose: choose },
        };
      }),
    [tables, places, classesOf, chosen, reach, choose],
  );
  const edges = useMemo(
    () =>
      arrows.map(({ key, fate }): Edge => {
        const isDim = chosen !== null && !(reached.has(key.table) && reached.has(key.references));
        const style = { stroke: COLOURS[fate], strokeWidth: 1.6, strokeDasharray: DASHES[fate] };
        return {
          id: key.place,
          source: key.references,
          target: key.table,
          label: WORDS[fate],
          labelStyle: { fill: COLOURS[fate] },
          labelBgStyle: { fill: 'var(--card)' },
          style: { ...style, opacity: isDim ? 0.25 : 1 },
          markerEnd: { type: MarkerType.ArrowClosed, color: COLOURS[fate] },
        };
      }),
    [arrows, chosen, reached],
  );
  const save = async () => {
    const { pictureOf } = await import('./picture');
    const boxes = nodes.map(({ position, data: { table, classes, counts, state, refused } }) => ({
      ...position,
      title: classes.length > 0 ? classes.join(', ') : table,
      below: refused ? '✕ refused' : counts ? countWords(counts) : classes.length > 0 ? table : '',
      isDim: state === 'dim',
    }));
    const at = new Map(nodes.map(({ id, position }) => [id, position]));
    const lines = edges.flatMap(({ source, target, label, style }) => {
      const [from, to] = [at.get(source), at.get(target)];
      return from && to ? [{ from, to, label: String(label), style: style ?? {} }] : [];
    });
    const name = chosen === null ? 'schema' : chosen;
    saveFile(`${name}.svg`, new Blob([pictureOf(boxes, lines)], { type: 'image/svg+xml' }));
  };
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2 border-b border-line px-4 py-2.5 text-[13.5px] text-ink-2 sm:px-5 print:hidden">
        <label className="flex items-center gap-2">
          Class
          <input
            type="search"
            list="classes-to-choose"
            value={wanted}
            placeholder={audit.facts.classes[0]?.name ?? ''}
            className="h-8 w-44 rounded-md border border-line-strong bg-card px-2.5 text-ink"
            onChange={(event) => search(event.target.value)}
          />
          <datalist id="classes-to-choose">
            {audit.facts.classes.map(({ name }) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </label>
        <label className="flex min-h-6 items-center gap-2">
          <input
            type="checkbox"
            className="size-4 accent-current"
            checked={onlyReached}
            onChange={(event) => setOnlyReached(event.target.checked)}
          />
          Only what it reaches
        </label>
        <button type="button" className="min-h-6 underline underline-offset-4 hover:text-ink" onClick={save}>
          Save the picture
        </button>
      </div>
      <div className="radius h-[52vh] min-h-80">
        <ReactFlow
          ref={asDocument}
          key={shown ? chosen : ''}
          nodes={nodes}
          edges={edges}
          nodeTypes={NODE_TYPES}
          fitView
          fitViewOptions={FIT}
          minZoom={0.1}
          maxZoom={1.6}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          preventScrolling={false}
          zoomOnScroll={false}
          onlyRenderVisibleElements={nodes.length > 60}
          onInit={(instance) => {
            flow.current = instance;
          }}
          onPaneClick={() => choose(null)}
        >
          <Controls showInteractive={false} />
        </ReactFlow>
        <p className="sr-only" role="status">
          {chosen === null ? '' : saidOf(chosen, reach)}
        </p>
      </div>
    </>
  );
}

/** Known beforehand: nothing is measured, and arrows are there whenever boxes are drawn anew. */
const SIZE = {
  width: WIDTH,
  height: HEIGHT,
  measured: { width: WIDTH, height: HEIGHT },
  handles: [
    { type: 'target', position: Position.Top, x: WIDTH / 2, y: 0, width: 1, height: 1 },
    { type: 'source', position: Position.Bottom, x: WIDTH / 2, y: HEIGHT, width: 1, height: 1 },
  ],
} satisfies Partial<TableNode>;

const FIT = { padding: 0.12, maxZoom: 1 };

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

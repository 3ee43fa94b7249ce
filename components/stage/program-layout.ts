// Places a program's classes and tables by their measured sizes: each lane is a graph that dagre lays out, from left
// to right where there is room, else from top to bottom. Pure; all lengths in CSS pixels.
import { Graph, layout } from '@dagrejs/dagre';
import { type Box, frameOf, lanesOf, MARGIN, PADDING, type Size, UNMEASURED, WIRE_PADDING } from './layout';

interface Line {
  readonly source: string;
  readonly target: string;
  readonly data?: { readonly label: string };
}

/** What is to be placed, by role; ids are those of the nodes. */
export interface ProgramCast {
  readonly classes: readonly string[];
  readonly relationships: readonly Line[];
  readonly ticket: string;
  readonly ticketTarget: string | null;
  readonly tables: readonly string[];
  readonly foreignKeys: readonly Line[];
}

/** Between neighbours, and the least between ranks; a label needs more. */
const NEIGHBOURS = 20;
const RANKS = 56;
/** Width of a character of a label, and the room around its text. */
const CHARACTER = 6.8;
const LABEL_ROOM = 44;
/** As high as the stage is at least. */
const LEAST_HEIGHT = 320;

type Direction = 'LR' | 'TB';

interface Arranged extends Size {
  readonly boxes: ReadonlyMap<string, Box>;
}

/** The nodes of one lane from its own corner on. */
function arrange(
  ids: readonly string[],
  lines: readonly Line[],
  sizes: ReadonlyMap<string, Size>,
  direction: Direction,
): Arranged {
  const graph = new Graph({ multigraph: true });
  const widest = Math.max(0, ...lines.map(({ data }) => (data?.label.length ?? 0) * CHARACTER + LABEL_ROOM));
  const ranks = direction === 'LR' ? Math.max(RANKS, widest) : RANKS;
  graph.setGraph({ rankdir: direction, nodesep: NEIGHBOURS, ranksep: ranks, marginx: 0, marginy: 0 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const id of ids) graph.setNode(id, { ...(sizes.get(id) ?? UNMEASURED) });
  lines.forEach(({ source, target }, at) => {
    graph.setEdge(source, target, {}, String(at));
  });
  layout(graph);
  const boxes = new Map<string, Box>();
  for (const id of ids) {
    const { width, height } = sizes.get(id) ?? UNMEASURED;
    const { x = 0, y = 0 } = graph.node(id);
    boxes.set(id, { x: x - width / 2, y: y - height / 2, width, height });
  }
  const ends = [...boxes.values()];
  return {
    boxes,
    width: Math.max(0, ...ends.map(({ x, width }) => x + width)),
    height: Math.max(0, ...ends.map(({ y, height }) => y + height)),
  };
}

/** The same nodes one below the other, where not even those of one rank fit beside each other. */
function stack({ boxes }: Arranged): Arranged {
  const ordered = [...boxes].sort(([, a], [, b]) => a.y + a.height / 2 - (b.y + b.height / 2) || a.x - b.x);
  const stacked = new Map<string, Box>();
  let y = 0;
  for (const [id, box] of ordered) {
    stacked.set(id, { ...box, x: 0, y });
    y += box.height + RANKS;
  }
  return {
    boxes: stacked,
    width: Math.max(0, ...ordered.map(([, { width }]) => width)),
    height: Math.max(0, y - RANKS),
  };
}

/** Whether both lanes fit from left to right. */
export function fitsAcross(cast: ProgramCast, sizes: ReadonlyMap<string, Size>, width: number): boolean {
  const { left, right } = frameOf(width);
  return [
    arrange(cast.classes, cast.relationships, sizes, 'LR'),
    arrange(cast.tables, cast.foreignKeys, sizes, 'LR'),
  ].every((lane) => lane.width <= right - left);
}

/** Positions and sizes of all nodes and lanes, and the stage's height. */
export function placeProgram(
  cast: ProgramCast,
  sizes: ReadonlyMap<string, Size>,
  width: number,
  across: boolean,
): { readonly boxes: ReadonlyMap<string, Box>; readonly height: number } {
  const { left, right, header } = frameOf(width);
  const boxes = new Map<string, Box>();
  const put = (ids: readonly string[], lines: readonly Line[], top: number) => {
    const arranged = arrange(ids, lines, sizes, across ? 'LR' : 'TB');
    const lane = arranged.width > right - left && !across ? stack(arranged) : arranged;
    for (const [id, box] of lane.boxes) boxes.set(id, { ...box, x: left + box.x, y: top + box.y });
    return top + lane.height;
  };
  const pythonEnd = put(cast.classes, cast.relationships, header) + PADDING;
  const ticket = sizes.get(cast.ticket) ?? UNMEASURED;
  const postgresTop = pythonEnd + ticket.height + 2 * WIRE_PADDING;
  const tablesEnd = put(cast.tables, cast.foreignKeys, postgresTop + header) + MARGIN;
  const height = Math.max(tablesEnd, LEAST_HEIGHT);
  const wanted = boxes.get(cast.ticketTarget ?? '')?.x ?? left;
  const x = Math.max(left, Math.min(wanted, right - ticket.width));
  boxes.set(cast.ticket, { x, y: pythonEnd + WIRE_PADDING, ...ticket });
  return { boxes: new Map([...boxes, ...lanesOf(width, pythonEnd, postgresTop, height)]), height };
}

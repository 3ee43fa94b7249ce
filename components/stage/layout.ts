// Places the stage's nodes: what Python knows above the wire, what PostgreSQL holds below it. Both lanes share their
// columns, so that a class stands above its table; where they do not fit beside each other, each rank is a row of its
// own. dagre says which rank a node has and in which order; sizes are measured. Pure; all lengths in CSS pixels.
import { Graph, layout } from '@dagrejs/dagre';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

/** A line between nodes, with the text that stands on it. */
export interface Line {
  readonly source: string;
  readonly target: string;
  readonly label: string;
}

/** One lane's nodes and the lines between them. */
export interface Scene {
  readonly ids: readonly string[];
  readonly lines: readonly Line[];
}

/** The nodes of a scene by rank, from where its lines come to where they go; each rank in the order that crosses least. */
export type Ranks = readonly (readonly string[])[];

/** What is to be placed. It is the same throughout a run. */
export interface Cast {
  readonly python: Scene;
  readonly postgres: Scene;
  readonly ranks: { readonly python: Ranks; readonly postgres: Ranks };
}

export const LANES = ['lane-python', 'lane-wire', 'lane-postgres'] as const;

const MARGIN = 24;
const NARROW_MARGIN = 12;
/** Room above a lane's nodes for its name, where the name stands above them and not beside them. */
const HEADER = 44;
const NARROW_HEADER = 30;
const PADDING = 18;
const WIRE_PADDING = 7;
/** Below PostgreSQL's nodes: React Flow's name stands there. */
const FOOT = 24;
/** Below this width margins are narrow. */
const WIDE = 640;
/** From this width on the lanes' names stand in a gutter of their own, out of the way of the lines. */
const GUTTERED = 800;
const GUTTER = 124;
/** Between neighbours of a rank. */
const NEIGHBOURS = 20;
/** The least between ranks; a label beside it needs more, and what is free is used up to the most. */
const RANKS = 56;
const NARROW_RANKS = 32;
export const MOST_BETWEEN_RANKS = 320;
/** Width of a character of a label, and the room around its text. */
const CHARACTER = 6.8;
const LABEL_ROOM = 12;
/** As high as the stage is at least, and Python's lane, for its name. */
const LEAST_HEIGHT = 320;
const LEAST_LANE = 92;
const UNMEASURED: Size = { width: 0, height: 0 };

export function hasGutter(width: number): boolean {
  return width >= GUTTERED;
}

/** Where the lanes of a stage have room for nodes: from `left` to `right`, and `header` below their tops. */
function frameOf(width: number) {
  const narrow = width < WIDE;
  const margin = narrow ? NARROW_MARGIN : MARGIN;
  const gutter = hasGutter(width);
  return {
    left: gutter ? GUTTER : margin,
    right: width - margin,
    header: gutter ? PADDING : narrow ? NARROW_HEADER : HEADER,
    ranks: narrow ? NARROW_RANKS : RANKS,
    below: narrow ? NARROW_MARGIN : PADDING,
  };
}

/** dagre's ranks and orders, which no size changes: this is done once for a run. */
export function ranksOf({ ids, lines }: Scene): Ranks {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR' });
  for (const id of ids) graph.setNode(id, { width: 1, height: 1 });
  lines.forEach(({ source, target }, at) => {
    graph.setEdge(source, target, {}, String(at));
  });
  if (ids.length > 0) layout(graph);
  const ranks = new Map<number, string[]>();
  const placeOf = (id: string) => graph.node(id) as { readonly x?: number; readonly y?: number };
  for (const id of ids) {
    const rank = Math.round(placeOf(id).x ?? 0);
    ranks.set(rank, [...(ranks.get(rank) ?? []), id]);
  }
  return [...ranks.keys()]
    .sort((a, b) => a - b)
    .map((rank) => (ranks.get(rank) ?? []).sort((a, b) => (placeOf(a).y ?? 0) - (placeOf(b).y ?? 0)));
}

/** How tall the lanes above PostgreSQL's are. */
export interface Bands {
  readonly python: number;
  readonly wire: number;
}

export const wireHeightOf = (ticket: number) => ticket + 2 * WIRE_PADDING;

export interface Arrangement {
  /** From left to right; else from top to bottom. */
  readonly across: boolean;
  /** Of all nodes but the ticket, within their lanes. */
  readonly boxes: ReadonlyMap<string, Box>;
  readonly pythonHeight: number;
  readonly postgresHeight: number;
  readonly width: number;
}

/** Where all but the ticket stands. Changes with the sizes and the stage's width alone, and not with the step. */
export function arrange(cast: Cast, sizes: ReadonlyMap<string, Size>, width: number): Arrangement {
  const frame = frameOf(width);
  const size = (id: string) => sizes.get(id) ?? UNMEASURED;
  const columns = columnsOf(cast, size, frame.right - frame.left);
  const boxes = new Map<string, Box>();
  const put = (ranks: Ranks) =>
    columns ? putInColumns(ranks, columns, size, frame, boxes) : putInRows(ranks, size, frame, boxes);
  return {
    across: columns !== null,
    boxes,
    pythonHeight: Math.max(put(cast.ranks.python) + frame.below, LEAST_LANE),
    postgresHeight: put(cast.ranks.postgres) + FOOT,
    width,
  };
}

type SizeOf = (id: string) => Size;
type Frame = ReturnType<typeof frameOf>;

/** The room that columns need between them for what stands on their lines. */
export function leastBetweenRanks({ python, postgres }: Pick<Cast, 'python' | 'postgres'>): number {
  const label = Math.max(0, ...[...python.lines, ...postgres.lines].map((each) => each.label.length));
  return Math.max(RANKS, label === 0 ? 0 : label * CHARACTER + LABEL_ROOM);
}

/** Where each rank begins, counted from the left end of the room; null where they do not fit beside each other. */
function columnsOf({ python, postgres, ranks }: Cast, size: SizeOf, room: number): readonly number[] | null {
  const count = Math.max(ranks.python.length, ranks.postgres.length);
  const widths = Array.from({ length: count }, (_, rank) =>
    Math.max(0, ...[...(ranks.python[rank] ?? []), ...(ranks.postgres[rank] ?? [])].map((id) => size(id).width)),
  );
  const least = leastBetweenRanks({ python, postgres });
  const free = room - widths.reduce((sum, width) => sum + width, 0);
  if (count > 1 && free < (count - 1) * least) return null;
  if (count === 1 && free < 0) return null;
  const between = Math.min(Math.max(least, MOST_BETWEEN_RANKS), free / Math.max(1, count - 1));
  // One alone stands in the middle.
  let x = count === 1 ? free / 2 : 0;
  return widths.map((width) => {
    const start = x;
    x += width + between;
    return start;
  });
}

/** Returns where the lane's nodes end. */
function putInColumns(
  ranks: Ranks,
  columns: readonly number[],
  size: SizeOf,
  { left, header }: Frame,
  boxes: Map<string, Box>,
): number {
  let bottom = header;
  ranks.forEach((ids, rank) => {
    let y = header;
    for (const id of ids) {
      boxes.set(id, { x: left + (columns[rank] ?? 0), y, ...size(id) });
      y += size(id).height + NEIGHBOURS;
    }
    bottom = Math.max(bottom, y - NEIGHBOURS);
  });
  return bottom;
}

function putInRows(
  ranks: Ranks,
  size: SizeOf,
  { left, right, header, ranks: between }: Frame,
  boxes: Map<string, Box>,
): number {
  let top = header;
  for (const ids of ranks) {
    let [x, height] = [left, 0];
    for (const id of ids) {
      const own = size(id);
      if (x > left && x + own.width > right) {
        top += height + NEIGHBOURS;
        [x, height] = [left, 0];
      }
      boxes.set(id, { x, y: top, ...own });
      x += own.width + NEIGHBOURS;
      height = Math.max(height, own.height);
    }
    top += height + between;
  }
  return Math.max(header, top - between);
}

/** Positions and sizes of all nodes and lanes, and the stage's height. The ticket stands above the table it goes to. */
export function place(
  { boxes, pythonHeight: ownHeight, postgresHeight, width }: Arrangement,
  postgres: readonly string[],
  ticket: {
    readonly id: string;
    readonly size: Size;
    readonly target: string | null;
    /** The height of the run's tallest. */
    readonly room: number;
  },
  least: Bands = { python: 0, wire: 0 },
): { readonly boxes: ReadonlyMap<string, Box>; readonly height: number } {
  const { left, right } = frameOf(width);
  const pythonHeight = Math.max(ownHeight, least.python);
  const wireHeight = Math.max(wireHeightOf(Math.max(ticket.size.height, ticket.room)), least.wire);
  const postgresTop = pythonHeight + wireHeight;
  const height = Math.max(postgresTop + postgresHeight, LEAST_HEIGHT);
  const all = new Map(boxes);
  for (const id of postgres) {
    const box = boxes.get(id);
    if (box) all.set(id, { ...box, y: box.y + postgresTop });
  }
  const wanted = boxes.get(ticket.target ?? '')?.x ?? left;
  const x = Math.max(left, Math.min(wanted, right - ticket.size.width));
  all.set(ticket.id, { x, y: pythonHeight + WIRE_PADDING, ...ticket.size });
  const [python, wire, tables] = LANES;
  all.set(python, { x: 0, y: 0, width, height: pythonHeight });
  all.set(wire, { x: 0, y: pythonHeight, width, height: wireHeight });
  all.set(tables, { x: 0, y: postgresTop, width, height: height - postgresTop });
  return { boxes: all, height };
}

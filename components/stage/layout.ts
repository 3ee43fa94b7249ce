// Places the stage's nodes by their measured sizes: two lanes with the wire between them, side by side where
// the stage is wide, stacked where it is narrow. Pure; all lengths in CSS pixels.

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

/** What is to be placed, by role; ids are those of the nodes. */
export interface Cast {
  /** Objects of the parent class in the Session, then the collection of child objects. */
  readonly objects: readonly string[];
  readonly collection: string;
  readonly ticket: string;
  /** Which table the ticket goes to, if one. */
  readonly ticketTarget: string | null;
  /** The parent's table, then the child's. */
  readonly tables: readonly string[];
}

export const LANES = ['lane-python', 'lane-wire', 'lane-postgres'] as const;

export const MARGIN = 24;
const NARROW_MARGIN = 14;
/** Room above a lane's nodes for its name, where the name stands above them and not beside them. */
const HEADER = 44;
export const PADDING = 18;
const GAP = 16;
export const WIRE_PADDING = 10;
/** Below this width everything stands in one column. */
const WIDE = 640;
/** From this width on the lanes' names stand in a gutter of their own, out of the way of the lines. */
const GUTTERED = 800;
const GUTTER = 132;
/** The least room between the columns, for the foreign key's strokes and label. */
const BETWEEN = 170;
export const UNMEASURED: Size = { width: 0, height: 0 };

export function isWide(width: number): boolean {
  return width >= WIDE;
}

export function hasGutter(width: number): boolean {
  return width >= GUTTERED;
}

/** Where the lanes of a stage have room for nodes: from `left` to `right`, and `header` below their tops. */
export function frameOf(width: number) {
  const margin = isWide(width) ? MARGIN : NARROW_MARGIN;
  const gutter = hasGutter(width);
  return { left: gutter ? GUTTER : margin, right: width - margin, header: gutter ? PADDING : HEADER };
}

/** The lanes' boxes, one below the other. */
export function lanesOf(width: number, wireTop: number, postgresTop: number, height: number): [string, Box][] {
  const [python, wire, postgres] = LANES;
  return [
    [python, { x: 0, y: 0, width, height: wireTop }],
    [wire, { x: 0, y: wireTop, width, height: postgresTop - wireTop }],
    [postgres, { x: 0, y: postgresTop, width, height: height - postgresTop }],
  ];
}

/** Positions and sizes of all nodes and lanes, and the stage's height. */
export function place(
  cast: Cast,
  sizes: ReadonlyMap<string, Size>,
  width: number,
): { readonly boxes: ReadonlyMap<string, Box>; readonly height: number } {
  const size = (id: string) => sizes.get(id) ?? UNMEASURED;
  const boxes = new Map<string, Box>();
  const put = (id: string, x: number, y: number) => boxes.set(id, { x, y, ...size(id) });
  const wide = isWide(width);
  const { left, right: end, header } = frameOf(width);

  const leftWidth = Math.max(...[...cast.objects, cast.tables[0] ?? ''].map((id) => size(id).width));
  const rightWidth = Math.max(size(cast.collection).width, size(cast.tables[1] ?? '').width);
  const right = wide ? Math.min(end - rightWidth, Math.max(left + leftWidth + BETWEEN, width * 0.52)) : left;

  let y = header;
  for (const id of cast.objects) {
    put(id, left, y);
    y += size(id).height + GAP;
  }
  const objectsEnd = y;
  put(cast.collection, right, wide ? header : y);
  const pythonEnd = wide
    ? Math.max(objectsEnd, header + size(cast.collection).height + GAP)
    : y + size(cast.collection).height + GAP;
  const pythonHeight = pythonEnd + 4;

  const ticket = size(cast.ticket);
  const wanted = cast.ticketTarget === cast.tables[1] ? right : left;
  put(cast.ticket, Math.max(left, Math.min(wanted, end - ticket.width)), pythonHeight + WIRE_PADDING);

  const postgresTop = pythonHeight + ticket.height + 2 * WIRE_PADDING;
  let below = postgresTop + header;
  let bottom = below;
  cast.tables.forEach((id, at) => {
    put(id, at === 0 || !wide ? left : right, below);
    bottom = Math.max(bottom, below + size(id).height);
    if (!wide) below += size(id).height + 2.4 * GAP;
  });
  const height = bottom + MARGIN;

  return { boxes: new Map([...boxes, ...lanesOf(width, pythonHeight, postgresTop, height)]), height };
}

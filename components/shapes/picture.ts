// A run at its end as a small picture: its tables with a bar for each row, a mark at each row that was touched, and
// lines for the foreign keys. What looks the same is one path, so that a picture is a few elements. Pure; all lengths
// in CSS pixels.
import { castOf, draw, type TableData } from '@/components/stage/flow';
import type { Box, Ranks, Size } from '@/components/stage/layout';
import type { Doer } from '@/lib/trace/actor';
import type { RunIndex } from '@/lib/trace/run-index';
import { doerOn, fateOf, stateAt } from '@/lib/trace/state';

/** What a path is of: bars by what became of the row, marks by who touched it, lines by what the foreign key did. */
type Look = 'box' | 'kept' | 'gone' | 'new' | 'changed' | Doer | 'tried' | 'line' | 'acted' | 'refusing';

export interface Picture extends Size {
  readonly names: readonly { readonly text: string; readonly x: number; readonly y: number }[];
  readonly paths: readonly { readonly look: Look; readonly d: string }[];
}

const MARGIN = 1;
const PADDING = 7;
const HEADER = 20;
const CHARACTER = 6.1;
const BAR = 'h30v7h-30z';
const BAR_WIDTH = 30;
const PITCH = 12;
/** The room for a mark before its bar. */
const MARKED = 13;
const BETWEEN_RANKS = 34;
const NEIGHBOURS = 10;
/** How far a table that refers to itself has a loop on its right. */
const LOOP = 14;

/** From the middle of its left edge. */
export const MARKS: Readonly<Record<Doer, string>> = {
  client: 'a4 4 0 1 0 8 0a4 4 0 1 0-8 0z',
  'foreign-key': 'l4-4.5 4 4.5-4 4.5z',
  trigger: 'm0 4l4-8 4 8z',
  elsewhere: 'm.5-3.5h7v7h-7z',
};
const CROSS = 'm-3.5-3.5l7 7m0-7l-7 7';

/** Paths by their looks, the first below the others. */
class Paths {
  readonly #drawn = new Map<Look, string>();

  add(look: Look, x: number, y: number, path: string): void {
    this.#drawn.set(look, `${this.#drawn.get(look) ?? ''}M${x} ${y}${path}`);
  }

  get all(): Picture['paths'] {
    return [...this.#drawn].map(([look, d]) => ({ look, d }));
  }
}

export function pictureOf(index: RunIndex): Picture {
  const { nodes, edges } = draw(index, stateAt(index, index.lastStep), false);
  const tables = new Map(nodes.flatMap((node) => (node.type === 'table' ? [[node.id, node.data] as const] : [])));
  const boxes = boxesOf(castOf(index).ranks.postgres, (id) => sizeOf(index, tables.get(id)));
  const paths = new Paths();
  for (const { source, target, data } of edges) {
    const [from, to] = [boxes.get(target), boxes.get(source)];
    if (data?.look !== 'foreign-key' || !from || !to) continue;
    drawLine(paths, data.bad ? 'refusing' : data.active ? 'acted' : 'line', from, to);
  }
  const tried = triedOn(index);
  for (const [id, data] of tables) {
    const box = boxes.get(id);
    if (box) drawTable(paths, index, data, box, tried);
  }
  const placed = [...boxes];
  const right = Math.max(
    ...placed.map(([id, { x, width }]) => x + width + (refersToItself(tables.get(id)) ? LOOP : 0)),
  );
  return {
    width: right + MARGIN,
    height: Math.max(...placed.map(([, { y, height }]) => y + height)) + MARGIN,
    names: placed.map(([id, { x, y }]) => ({ text: tables.get(id)?.table.name ?? '', x: x + PADDING, y: y + 13 })),
    paths: paths.all,
  };
}

const refersToItself = (data: TableData | undefined) =>
  data?.table.foreignKeys.some(({ references }) => references === data.table.name) ?? false;

/** Positions of the rows that were there, are there, or both. */
function rowsOf(index: RunIndex, { state }: TableData): readonly number[] {
  return [...state.lastEffect.keys()].filter((row) => fateOf(index, state, row) !== 'absent');
}

function sizeOf(index: RunIndex, data: TableData | undefined): Size {
  if (!data) return { width: 0, height: 0 };
  const width = Math.max(data.table.name.length * CHARACTER, MARKED + BAR_WIDTH) + 2 * PADDING;
  return { width: Math.round(width), height: HEADER + rowsOf(index, data).length * PITCH + 3 };
}

/** Ranks from left to right, each in the middle. */
function boxesOf(ranks: Ranks, size: (id: string) => Size): ReadonlyMap<string, Box> {
  const heightOf = (ids: Ranks[number]) => ids.reduce((sum, id) => sum + size(id).height + NEIGHBOURS, -NEIGHBOURS);
  const highest = Math.max(...ranks.map(heightOf));
  const boxes = new Map<string, Box>();
  let x = MARGIN;
  for (const ids of ranks) {
    let y = MARGIN + Math.round((highest - heightOf(ids)) / 2);
    for (const id of ids) {
      boxes.set(id, { x, y, ...size(id) });
      y += size(id).height + NEIGHBOURS;
    }
    x += Math.max(...ids.map((id) => size(id).width)) + BETWEEN_RANKS;
  }
  return boxes;
}

/** An arrow from the table that refers to the one that it refers to, from head to head, or below where it goes back. */
function drawLine(paths: Paths, look: 'line' | 'acted' | 'refusing', from: Box, to: Box): void {
  const forth = from.x > to.x;
  const [x, end] = forth ? [from.x, to.x + to.width] : [from.x + from.width, to.x];
  const [y, endY] = [from, to].map((box) => box.y + (forth ? HEADER / 2 : box.height - 8)) as [number, number];
  const [dx, dy] = [end - x, endY - y];
  paths.add(look, x, y, `c${dx / 2} 0 ${dx / 2} ${dy} ${dx} ${dy}${head(Math.sign(dx))}`);
  if (look === 'refusing') paths.add(look, x + dx / 2, y + dy / 2, CROSS);
}

/** The head of an arrow to the right (1) or to the left (-1). */
const head = (to: number) => `m${-4 * to}-3.5l${4 * to} 3.5 ${-4 * to} 3.5`;

/** By table and row who touched it last in what was taken back. */
function triedOn({ effects, elsewhere, settlement, tableOfEffect, rowOfEffect, tables }: RunIndex) {
  const tried = new Map<string, Doer>();
  for (const [at, { by }] of effects.entries()) {
    if (settlement.lasting[at] || elsewhere[at]) continue;
    tried.set(`${tables[tableOfEffect[at] ?? 0]?.name} ${rowOfEffect[at]}`, by);
  }
  return tried;
}

function drawTable(
  paths: Paths,
  index: RunIndex,
  data: TableData,
  { x, y, width, height }: Box,
  tried: ReadonlyMap<string, Doer>,
): void {
  const { state } = data;
  paths.add('box', x, y, `h${width}v${height}h${-width}z`);
  if (refersToItself(data)) paths.add('line', x + width, y + HEADER + 8, `c${LOOP} 0 ${LOOP}-18 0-18${head(-1)}`);
  rowsOf(index, data).forEach((row, at) => {
    const [left, top] = [x + PADDING, y + HEADER + at * PITCH];
    const fate = fateOf(index, state, row);
    const bar = left + MARKED;
    paths.add(fate === 'deleted' ? 'gone' : fate === 'inserted' ? 'new' : 'kept', bar, top, BAR);
    if (fate === 'changed') paths.add('changed', bar + 18, top, 'h12v7h-12z');
    const doer = doerOn(index, state, row);
    const attempt = tried.get(`${state.table.name} ${row}`);
    if (doer) paths.add(doer, left, top + 3.5, MARKS[doer]);
    else if (attempt) paths.add('tried', left, top + 3.5, MARKS[attempt]);
  });
}

// How a field of cells fills a rectangle, and what colour a cell has. One pixel of a canvas for each cell; the
// browser scales it up.
import { type Film, type Take, takenAt } from '@/lib/scale/film';

/** Up to this many cells have lines between them. */
export const CELLS_TOLD_APART = 12_000;

export interface Grid {
  readonly columns: number;
  readonly lines: number;
}

/** The grid whose cells are nearest to square in a rectangle of this width and height. */
export function gridOf(cells: number, width: number, height: number): Grid {
  const columns = Math.max(1, Math.round(Math.sqrt((cells * width) / height)));
  return { columns, lines: Math.ceil(cells / columns) };
}

/** Colours as a little-endian canvas wants them: alpha, blue, green, red from the highest byte down. */
export interface Palette {
  readonly alive: number;
  readonly loaded: number;
  readonly client: Residue;
  readonly foreignKey: Residue;
  /** Set to NULL, or to another user. */
  readonly changed: Residue;
}

/** What is left of a row: the glow of the moment in which it goes, then a shade between early and late. */
interface Residue {
  readonly fresh: number;
  readonly early: number;
  readonly late: number;
}

/** A film with the ring of each post; made once, drawn often. */
export interface Reel {
  readonly film: Film;
  readonly rings: Uint8Array;
  readonly count: number;
}

/** Milliseconds of the run's clock for which a cell that has gone still glows; longer on screen in slow motion. */
export interface Moment {
  readonly at: number;
  readonly glow: number;
}

/** Writes the colour of every cell at a moment. `pixels` has at least as many entries as the film has posts. */
export function paint(pixels: Uint32Array, { film, rings, count }: Reel, { at, glow }: Moment, palette: Palette): void {
  const alive = film.loadedAt !== null && at >= film.loadedAt ? palette.loaded : palette.alive;
  pixels.fill(alive, 0, film.posts);
  if (film.rolledBack && at >= film.milliseconds) return;
  for (const take of film.takes) {
    const taken = takenAt(take, at);
    if (taken === 0) continue;
    const residue = residueOf(take, palette);
    const shades = isAtOnce(take) ? [residue.late] : shadesOf(residue, count);
    const settled = glow > 0 ? settledAt(take, at - glow) : taken;
    for (let cell = take.first; cell < take.first + settled; cell++)
      pixels[cell] = shades[rings[cell] ?? 0] ?? residue.late;
    const atOnce = isAtOnce(take) ? (at - take.to) / glow : null;
    for (let cell = settled; cell < taken; cell++) {
      const place = take.first + cell;
      const shade = shades[rings[place] ?? 0] ?? residue.late;
      pixels[place] = mix(residue.fresh, shade, atOnce ?? 1 - (cell - settled) / (taken - settled));
    }
  }
}

/** From early to late, every other ring a little lighter, so that each can be told from its neighbours. */
function shadesOf({ early, late, fresh }: Residue, count: number): readonly number[] {
  return Array.from({ length: count + 1 }, (_, ring) => {
    const shade = mix(early, late, count > 1 ? ring / (count - 1) : 1);
    return ring % 2 === 1 ? mix(shade, fresh, 0.22) : shade;
  });
}

/** Nothing was timed in between: all of it went when its statement was over. */
function isAtOnce({ progress }: Take): boolean {
  return progress.length === 0;
}

function settledAt(take: Take, at: number): number {
  return isAtOnce(take) && at < take.to ? 0 : takenAt(take, at);
}

function residueOf({ by, operation }: Take, palette: Palette): Residue {
  if (operation === 'UPDATE') return palette.changed;
  return by === 'client' ? palette.client : palette.foreignKey;
}

/** Between two packed colours; `share` is clamped to 0 and 1. */
function mix(one: number, other: number, share: number): number {
  const part = Math.max(0, Math.min(1, share));
  let mixed = 0;
  for (let shift = 0; shift < 32; shift += 8) {
    const from = (one >>> shift) & 0xff;
    const to = (other >>> shift) & 0xff;
    mixed |= Math.round(from + (to - from) * part) << shift;
  }
  return mixed >>> 0;
}

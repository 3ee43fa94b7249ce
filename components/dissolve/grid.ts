// How a field of cells fills a rectangle, and what colour a cell has. One pixel of a canvas for each cell; the
// browser scales it up.
import { type Film, type Take, takenAt } from '@/lib/scale/film';

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

/** What is left of a row, and the glow of the moment in which it goes. */
export interface Residue {
  readonly fresh: number;
  readonly old: number;
}

/** Milliseconds of the run's clock for which a cell that has gone still glows; longer on screen in slow motion. */
export interface Moment {
  readonly at: number;
  readonly glow: number;
}

/** Writes the colour of every cell at a moment. `pixels` has at least as many entries as the film has posts. */
export function paint(pixels: Uint32Array, film: Film, { at, glow }: Moment, palette: Palette): void {
  const alive = film.loadedAt !== null && at >= film.loadedAt ? palette.loaded : palette.alive;
  pixels.fill(alive, 0, film.posts);
  if (film.rolledBack && at >= film.milliseconds) return;
  for (const take of film.takes) {
    const taken = takenAt(take, at);
    if (taken === 0) continue;
    const residue = residueOf(take, palette);
    const settled = glow > 0 ? settledAt(take, at - glow) : taken;
    pixels.fill(residue.old, take.first, take.first + settled);
    if (settled === taken) continue;
    if (take.progress.length === 0) {
      pixels.fill(mix(residue.fresh, residue.old, (at - take.to) / glow), take.first, take.first + taken);
      continue;
    }
    for (let cell = settled; cell < taken; cell++) {
      pixels[take.first + cell] = mix(residue.old, residue.fresh, (cell - settled) / (taken - settled));
    }
  }
}

function settledAt(take: Take, at: number): number {
  return take.progress.length === 0 && at < take.to ? 0 : takenAt(take, at);
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

'use client';
// A table as a field of cells, one for each post in the order of the keys, at one moment of a measured run.
import { CellCanvas } from '@/components/canvas/cell-canvas';
import { CELLS_TOLD_APART, gridOf, type Moment, type Palette, paint, type Reel } from './grid';
import { paletteOf } from './palette';

/** Width and height of every field, in the proportions of the picture that can be saved. */
const FIELD_SHAPE = { width: 8, height: 5 };

export function Field({
  reel,
  moment,
  label,
}: {
  readonly reel: Reel;
  readonly moment: Moment;
  readonly label: string;
}) {
  const { posts } = reel.film;
  const { columns, lines } = gridOf(posts, FIELD_SHAPE.width, FIELD_SHAPE.height);
  return (
    <CellCanvas
      columns={columns}
      lines={lines}
      paletteOf={paletteOf}
      paint={(pixels: Uint32Array, palette: Palette) => paint(pixels, reel, moment, palette)}
      lineClasses={posts <= CELLS_TOLD_APART ? 'max-sm:hidden' : null}
      label={label}
      className="overflow-hidden rounded-lg"
      style={{ aspectRatio: `${columns} / ${lines}` }}
    />
  );
}

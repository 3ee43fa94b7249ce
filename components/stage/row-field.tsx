'use client';
// Thousands of rows or objects as a field of cells.
import { CellCanvas } from '@/components/canvas/cell-canvas';
import { oncePerScheme, readPixels } from '@/components/canvas/colours';

const see = (token: string, percent: number) => `color-mix(in srgb, var(${token}) ${percent}%, transparent)`;

/** What a cell can be, by the colour that it wears. */
export const CELL_COLOURS = {
  here: 'var(--ink-3)',
  orm: see('--orm-solid', 35),
  'orm-now': 'var(--orm-solid)',
  fk: see('--fk-solid', 35),
  'fk-now': 'var(--fk-solid)',
  trigger: see('--trigger-solid', 35),
  'trigger-now': 'var(--trigger-solid)',
  'changed-orm': 'var(--null)',
  'changed-fk': see('--null', 60),
  expired: see('--null', 60),
  stale: see('--bad', 70),
  elsewhere: see('--ink-3', 25),
  absent: 'transparent',
} as const;
export type Cell = keyof typeof CELL_COLOURS;

const paletteOf = oncePerScheme(() => readPixels(CELL_COLOURS));

/** Columns and cell size (CSS px) of a field of `count` cells in `width` px. */
function grid(count: number, width: number): { readonly columns: number; readonly cell: number } {
  const cell = Math.max(2, Math.min(12, Math.floor(Math.sqrt((width * 190) / Math.max(1, count)))));
  return { columns: Math.floor(width / cell), cell };
}

export function RowField({
  count,
  cellAt,
  width,
  label,
}: {
  readonly count: number;
  /** What the cell at a position is; called for each cell at each draw. */
  readonly cellAt: (position: number) => Cell;
  readonly width: number;
  readonly label: string;
}) {
  const { columns, cell } = grid(count, width);
  const lines = Math.ceil(count / columns);
  const paint = (pixels: Uint32Array, palette: Readonly<Record<Cell, number>>) => {
    pixels.fill(0, count);
    for (let position = 0; position < count; position++) pixels[position] = palette[cellAt(position)];
  };
  return (
    <CellCanvas
      columns={columns}
      lines={lines}
      paletteOf={paletteOf}
      paint={paint}
      lineClasses={cell >= 3 ? '' : null}
      label={label}
      style={{ width: columns * cell, maxWidth: '100%', height: lines * cell }}
    />
  );
}

'use client';
// Thousands of rows or objects as a field of cells on a canvas: one pixel of image data for each, scaled up
// without smoothing, so that a redraw costs one pass over the bytes.
import { useLayoutEffect, useRef } from 'react';
import { useColourScheme } from '@/components/chrome/theme-button';

/** What a cell can be; the names are classes of colour below. */
export type Cell = 'here' | 'orm' | 'orm-now' | 'fk' | 'fk-now' | 'changed-orm' | 'changed-fk' | 'stale' | 'absent';

const COLOURS: Record<Cell, string> = {
  here: 'text-ink-3',
  orm: 'text-orm-solid/35',
  'orm-now': 'text-orm-solid',
  fk: 'text-fk-solid/35',
  'fk-now': 'text-fk-solid',
  'changed-orm': 'text-null',
  'changed-fk': 'text-null/60',
  stale: 'text-bad/70',
  absent: 'text-transparent',
};
const CELLS = Object.keys(COLOURS) as Cell[];

/** Columns and cell size (CSS px) of a field of `count` cells in `width` px. */
function grid(count: number, width: number): { readonly columns: number; readonly cell: number } {
  const cell = Math.max(2, Math.min(12, Math.floor(Math.sqrt((width * 190) / Math.max(1, count)))));
  return { columns: Math.floor(width / cell), cell };
}

/** Reads the theme's colours off hidden probes, since a canvas knows no CSS variables. */
function readColours(probes: HTMLElement): Map<Cell, Uint8ClampedArray> {
  const scratch = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const colours = new Map<Cell, Uint8ClampedArray>();
  CELLS.forEach((cell, at) => {
    const probe = probes.children[at];
    if (!scratch || !probe) return;
    scratch.clearRect(0, 0, 1, 1);
    scratch.fillStyle = getComputedStyle(probe).color;
    scratch.fillRect(0, 0, 1, 1);
    colours.set(cell, scratch.getImageData(0, 0, 1, 1).data);
  });
  return colours;
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
  const canvas = useRef<HTMLCanvasElement>(null);
  const probes = useRef<HTMLSpanElement>(null);
  const scheme = useColourScheme();
  const colours = useRef<{ readonly scheme: string; readonly of: ReadonlyMap<Cell, Uint8ClampedArray> }>(null);
  const { columns, cell } = grid(count, width);
  const lines = Math.ceil(count / columns);

  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !probes.current) return;
    if (colours.current?.scheme !== scheme) colours.current = { scheme, of: readColours(probes.current) };
    const image = context.createImageData(columns, lines);
    for (let position = 0; position < count; position++) {
      const colour = colours.current.of.get(cellAt(position));
      if (colour) image.data.set(colour, position * 4);
    }
    context.putImageData(image, 0, 0);
  });

  return (
    <div className="relative" style={{ width: columns * cell, height: lines * cell }}>
      <canvas
        ref={canvas}
        width={columns}
        height={lines}
        role="img"
        aria-label={label}
        className="h-full w-full [image-rendering:pixelated]"
      />
      {cell >= 3 && (
        <span
          aria-hidden
          className="pointer-events-none absolute inset-0"
          style={{
            backgroundImage:
              'linear-gradient(to right, var(--card) 1px, transparent 1px), linear-gradient(to bottom, var(--card) 1px, transparent 1px)',
            backgroundSize: `${cell}px ${cell}px`,
          }}
        />
      )}
      <span ref={probes} hidden>
        {CELLS.map((each) => (
          <span key={each} className={COLOURS[each]} />
        ))}
      </span>
    </div>
  );
}

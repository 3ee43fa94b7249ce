'use client';
// A table as a field of cells, one for each post in the order of the keys, at one moment of a measured run.
import { useLayoutEffect, useRef } from 'react';
import { useColourScheme } from '@/components/chrome/theme-button';
import { CELLS_TOLD_APART, gridOf, type Moment, type Palette, paint, type Reel } from './grid';
import { readPalette } from './palette';

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
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useColourScheme();
  const palette = useRef<{ readonly scheme: string; readonly colours: Palette } | null>(null);
  const image = useRef<ImageData | null>(null);
  const { columns, lines } = gridOf(posts, FIELD_SHAPE.width, FIELD_SHAPE.height);

  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !canvas.current) return;
    if (palette.current?.scheme !== scheme) palette.current = { scheme, colours: readPalette(document.body) };
    if (image.current?.width !== columns || image.current.height !== lines) {
      image.current = context.createImageData(columns, lines);
    }
    paint(new Uint32Array(image.current.data.buffer), reel, moment, palette.current.colours);
    context.putImageData(image.current, 0, 0);
  });

  return (
    <div className="relative overflow-hidden rounded-lg" style={{ aspectRatio: `${columns} / ${lines}` }}>
      <canvas
        ref={canvas}
        width={columns}
        height={lines}
        role="img"
        aria-label={label}
        className="block size-full [image-rendering:pixelated]"
      />
      {posts <= CELLS_TOLD_APART && (
        <span
          aria-hidden
          className="pointer-events-none absolute inset-0 max-sm:hidden"
          style={{
            backgroundImage:
              'linear-gradient(to right, var(--card) 1px, transparent 1px), linear-gradient(to bottom, var(--card) 1px, transparent 1px)',
            backgroundSize: `${100 / columns}% ${100 / lines}%`,
          }}
        />
      )}
    </div>
  );
}

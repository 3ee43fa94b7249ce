'use client';
// Thousands of cells on a canvas: one pixel of image data for each, scaled up by the browser without smoothing, so
// that a redraw costs one pass over the words.
import { type CSSProperties, useLayoutEffect, useRef } from 'react';
import { useColourScheme } from '@/components/chrome/theme-button';

export function CellCanvas<P>({
  columns,
  lines,
  paletteOf,
  paint,
  lineClasses,
  label,
  className = '',
  style,
}: {
  readonly columns: number;
  readonly lines: number;
  /** The colours of a colour scheme, which is on the page. */
  readonly paletteOf: (scheme: string) => P;
  /** Fills the cells, line by line; they hold what they held before. */
  readonly paint: (pixels: Uint32Array, palette: P) => void;
  /** Thin lines of the card's colour between the cells; null for none, else classes that say where. */
  readonly lineClasses: string | null;
  readonly label: string;
  readonly className?: string;
  readonly style: CSSProperties;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useColourScheme();
  const image = useRef<ImageData | null>(null);

  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || columns === 0 || lines === 0) return;
    if (image.current?.width !== columns || image.current.height !== lines) {
      image.current = context.createImageData(columns, lines);
    }
    paint(new Uint32Array(image.current.data.buffer), paletteOf(scheme));
    context.putImageData(image.current, 0, 0);
  });

  return (
    <div className={`relative ${className}`} style={style}>
      <canvas
        ref={canvas}
        width={columns}
        height={lines}
        role="img"
        aria-label={label}
        className="block size-full [image-rendering:pixelated]"
      />
      {lineClasses !== null && (
        <span
          aria-hidden
          className={`pointer-events-none absolute inset-0 forced-color-adjust-none ${lineClasses}`}
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

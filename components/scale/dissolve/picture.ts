// The dissolve as an image to share: both fields, how long each took, the settings and the verdict, drawn with the
// page's own colours and type.
import { readColours } from '@/components/canvas/colours';
import type { Part, WaySummary } from '@/lib/scale/conclusion';
import { count, duration } from '@/lib/scale/figures';
import { allTakenAt } from '@/lib/scale/film';
import { CELLS_TOLD_APART, gridOf, paint, type Reel } from './grid';
import { readPalette } from './palette';

interface PictureField {
  readonly reel: Reel;
  readonly summary: WaySummary;
}

export interface Picture {
  readonly fields: readonly PictureField[];
  /** The moment to show, in milliseconds of the runs' clock. */
  readonly at: number;
  /** Milliseconds of each ring. */
  readonly ring: number;
  readonly verdict: readonly (readonly Part[])[];
  /** One line: what was measured, and where. */
  readonly settings: string;
}

const WIDTH = 1600;
const MARGIN = 64;
const GAP = 40;

const INKS = {
  paper: '--paper',
  ink: '--ink',
  quiet: '--ink-2',
  faint: '--ink-3',
  client: '--orm',
  'foreign-key': '--fk',
};

/** A PNG. Rejects when the browser cannot make one. */
export async function drawPicture({ fields, at, ring, verdict, settings }: Picture): Promise<Blob> {
  await document.fonts.ready;
  const width = (WIDTH - 2 * MARGIN - GAP * (fields.length - 1)) / fields.length;
  const fieldHeight = Math.min(560, (width * 5) / 8);
  const top = 236;
  const height = top + fieldHeight + 130 + verdict.length * 42 + 60;
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = Math.ceil(height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser gives no canvas to draw on');
  const colours = readColours(INKS);
  const sans = getComputedStyle(document.body).fontFamily;
  const write = (text: string, x: number, y: number, colour: string, font: string) => {
    context.font = `${font} ${sans}`;
    context.fillStyle = colour;
    context.fillText(text, x, y);
    return context.measureText(text).width;
  };

  context.fillStyle = colours.paper;
  context.fillRect(0, 0, canvas.width, canvas.height);
  const posts = fields[0]?.reel.film.posts ?? 0;
  write(`Deleting one user with ${count(posts)} posts`, MARGIN, MARGIN + 34, colours.ink, '600 44px');
  for (const [index, field] of fields.entries()) {
    const x = MARGIN + index * (width + GAP);
    const colour = field.summary.by ? colours[field.summary.by] : colours.ink;
    write(field.summary.name, x, top - 70, colours.quiet, '500 24px');
    write(duration(field.summary.run.milliseconds), x, top - 22, colour, '600 40px');
    drawField(context, field.reel, at, { x, y: top, width, height: fieldHeight });
    const gone = allTakenAt(field.reel.film, at);
    write(
      `${count(gone)} of ${count(posts)} posts gone after ${duration(at)}`,
      x,
      top + fieldHeight + 36,
      colours.faint,
      '400 22px',
    );
  }
  let y = top + fieldHeight + 112;
  for (const sentence of verdict) {
    let x = MARGIN;
    for (const part of sentence) x += write(part.text, x, y, part.by ? colours[part.by] : colours.ink, '500 27px');
    y += 42;
  }
  write(`Each band of one shade is ${duration(ring)} · ${settings}`, MARGIN, y + 20, colours.faint, '400 20px');
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('This browser makes no PNG'))), 'image/png');
  });
}

function drawField(
  context: CanvasRenderingContext2D,
  reel: Reel,
  at: number,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): void {
  const { columns, lines } = gridOf(reel.film.posts, box.width, box.height);
  const cells = document.createElement('canvas');
  cells.width = columns;
  cells.height = lines;
  const image = new ImageData(columns, lines);
  paint(new Uint32Array(image.data.buffer), reel, { at, glow: 0 }, readPalette());
  cells.getContext('2d')?.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(cells, box.x, box.y, box.width, box.height);
  if (reel.film.posts > CELLS_TOLD_APART) return;
  context.fillStyle = readColours(INKS).paper;
  for (let column = 1; column < columns; column++) {
    context.fillRect(box.x + (column * box.width) / columns - 0.5, box.y, 1, box.height);
  }
  for (let line = 1; line < lines; line++) {
    context.fillRect(box.x, box.y + (line * box.height) / lines - 0.5, box.width, 1);
  }
}

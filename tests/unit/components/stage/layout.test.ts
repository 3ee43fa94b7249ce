import { describe, expect, it } from 'vitest';
import { type Cast, place, type Size } from '@/components/stage/layout';

const CAST: Cast = {
  objects: ['User:1', 'User:2'],
  collection: 'collection',
  ticket: 'ticket',
  ticketTarget: 'posts',
  tables: ['users', 'posts'],
};
const SIZES = new Map<string, Size>([
  ['User:1', { width: 100, height: 50 }],
  ['User:2', { width: 100, height: 50 }],
  ['collection', { width: 240, height: 60 }],
  ['ticket', { width: 300, height: 36 }],
  ['users', { width: 208, height: 100 }],
  ['posts', { width: 320, height: 200 }],
]);

function overlap(a: { x: number; y: number; width: number; height: number }, b: typeof a): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

describe.each([320, 390, 639, 640, 799, 800, 1000, 1600])('a stage %i px wide', (width) => {
  const { boxes, height } = place(CAST, SIZES, width);
  const things = [...boxes].filter(([id]) => !id.startsWith('lane-'));

  it('keeps everything inside itself and apart from everything else', () => {
    for (const [id, box] of things) {
      expect(box.x, id).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width, id).toBeLessThanOrEqual(Math.max(width, box.width + 14));
      expect(box.y + box.height, id).toBeLessThanOrEqual(height);
    }
    for (const [at, [a, first]] of things.entries()) {
      for (const [b, second] of things.slice(at + 1)) expect(overlap(first, second), `${a} and ${b}`).toBe(false);
    }
  });

  it('stacks its three lanes without a gap', () => {
    const lanes = ['lane-python', 'lane-wire', 'lane-postgres'].map((id) => boxes.get(id));
    let y = 0;
    for (const lane of lanes) {
      expect(lane?.y).toBe(y);
      y += lane?.height ?? Number.NaN;
    }
    expect(y).toBe(height);
  });
});

it('sends the ticket to the column of its table', () => {
  const { boxes } = place(CAST, SIZES, 1000);
  expect(boxes.get('ticket')?.x).toBe(boxes.get('posts')?.x);
  const other = place({ ...CAST, ticketTarget: 'users' }, SIZES, 1000);
  expect(other.boxes.get('ticket')?.x).toBe(other.boxes.get('users')?.x);
});

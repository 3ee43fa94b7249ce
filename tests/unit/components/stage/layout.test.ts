import { describe, expect, it } from 'vitest';
import { castOf } from '@/components/stage/flow';
import { arrange, type Box, type Cast, place, ranksOf, type Scene, type Size } from '@/components/stage/layout';
import { DEFAULT_SCENARIO } from '@/lib/scenario/scenario';
import { schemaOf } from '@/lib/scenario/schema';
import { indexRun } from '@/lib/trace/run-index';
import type { Schema } from '@/lib/trace/schema';
import { aClass, aRelationship, aRunOf, aTable, fortyTables } from './a-schema';

const FIVE: Schema = {
  tables: [
    aTable('users', ['id']),
    aTable('posts', ['id'], ['user_id', 'users']),
    aTable('tags', ['id']),
    aTable('post_tags', ['post_id', 'tag_id'], ['post_id', 'posts'], ['tag_id', 'tags']),
    aTable('nodes', ['id'], ['parent_id', 'nodes']),
  ],
  classes: [
    aClass('User', 'users', aRelationship('posts', 'Post', { reverse: 'user' })),
    aClass('Post', 'posts', aRelationship('tags', 'Tag', { direction: 'many-to-many', secondary: 'post_tags' })),
    aClass('Tag', 'tags'),
    aClass('Node', 'nodes', aRelationship('children', 'Node')),
  ],
};
const SCHEMAS: readonly (readonly [string, Schema])[] = [
  ['two tables', schemaOf(DEFAULT_SCENARIO)],
  ['five tables', FIVE],
  ['forty tables', fortyTables()],
];

/** Of all nodes, each a little larger than the one before. */
function sizesOf({ python, postgres }: Cast): Map<string, Size> {
  return new Map(
    [...python.ids, ...postgres.ids].map((id, at) => [id, { width: 170 + 3 * (at % 20), height: 70 + 5 * (at % 13) }]),
  );
}

const TICKET = { id: 'ticket', size: { width: 300, height: 36 }, target: null, room: 54 };
const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe.each(SCHEMAS)('%s', (_, schema) => {
  const cast = castOf(indexRun(aRunOf(schema)));
  const sizes = sizesOf(cast);

  describe.each([320, 390, 639, 640, 799, 800, 1000, 1440, 2400])('on a stage %i px wide', (width) => {
    const { boxes, height } = place(arrange(cast, sizes, width), cast.postgres.ids, TICKET);
    const things = [...boxes].filter(([id]) => !id.startsWith('lane-'));

    it('keep everything apart, inside the stage and inside its lane', () => {
      expect(things).toHaveLength(cast.python.ids.length + cast.postgres.ids.length + 1);
      for (const [at, [a, first]] of things.entries()) {
        expect(first.x, a).toBeGreaterThanOrEqual(0);
        if (a !== 'ticket') expect(first.x + first.width, a).toBeLessThanOrEqual(Math.max(width, first.width + 14));
        for (const [b, second] of things.slice(at + 1)) expect(overlap(first, second), `${a} and ${b}`).toBe(false);
      }
      for (const [lane, members] of [
        ['lane-python', cast.python.ids],
        ['lane-postgres', cast.postgres.ids],
      ] as const) {
        const room = boxes.get(lane);
        for (const id of members) {
          const box = boxes.get(id);
          expect(box?.y, id).toBeGreaterThanOrEqual(room?.y ?? Number.NaN);
          expect((box?.y ?? 0) + (box?.height ?? 0), id).toBeLessThanOrEqual((room?.y ?? 0) + (room?.height ?? 0));
        }
      }
    });

    it('stack three lanes without a gap', () => {
      let y = 0;
      for (const id of ['lane-python', 'lane-wire', 'lane-postgres']) {
        expect(boxes.get(id)?.y).toBe(y);
        y += boxes.get(id)?.height ?? Number.NaN;
      }
      expect(y).toBe(height);
    });
  });
});

const TWO = castOf(indexRun(aRunOf(schemaOf(DEFAULT_SCENARIO))));

it('a class stands above its table, and both begin at the top of their lane', () => {
  const { boxes, across } = arrange(TWO, sizesOf(TWO), 1000);
  expect(across).toBe(true);
  expect(boxes.get('class:User')?.x).toBe(boxes.get('table:users')?.x);
  expect(boxes.get('class:Post')?.x).toBe(boxes.get('table:posts')?.x);
  expect(boxes.get('table:users')?.y).toBe(boxes.get('table:posts')?.y);
});

it('what does not fit beside each other stands below each other, in the order of its ranks', () => {
  const { boxes, across } = arrange(TWO, sizesOf(TWO), 390);
  expect(across).toBe(false);
  expect(boxes.get('table:posts')?.y).toBeGreaterThan(boxes.get('table:users')?.y ?? Number.NaN);
});

it('the ticket stands above the table that it goes to, as far as the stage is wide', () => {
  const arrangement = arrange(TWO, sizesOf(TWO), 1000);
  const ticketTo = (target: string) =>
    place(arrangement, TWO.postgres.ids, { ...TICKET, target }).boxes.get('ticket')?.x;
  expect(ticketTo('table:posts')).toBe(arrangement.boxes.get('table:posts')?.x);
  expect(ticketTo('table:users')).toBe(arrangement.boxes.get('table:users')?.x);
});

it('tables that refer to each other in a circle are all placed', () => {
  const scene: Scene = {
    ids: ['a', 'b', 'c'],
    lines: [
      { source: 'a', target: 'b', label: '' },
      { source: 'b', target: 'a', label: '' },
      { source: 'b', target: 'c', label: '' },
    ],
  };
  expect(ranksOf(scene).flat().sort()).toEqual(['a', 'b', 'c']);
});

// The stage of a program: what is drawn of its run, and where it stands.
import { expect, test } from 'vitest';
import { facing, toProgramStage } from '@/components/stage/program-flow';
import { fitsAcross, placeProgram } from '@/components/stage/program-layout';
import { settingsOf } from '@/components/stage/relationship-words';
import { indexRun } from '@/lib/trace/run-index';
import type { ForeignKey, Relationship, Schema, Table } from '@/lib/trace/schema';
import { stateAt } from '@/lib/trace/state';
import { tallyOf } from '@/lib/trace/tally';
import type { Effect, Run } from '@/lib/trace/trace';
import { deletes, statement, transaction } from '@/tests/unit/a-run';

function aTable(
  name: string,
  key: readonly string[],
  ...references: readonly [column: string, table: string][]
): Table {
  const columns = [...new Set([...key, ...references.map(([column]) => column)])];
  return {
    name,
    key,
    columns: columns.map((column) => ({ name: column, type: 'integer', nullable: false })),
    foreignKeys: references.map(
      ([column, table]): ForeignKey => ({
        name: `${name}_${column}_fkey`,
        columns: [column],
        references: table,
        referenced: ['id'],
        onDelete: 'CASCADE',
        deferred: false,
      }),
    ),
  };
}

const aRelationship = (attribute: string, target: string, more: Partial<Relationship> = {}): Relationship => ({
  attribute,
  target,
  direction: 'one-to-many',
  cascade: ['merge', 'save-update'],
  passiveDeletes: false,
  secondary: null,
  reverse: null,
  lazy: 'select',
  ...more,
});

const SCHEMA: Schema = {
  tables: [
    aTable('posts', ['id']),
    aTable('tags', ['id']),
    aTable('post_tags', ['post_id', 'tag_id'], ['post_id', 'posts'], ['tag_id', 'tags']),
    aTable('nodes', ['id'], ['parent_id', 'nodes']),
  ],
  classes: [
    { name: 'Node', table: 'nodes', relationships: [aRelationship('children', 'Node')] },
    {
      name: 'Post',
      table: 'posts',
      relationships: [
        aRelationship('tags', 'Tag', { direction: 'many-to-many', secondary: 'post_tags', reverse: 'posts' }),
      ],
    },
    {
      name: 'Tag',
      table: 'tags',
      relationships: [
        aRelationship('posts', 'Post', { direction: 'many-to-many', secondary: 'post_tags', reverse: 'tags' }),
      ],
    },
  ],
};

const byForeignKey = (table: string, key: Effect['key'], column: string): Effect => ({
  by: 'foreign-key',
  operation: 'DELETE',
  table,
  key,
  statement: `DELETE FROM ONLY "public"."${table}" WHERE $1 OPERATOR(pg_catalog.=) "${column}"`,
});

/** Post 1 goes, and with it what is between it and its tags. */
const RUN: Run<null> = {
  schema: SCHEMA,
  before: {
    posts: [[1], [2]],
    tags: [[1], [2]],
    post_tags: [
      [1, 1],
      [1, 2],
      [2, 1],
    ],
    nodes: [[1, null]],
  },
  trace: {
    engine: { name: 'sqlalchemy', version: '2.0.40', postgres: '18.6' },
    scenario: null,
    events: [
      transaction('begin'),
      statement('DELETE FROM posts WHERE posts.id = $1::INTEGER', [
        deletes('posts', 1),
        byForeignKey('post_tags', '(1, 1)', 'post_id'),
        byForeignKey('post_tags', '(1, 2)', 'post_id'),
      ]),
      transaction('commit'),
    ],
    warnings: [],
    error: null,
    rows: { posts: [[2]], tags: [[1], [2]], post_tags: [[2, 1]], nodes: [[1, null]] },
  },
};

const INDEX = indexRun(RUN);
const stageAt = (step: number) => toProgramStage(INDEX, stateAt(INDEX, step), SCHEMA, true);

test('a stroke goes from the row that went to each row that its foreign key took, by the column it looked for', () => {
  const strokes = stageAt(INDEX.lastStep).edges.filter(({ data }) => data?.look === 'cascade');
  expect(
    strokes.map(({ source, sourceHandle, target, targetHandle }) => [source, sourceHandle, target, targetHandle]),
  ).toEqual([
    ['table:posts', 'from:1', 'table:post_tags', 'to:(1, 1)'],
    ['table:posts', 'from:1', 'table:post_tags', 'to:(1, 2)'],
  ]);
  const active = stageAt(INDEX.lastStep).edges.filter(({ data }) => data?.look === 'foreign-key' && data.active);
  expect(active.map(({ id }) => id)).toEqual(['foreign-key:post_tags.post_tags_post_id_fkey']);
  expect(stageAt(0).edges.filter(({ data }) => data?.look === 'cascade')).toEqual([]);
});

test('lines leave and meet nodes at the sides that face each other; strokes are drawn only across', () => {
  const { edges } = stageAt(INDEX.lastStep);
  const ends = (across: boolean) =>
    new Set(facing(edges, across).map(({ data, sourceHandle }) => `${data?.look} ${sourceHandle}`));
  expect(ends(true)).toEqual(new Set(['relationship right', 'foreign-key right', 'cascade from:1']));
  expect(ends(false)).toEqual(new Set(['relationship bottom', 'foreign-key bottom']));
});

test('a pair of classes has one line with both names, and a table that refers to itself has none', () => {
  const { edges } = stageAt(0);
  const labels = (look: string) => edges.flatMap(({ data }) => (data?.look === look ? [data.label] : []));
  expect(labels('relationship')).toEqual(['tags ⇄ posts']);
  expect(labels('foreign-key')).toEqual(['ON DELETE CASCADE', 'ON DELETE CASCADE']);
});

test('rows with a key of two columns are found again, gone or not', () => {
  const table = stageAt(INDEX.lastStep).nodes.find(({ id }) => id === 'table:post_tags');
  if (table?.type !== 'program-table') throw new Error('post_tags is not drawn');
  const { state } = table.data;
  expect(state.table.keys).toEqual(['(1, 1)', '(1, 2)', '(2, 1)']);
  expect(state.present).toBe(1);
});

test('nothing overlaps and nothing leaves its lane, from left to right and from top to bottom', () => {
  const { cast } = stageAt(0);
  const ids = [...cast.classes, ...cast.tables];
  const sizes = new Map([...ids, cast.ticket].map((id, at) => [id, { width: 180 + 10 * at, height: 90 + 7 * at }]));
  expect(fitsAcross(cast, sizes, 1400)).toBe(true);
  expect(fitsAcross(cast, sizes, 390)).toBe(false);
  for (const [width, across] of [
    [1400, true],
    [700, false],
    [360, false],
  ] as const) {
    const { boxes, height } = placeProgram(cast, sizes, width, across);
    for (const [lane, members] of [
      ['lane-python', cast.classes],
      ['lane-postgres', cast.tables],
    ] as const) {
      const room = boxes.get(lane);
      for (const [at, id] of members.entries()) {
        const box = boxes.get(id);
        if (!box || !room) throw new Error(`${id} has no place`);
        expect(box.y, id).toBeGreaterThanOrEqual(room.y);
        expect(box.y + box.height, id).toBeLessThanOrEqual(room.y + room.height);
        expect(box.x + box.width, id).toBeLessThanOrEqual(width);
        for (const other of members.slice(at + 1).map((each) => boxes.get(each))) {
          const apart =
            !other ||
            box.x + box.width <= other.x ||
            other.x + other.width <= box.x ||
            box.y + box.height <= other.y ||
            other.y + other.height <= box.y;
          expect(apart, id).toBe(true);
        }
      }
    }
    expect(height).toBe((boxes.get('lane-postgres')?.y ?? 0) + (boxes.get('lane-postgres')?.height ?? 0));
  }
});

test('settings read as they would be written, without the defaults', () => {
  expect(settingsOf(aRelationship('posts', 'Post'))).toEqual([]);
  const all = ['delete', 'delete-orphan', 'expunge', 'merge', 'refresh-expire', 'save-update'];
  expect(settingsOf(aRelationship('posts', 'Post', { cascade: all, passiveDeletes: true, lazy: 'raise' }))).toEqual([
    'cascade="all, delete-orphan"',
    'passive_deletes=True',
    'lazy="raise"',
  ]);
  expect(
    settingsOf(aRelationship('tags', 'Tag', { cascade: ['delete'], passiveDeletes: 'all', secondary: 'p_t' })),
  ).toEqual(['secondary=p_t', 'cascade="delete"', 'passive_deletes="all"']);
});

test('the counts tell who removed what for good, and what was rolled back', () => {
  expect(tallyOf(INDEX)).toMatchObject({
    statements: 1,
    roundTrips: 2,
    removed: { client: 1, 'foreign-key': 2 },
    undone: 0,
  });
  const { events } = RUN.trace;
  const undone = { ...RUN, trace: { ...RUN.trace, events: [...events.slice(0, 2), transaction('rollback')] } };
  expect(tallyOf(indexRun(undone))).toMatchObject({ removed: { client: 0, 'foreign-key': 0 }, undone: 3 });
});

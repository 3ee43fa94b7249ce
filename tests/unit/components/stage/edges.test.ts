// What is drawn between classes and between tables, of runs of any schema.
import { expect, test } from 'vitest';
import { actionText, facing } from '@/components/stage/edges';
import { draw } from '@/components/stage/flow';
import { settingsOf } from '@/components/stage/relationship-words';
import { indexRun } from '@/lib/trace/run-index';
import type { Schema } from '@/lib/trace/schema';
import { stateAt } from '@/lib/trace/state';
import { deletes, statement, transaction } from '@/tests/unit/a-run';
import { aClass, aRelationship, aRunOf, aTable, aTrace, byForeignKey, fortyTables } from './a-schema';

const SCHEMA: Schema = {
  tables: [
    aTable('posts', ['id']),
    aTable('tags', ['id']),
    aTable('post_tags', ['post_id', 'tag_id'], ['post_id', 'posts'], ['tag_id', 'tags']),
    aTable('nodes', ['id'], ['parent_id', 'nodes']),
  ],
  classes: [
    aClass('Node', 'nodes', aRelationship('children', 'Node')),
    aClass(
      'Post',
      'posts',
      aRelationship('tags', 'Tag', { direction: 'many-to-many', secondary: 'post_tags', reverse: 'posts' }),
    ),
    aClass(
      'Tag',
      'tags',
      aRelationship('posts', 'Post', { direction: 'many-to-many', secondary: 'post_tags', reverse: 'tags' }),
    ),
  ],
};

/** Post 1 goes, and with it what is between it and its tags. */
const INDEX = indexRun(
  aTrace(
    SCHEMA,
    {
      posts: [[1], [2]],
      tags: [[1], [2]],
      post_tags: [
        [1, 1],
        [1, 2],
        [2, 1],
      ],
      nodes: [[1, null]],
    },
    [
      transaction('begin'),
      statement('DELETE FROM posts WHERE posts.id = $1::INTEGER', [
        deletes('posts', 1),
        byForeignKey('post_tags', [1, 1], 'post_id'),
        byForeignKey('post_tags', [1, 2], 'post_id'),
      ]),
      transaction('commit'),
    ],
    { posts: [[2]], tags: [[1], [2]], post_tags: [[2, 1]], nodes: [[1, null]] },
  ),
);
const stageAt = (step: number) => draw(INDEX, stateAt(INDEX, step), true);

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

test('a key of two columns is followed to the row that has both', () => {
  const parent = { ...aTable('pages', ['book', 'number']) };
  const child = {
    ...aTable('notes', ['id']),
    columns: [...aTable('notes', ['id'], ['book', 'pages'], ['number', 'pages']).columns],
    foreignKeys: [
      {
        ...(aTable('notes', ['id'], ['book', 'pages']).foreignKeys[0] ?? expect.fail('no key')),
        columns: ['book', 'number'],
        referenced: ['book', 'number'],
      },
    ],
  };
  const took = (key: number) => ({
    ...byForeignKey('notes', key, 'book'),
    statement:
      'DELETE FROM ONLY "public"."notes" WHERE $1 OPERATOR(pg_catalog.=) "book" AND $2 OPERATOR(pg_catalog.=) "number"',
  });
  const index = indexRun(
    aTrace(
      { tables: [parent, child], classes: [] },
      {
        pages: [
          [1, 1],
          [1, 2],
        ],
        notes: [[1, 1, 2]],
      },
      [
        transaction('begin'),
        statement('DELETE FROM pages', [{ ...deletes('pages', 0), key: [1, 2] }, took(1)]),
        transaction('commit'),
      ],
    ),
  );
  const [stroke] = draw(index, stateAt(index, index.lastStep), true).edges.filter(
    ({ data }) => data?.look === 'cascade',
  );
  expect([stroke?.sourceHandle, stroke?.targetHandle]).toEqual(['from:(1, 2)', 'to:1']);
});

test('ten thousand rows that a foreign key took are one stroke to their field', () => {
  const schema = { tables: [aTable('users', ['id']), aTable('posts', ['id'], ['user_id', 'users'])], classes: [] };
  const index = indexRun(aRunOf(schema, 10_000));
  const { nodes, edges } = draw(index, stateAt(index, index.lastStep), true);
  expect(
    edges
      .filter(({ data }) => data?.look === 'cascade')
      .map(({ sourceHandle, targetHandle }) => [sourceHandle, targetHandle]),
  ).toEqual([['from-field', 'to-field']]);
  expect([nodes.length, edges.length]).toEqual([6, 2]);
});

test('lines leave and meet nodes at the sides that face each other; strokes are drawn only across', () => {
  const { edges } = stageAt(INDEX.lastStep);
  const ends = (across: boolean) =>
    new Set(facing(edges, across).map(({ data, sourceHandle }) => `${data?.look} ${sourceHandle}`));
  expect(ends(true)).toEqual(new Set(['relationship right', 'foreign-key right', 'cascade from:1']));
  expect(ends(false)).toEqual(new Set(['relationship bottom', 'foreign-key bottom']));
});

test('of two tables that refer to each other the one line goes beside the other, from side to side', () => {
  const albums = aTable('albums', ['id'], ['cover_id', 'photos']);
  const photos = aTable('photos', ['id'], ['album_id', 'albums']);
  const index = indexRun(aTrace({ tables: [albums, photos], classes: [] }, { albums: [], photos: [] }, []));
  const { edges } = draw(index, stateAt(index, 0), true);
  const ends = (across: boolean) =>
    facing(edges, across).map(({ source, sourceHandle, targetHandle }) => [source, sourceHandle, targetHandle]);
  expect(ends(true)).toEqual([
    ['table:photos', 'back-left', 'back-right'],
    ['table:albums', 'right', 'left'],
  ]);
  expect(ends(false)).toEqual([
    ['table:photos', 'back-top', 'back-bottom'],
    ['table:albums', 'bottom', 'top'],
  ]);
});

test('a pair of classes has one line with both names, and a table that refers to itself says so in words', () => {
  const { nodes, edges } = stageAt(0);
  const labels = (look: string) => edges.flatMap(({ data }) => (data?.look === look ? [data.label] : []));
  expect(labels('relationship')).toEqual(['tags ⇄ posts']);
  expect(labels('foreign-key')).toEqual(['ON DELETE CASCADE', 'ON DELETE CASCADE']);
  const told = nodes.flatMap((node) => (node.type === 'table' ? [[node.id, node.data.told.map(actionText)]] : []));
  expect(told).toEqual([
    ['table:posts', []],
    ['table:tags', []],
    ['table:post_tags', []],
    ['table:nodes', ['ON DELETE CASCADE']],
  ]);
});

test('where lines are many, what they do stands in the tables and not on the lines', () => {
  const index = indexRun(aRunOf(fortyTables()));
  const { nodes, edges } = draw(index, stateAt(index, 0), true);
  const keys = edges.filter(({ data }) => data?.look === 'foreign-key');
  expect(keys.length).toBeGreaterThan(12);
  expect(new Set(keys.map(({ data }) => data?.label))).toEqual(new Set(['']));
  const told = nodes.reduce((sum, node) => sum + (node.type === 'table' ? node.data.told.length : 0), 0);
  expect(told).toBe(keys.length);
});

test('what else decides when a foreign key acts is said with its action', () => {
  const [foreignKey] = aTable('posts', ['id'], ['user_id', 'users']).foreignKeys;
  if (!foreignKey) throw new Error('no foreign key');
  expect(actionText({ ...foreignKey, onDelete: 'NO ACTION', deferred: true })).toBe('no ON DELETE, deferred');
  expect(actionText({ ...foreignKey, onDelete: 'SET NULL', onDeleteColumns: ['user_id'] })).toBe(
    'ON DELETE SET NULL (user_id)',
  );
  expect(actionText({ ...foreignKey, onUpdate: 'CASCADE' })).toBe('ON DELETE CASCADE, ON UPDATE CASCADE');
});

test('rows with a key of two columns are found again, gone or not', () => {
  const table = stageAt(INDEX.lastStep).nodes.find(({ id }) => id === 'table:post_tags');
  if (table?.type !== 'table') throw new Error('post_tags is not drawn');
  const { state } = table.data;
  expect(state.table.names).toEqual(['(1, 1)', '(1, 2)', '(2, 1)']);
  expect(state.present).toBe(1);
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
  expect(settingsOf(aRelationship('log', 'Entry', { viewonly: true, postUpdate: true, singleParent: true }))).toEqual([
    'viewonly=True',
    'post_update=True',
    'single_parent=True',
  ]);
});

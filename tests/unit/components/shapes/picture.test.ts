// The picture of a run: where its tables stand, and what is drawn of their rows.
import { expect, test } from 'vitest';
import { pictureOf } from '@/components/shapes/picture';
import { indexRun } from '@/lib/trace/run-index';
import type { Effect, Trace } from '@/lib/trace/trace';
import { aRun, deletes, inserts, statement, transaction, updates } from '@/tests/unit/a-run';
import { aTable, aTrace } from '@/tests/unit/components/stage/a-schema';

const picture = (run: Trace<null>) => pictureOf(indexRun(run));
/** How many are drawn of each look. */
const counts = (run: Trace<null>) =>
  Object.fromEntries(picture(run).paths.map(({ look, d }) => [look, d.split('M').length - 1]));
const committed = (effects: readonly Effect[]) =>
  aRun([transaction('begin'), statement('DELETE', effects), transaction('commit')]);

test('each row is a bar by what became of it, and wears the mark of who touched it', () => {
  const { box, ...drawn } = counts(
    committed([
      deletes('users', 1),
      deletes('posts', 1, 'foreign-key'),
      updates('posts', 2, [{ column: 'user_id', from: 1, to: null }], 'trigger'),
      inserts('posts', 9, [9, 'new', 2]),
    ]),
  );
  expect(box).toBe(2);
  expect(drawn).toEqual({ line: 1, gone: 2, kept: 4, changed: 1, new: 1, client: 2, 'foreign-key': 1, trigger: 1 });
});

test('what was taken back is drawn as tried, with every row in its place', () => {
  const effects = [deletes('users', 1), deletes('posts', 1, 'foreign-key')];
  const run = aRun([transaction('begin'), statement('DELETE', effects, { failed: true }), transaction('rollback')]);
  expect(counts(run)).toEqual({ line: 1, box: 2, kept: 6, tried: 2 });
});

test('what another connection did is its own mark', () => {
  const other = { connection: 2 } as const;
  const events = [transaction('begin', other), statement('DELETE', [deletes('posts', 3)], other)];
  expect(counts(aRun([...events, transaction('commit', other)]))).toMatchObject({ gone: 1, elsewhere: 1 });
});

test('the foreign key that refused is crossed', () => {
  const { error, ...run } = committed([]);
  const refusal = { class: 'IntegrityError', sqlstate: '23503', message: '', detail: null };
  const events = [transaction('begin'), statement('DELETE', [], { failed: true }), transaction('rollback')];
  const constraint = run.schema.tables[1]?.foreignKeys[0]?.name ?? '';
  expect(counts({ ...run, events, error: { ...refusal, constraint } })).toMatchObject({ refusing: 2 });
});

test('a table stands on the right of what it refers to, and a line back below the first', () => {
  const albums = aTable('albums', ['id'], ['cover_id', 'photos']);
  const photos = aTable('photos', ['id'], ['album_id', 'albums']);
  const run = aTrace({ tables: [albums, photos], classes: [] }, { albums: [[1, 1]], photos: [[1, 1]] }, []);
  const { names, paths, width, height } = picture(run);
  const [first, second] = names;
  expect([first?.text, second?.text]).toEqual(['albums', 'photos']);
  expect((second?.x ?? 0) - (first?.x ?? 0)).toBeGreaterThan(60);
  expect(paths.find(({ look }) => look === 'line')?.d.match(/M\d+ \d+/g)).toEqual(['M58 28', 'M92 11']);
  expect([width, height]).toEqual([150, 37]);
});

test('a table that refers to itself has room for a loop', () => {
  const nodes = aTable('nodes', ['id'], ['parent_id', 'nodes']);
  const run = aTrace({ tables: [nodes], classes: [] }, { nodes: [[1, null]] }, []);
  expect(counts(run)).toEqual({ box: 1, line: 1, kept: 1 });
  expect(picture(run).width).toBe(1 + 57 + 14 + 1);
});

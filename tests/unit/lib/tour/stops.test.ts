// The captions of the first minute, on runs of the real engine.
import { describe, expect, test } from 'vitest';
import { PRESETS } from '@/lib/scenario/presets';
import { OPERATIONS_OF, type Scenario } from '@/lib/scenario/scenario';
import { stopsOf } from '@/lib/tour/stops';
import { positionAt, type RunIndex } from '@/lib/trace/run-index';
import { runsOnEngine } from '@/tests/unit/runs';

const run = runsOnEngine();
const titles = (index: RunIndex) => stopsOf(index).map(({ title }) => title);

const TITLES = {
  'cascade-only': [
    'Nothing is loaded yet',
    'One SELECT and two DELETEs travel',
    'The foreign key has nothing to do',
    'Who removed what',
  ],
  'passive-deletes': ['Nothing is loaded', 'One DELETE travels', 'PostgreSQL’s foreign key acts', 'Who removed what'],
  'delete-orphan': ['3 posts are loaded', 'One DELETE travels', 'Who removed what'],
  'classic-mistake': ['Nothing is loaded', 'One DELETE travels', 'PostgreSQL refuses', 'No row was removed'],
  'default-not-null': [
    'Nothing is loaded yet',
    'One SELECT and one UPDATE travel',
    'PostgreSQL refuses',
    'No row was removed',
  ],
  'loaded-anyway': [
    '3 posts are loaded',
    'Two DELETEs travel',
    'The foreign key has nothing to do',
    'Who removed what',
  ],
} as const;

describe.each(PRESETS)('$id', ({ id, scenario }) => {
  test('has the captions of what happens in it', () => {
    expect(titles(run(scenario))).toEqual(TITLES[id]);
  });
});

test('they go forward in the run, and each stands where there is something to see of it', () => {
  for (const { scenario } of PRESETS) {
    const index = run(scenario);
    const steps = stopsOf(index).map(({ step }) => step);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(new Set(steps).size).toBe(steps.length);
    expect(steps.at(-1)).toBe(index.lastStep);
  }
});

test('the DELETE stands where it is on its way, the foreign key where its last row is', () => {
  const index = run();
  const [, sent, acts] = stopsOf(index);
  const at = positionAt(index, sent?.step ?? 0);
  expect(at.type).toBe('event');
  expect(at.type === 'event' && index.events[at.event]).toMatchObject({ sql: /^DELETE FROM users/ });
  const then = positionAt(index, acts?.step ?? 0);
  expect(then).toMatchObject({ type: 'effect', effect: 3 });
});

test('the words are those of this run', () => {
  const [loaded, sent, acts, outcome] = stopsOf(run({ posts: 7 }));
  expect(loaded?.text).toContain('Python holds User#1 and no Post: the 9 rows of posts are known to PostgreSQL alone.');
  expect(loaded?.text).toContain('passive_deletes=True');
  expect(sent?.text).toBe('This DELETE is for users. No statement of the ORM speaks of posts.');
  expect(acts?.text).toContain('ON DELETE CASCADE deletes 7 rows of posts');
  expect(outcome?.text).toBe(
    'The ORM removed 1 row of users and the foreign key removed 7 rows of posts, in 1 statement. 3 rows stay. Each row wears the mark of who removed it.',
  );
});

test('a foreign key that sets NULL is not said to delete', () => {
  const acts = stopsOf(run({ onDelete: 'SET NULL', nullable: true }))[2];
  expect(acts?.text).toContain('ON DELETE SET NULL sets user_id to NULL on 3 rows of posts');
});

test('a refusal says what the foreign key is told to do', () => {
  expect(stopsOf(run({ onDelete: null }))[2]?.text).toContain('posts.user_id says ON DELETE NO ACTION');
});

test('a setting that SQLAlchemy rejects has one caption', () => {
  const [only, ...others] = stopsOf(run({ passiveDeletes: 'all' }));
  expect(others).toEqual([]);
  expect(only).toMatchObject({ title: 'SQLAlchemy rejects this setting', step: 0 });
});

test('every operation has captions within its run, each with words', () => {
  const all = (['one-to-many', 'one-to-one'] as const).flatMap((shape) =>
    OPERATIONS_OF[shape].flatMap((operation) =>
      (['no', 'loaded'] as const).map((loaded): Partial<Scenario> => ({ shape, operation, loaded })),
    ),
  );
  for (const settings of all) {
    const index = run(settings);
    const stops = stopsOf(index);
    expect(stops.length, JSON.stringify(settings)).toBeGreaterThan(0);
    for (const { title, text, step } of stops) {
      expect(`${title} ${text}`).not.toMatch(/undefined|NaN|\[object|\.\.|^ /);
      expect(step).toBeGreaterThanOrEqual(0);
      expect(step).toBeLessThanOrEqual(index.lastStep);
    }
  }
});

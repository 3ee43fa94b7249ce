// Every goal on the real engine: not reached where it begins, reached by a change of its flags, and told why not.
import { describe, expect, test } from 'vitest';
import { findGoal, GOALS, type GoalId } from '@/lib/goals/goals';
import { change } from '@/lib/scenario/change';
import type { Scenario } from '@/lib/scenario/scenario';
import { runsOnEngine } from '@/tests/unit/runs';

const run = runsOnEngine();

/** For each: what reaches it, and settings that do not, with what is said of them. */
const WAYS: Readonly<Record<GoalId, { reach: Partial<Scenario>[]; miss: [Partial<Scenario>, RegExp][] }>> = {
  'let-the-database': {
    reach: [{ passiveDeletes: true }, { operation: 'bulk-delete' }],
    miss: [
      [{}, /^The ORM loaded 3 rows and deleted 3 posts itself\.$/],
      [{ passiveDeletes: true, loaded: 'loaded' }, /^The ORM deleted 3 posts itself\.$/],
      [{ passiveDeletes: true, onDelete: null }, /^PostgreSQL refused, and the user is still there: .*foreign key/],
      [{ passiveDeletes: 'all' }, /^SQLAlchemy rejected the setting/],
      [{ cascade: 'save-update, merge', nullable: true }, /^The ORM set user_id to NULL on 3 posts itself/],
      [{ operation: 'delete-post' }, /^The user was not deleted\.$/],
      [{ passiveDeletes: true, posts: 0 }, /^The foreign key deleted no post\.$/],
    ],
  },
  'keep-the-posts': {
    reach: [
      { onDelete: 'SET NULL', nullable: true },
      { cascade: 'save-update, merge', passiveDeletes: false, nullable: true },
    ],
    miss: [
      [{}, /^The foreign key deleted 3 posts\.$/],
      [{ passiveDeletes: false }, /^The ORM deleted 3 posts\.$/],
      [{ onDelete: 'SET NULL' }, /^PostgreSQL refused.*user_id/],
      [{ onDelete: 'SET NULL', nullable: true, gone: 'post-1' }, /^Another connection deleted 1 post\.$/],
    ],
  },
  'make-it-refuse': {
    reach: [{ onDelete: null }, { onDelete: 'RESTRICT' }, { onDelete: 'SET NULL' }],
    miss: [
      [{}, /^The foreign key did not refuse: it deleted 3 rows/],
      [{ onDelete: 'RESTRICT', passiveDeletes: false }, /nothing pointed at it any more/],
      [{ passiveDeletes: 'all' }, /^It was SQLAlchemy that rejected the setting/],
      [{ operation: 'delete-post' }, /^It went through/],
    ],
  },
  'one-statement': {
    reach: [{ passiveDeletes: true }],
    miss: [
      [{}, /^It took 3 statements, one SELECT and two DELETEs: the ORM deleted 10,000 posts by their ids\.$/],
      [{ passiveDeletes: true, posts: 3 }, /^3 posts went, and 10,000 are to go\.$/],
      [{ passiveDeletes: true, onDelete: null }, /^PostgreSQL refused/],
    ],
  },
};

describe.each(GOALS)('$title', ({ id, start, judge }) => {
  test('is not reached where it begins', () => {
    expect(judge(run(start)).reached).toBe(false);
  });

  test.each(WAYS[id].reach)('is reached by %j', (settings) => {
    const { reached, sentence } = judge(run(change(start, settings)));
    expect(sentence).toMatch(/\.$/);
    expect(reached).toBe(true);
  });

  test.each(WAYS[id].miss)('is not reached by %j', (settings, why) => {
    const { reached, sentence } = judge(run(change(start, settings)));
    expect(sentence).toMatch(why);
    expect(reached).toBe(false);
  });
});

test('a name that no goal has is none', () => {
  expect(findGoal('no-such-goal')).toBeNull();
  expect(findGoal(null)).toBeNull();
  expect(findGoal('keep-the-posts')?.title).toBe('Keep the posts');
});

import { expect, test } from 'vitest';
import { goalIn, withGoal } from '@/components/first-minute/goal-address';
import { DEFAULT_SCENARIO } from '@/lib/scenario/scenario';
import { readUrl, writeUrl } from '@/lib/scenario/url';

test('a goal stands beside the settings, and is no setting', () => {
  expect(withGoal('', 'keep-the-posts')).toBe('?goal=keep-the-posts');
  expect(withGoal('?posts=5', 'keep-the-posts')).toBe('?posts=5&goal=keep-the-posts');
  expect(withGoal('?posts=5', null)).toBe('?posts=5');
  expect(goalIn('?posts=5&goal=keep-the-posts')).toBe('keep-the-posts');
  expect(goalIn('?posts=5')).toBeNull();
  const { scenario, ignored } = readUrl(withGoal(writeUrl(DEFAULT_SCENARIO, 3), 'make-it-refuse'));
  expect(scenario).toEqual(DEFAULT_SCENARIO);
  expect(ignored).toEqual([]);
});

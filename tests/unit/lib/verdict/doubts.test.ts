import { expect, test } from 'vitest';
import type { Unexplained } from '@/lib/trace/trace';
import { doubtsOf } from '@/lib/verdict/doubts';

const gone = (key: Unexplained['key'], table = 'posts'): Unexplained => ({
  table,
  key,
  was: [key as number],
  is: null,
});

test('nothing is said where all was seen', () => {
  expect(doubtsOf({ unexplained: [], missing: [] })).toEqual([]);
});

test('rows are named as long as they are few, by table and by what became of them', () => {
  const unexplained = [
    ...[1, 2, 3, 4, 5].map((key) => gone(key)),
    gone([1, 2], 'post_tags'),
    { ...gone(7), was: null, is: [7] },
  ];
  expect(doubtsOf({ unexplained, missing: [] })).toEqual([
    '5 rows of posts (1, 2, 3 and 2 more) are gone, and nothing here saw who deleted them.',
    '1 row of post_tags ((1, 2)) is gone, and nothing here saw who deleted it.',
    '1 row of posts (7) is new, and nothing here saw who inserted it.',
  ]);
});

test('what could not be observed is a sentence with one full stop', () => {
  const missing = ['What delete() marks could not be observed: KeyError: 1', 'Done.'];
  expect(doubtsOf({ unexplained: [], missing })).toEqual([`${missing[0]}.`, 'Done.']);
});

import { describe, expect, it } from 'vitest';
import { treeOf } from '@/components/stage/row-tree';

/** "1 .2 ..4 .3", a dot for each row above. */
const drawn = (names: readonly (number | string)[], parents: readonly (number | string | null)[]) =>
  treeOf(names, parents)
    .map(({ at, depth }) => '.'.repeat(depth) + names[at])
    .join(' ');

describe('the rows of a table that refers to itself', () => {
  it('stand each below the row that they refer to, in the order of the table', () => {
    expect(drawn([1, 2, 3, 4, 5, 6], [null, 1, 1, 2, 2, 3])).toBe('1 .2 ..4 ..5 .3 ..6');
    expect(drawn(['b', 'a', 'c'], ['a', null, 'b'])).toBe('a .b ..c');
  });

  it('are at the top when what they refer to is not there', () => {
    expect(drawn([1, 2], [9, 1])).toBe('1 .2');
  });

  it('are all there when they refer to each other in a circle', () => {
    expect(drawn([1, 2, 3], [2, 1, 3])).toBe('1 .2 3');
    expect(drawn([], [])).toBe('');
  });
});

import { expect, test } from 'vitest';
import { compareNames, keyOf, nameOf, positionsOf } from '@/lib/trace/key';

test('one value stands for itself, several are a list', () => {
  expect(keyOf([7])).toBe(7);
  expect(keyOf(['a b'])).toBe('a b');
  expect(keyOf([1, 'x', null])).toEqual([1, 'x', null]);
});

test('a key of one value is its own name, several read as a row', () => {
  expect(nameOf(7)).toBe(7);
  expect(nameOf('a b')).toBe('a b');
  expect(nameOf([1, 'x', null])).toBe('(1, x, NULL)');
});

test('names go in the order of their numbers, also inside of texts', () => {
  expect([10, 9, 2].sort(compareNames)).toEqual([2, 9, 10]);
  expect(['(1, 10)', '(1, 9)', '(10, 1)', '(2, 1)'].sort(compareNames)).toEqual([
    '(1, 9)',
    '(1, 10)',
    '(2, 1)',
    '(10, 1)',
  ]);
});

test('every name is found where it is, dense or sparse, number or text, and no other', () => {
  for (const names of [[1, 2, 3], [0, 5, 1_000_000_000], [-3, 4], ['a', '(1, 2)'], [7, 'seven'], []]) {
    const position = positionsOf(names);
    for (const [at, name] of names.entries()) expect(position(name)).toBe(at);
    expect([position(99), position('none'), position(-1)]).toEqual([-1, -1, -1]);
  }
});

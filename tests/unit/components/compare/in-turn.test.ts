import { expect, test } from 'vitest';
import { inTurn } from '@/components/compare/in-turn';

test('each is asked for once the one before it is there', async () => {
  const asked: number[] = [];
  const ask = async (item: number) => {
    asked.push(item);
    return item * 10;
  };
  expect(await inTurn([1, 2, 3], ask, () => true)).toEqual([10, 20, 30]);
  expect(asked).toEqual([1, 2, 3]);
});

test('one that gives nothing ends it', async () => {
  const asked: number[] = [];
  const ask = async (item: number) => {
    asked.push(item);
    return item === 2 ? null : item;
  };
  expect(await inTurn([1, 2, 3], ask, () => true)).toBeNull();
  expect(asked).toEqual([1, 2]);
});

test('what is wanted no more asks for nothing more: that would take the place of what is', async () => {
  let wanted = true;
  const asked: number[] = [];
  const ask = async (item: number) => {
    asked.push(item);
    wanted = false;
    return item;
  };
  expect(await inTurn([1, 2], ask, () => wanted)).toBeNull();
  expect(asked).toEqual([1]);
});

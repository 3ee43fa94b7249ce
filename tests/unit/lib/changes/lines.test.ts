import { expect, test } from 'vitest';
import { differingLines, differingSpans, type Line, pairsOfLines } from '@/lib/changes/lines';

const statement = (text: string): Line => ({ kind: 'statement', text, parameters: [{}] });
const output = (text: string): Line => ({ kind: 'output', text });

test('lines that are the same are one for both, in the order of each kind', () => {
  const [select, remove] = [statement('SELECT count(*) FROM posts'), statement('DELETE FROM posts')];
  expect(pairsOfLines([select, remove, output('2 posts')], [remove, select, output('1 post')])).toEqual([
    { each: [select, null] },
    { both: remove },
    { each: [null, select] },
    { each: [output('2 posts'), output('1 post')] },
  ]);
});

test('a statement with other parameters is another line', () => {
  const sent = (id: number): Line => ({ kind: 'statement', text: 'DELETE', parameters: [{ id }] });
  expect(pairsOfLines([sent(1)], [sent(2)])).toEqual([{ each: [sent(1), sent(2)] }]);
});

test('what only one of two texts has is told by its place, neighbouring words as one', () => {
  const [older, newer] = ['SELECT posts.id AS posts_id FROM posts', 'SELECT posts.id FROM posts'];
  const [left, right] = differingSpans(older, newer);
  expect(left.map(({ start, end }) => older.slice(start, end))).toEqual(['AS posts_id']);
  expect(right).toEqual([]);
  expect(differingSpans('the same', 'the same')).toEqual([[], []]);
});

test('two runs differ in as many lines as are not the same in both, and in none in another order of kinds', () => {
  const [remove, printed] = [statement('DELETE FROM posts'), output('1 post')];
  expect(differingLines([remove, printed], [printed, remove])).toBe(0);
  expect(differingLines([remove, printed], [remove, output('2 posts'), output('gone')])).toBe(2);
});

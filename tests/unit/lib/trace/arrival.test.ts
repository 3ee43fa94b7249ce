import { expect, it } from 'vitest';
import { layOut, oncePerRun } from '@/lib/trace/arrival';
import { aRun, transaction } from '@/tests/unit/a-run';

it('works each part out once, before anything is drawn', async () => {
  const order: string[] = [];
  const part = (name: string) => oncePerRun(() => order.push(name));
  const [first, second] = [part('first'), part('second')];
  const index = await layOut(aRun([transaction('begin')]), [first, second]);
  expect([first(index), second(index)]).toEqual([order.indexOf('first') + 1, order.indexOf('second') + 1]);
  expect(order).toEqual(['first', 'second']);
});

it('lays out a run as it came, step for step', async () => {
  const index = await layOut(aRun([transaction('begin'), transaction('commit')]), []);
  expect(index.lastStep).toBe(2);
});

import nodeCrypto from 'node:crypto';
import { expect, test } from 'vitest';
import { repeatably } from '@/lib/kept/repeatable';

const drawn = async () => [
  Date.now(),
  performance.now(),
  Math.random(),
  [...crypto.getRandomValues(new Uint8Array(4))],
  [...nodeCrypto.randomFillSync(new Uint8Array(4))],
];

test('what asks the clock and chance gets the same answers each time, and others afterwards', async () => {
  const [before, one, again] = [await drawn(), await repeatably(drawn), await repeatably(drawn)];
  expect(again).toEqual(one);
  const after = await drawn();
  for (const at of before.keys()) expect(after[at]).not.toEqual(one[at]);
});

test('the clock goes on when what was made has failed', async () => {
  await expect(repeatably(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  expect(Date.now()).not.toBe(await repeatably(async () => Date.now()));
});

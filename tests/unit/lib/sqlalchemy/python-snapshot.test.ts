import { expect, test } from 'vitest';
import { packMemory, unpackMemory } from '@/lib/sqlalchemy/python-snapshot';

const PAGE = 4096;

function memory(pages: number, written: Readonly<Record<number, number>>): Uint8Array {
  const bytes = new Uint8Array(pages);
  for (const [at, value] of Object.entries(written)) bytes[Number(at)] = value;
  return bytes;
}

test.each([
  ['none at all', memory(0, {}), 0],
  ['nothing but zeros', memory(9 * PAGE, {}), 0],
  ['zeros in between', memory(9 * PAGE, { 0: 1, [PAGE]: 2, [7 * PAGE - 1]: 3 }), 3],
  ['an end that fills no page', memory(3 * PAGE + 8, { [3 * PAGE + 7]: 255 }), 1],
])('a memory with %s comes back as it was', (_, whole, pages) => {
  const packed = packMemory(whole);
  expect(unpackMemory(packed)).toEqual(whole);
  expect(packed.length).toBeLessThanOrEqual(8 + pages * (PAGE + 8));
});

test('a packed memory that is damaged is no memory', () => {
  const packed = packMemory(memory(9 * PAGE, { 0: 1, [7 * PAGE]: 3 }));
  expect(() => unpackMemory(packed.subarray(0, -1))).toThrow(RangeError);
  expect(() => unpackMemory(packed.subarray(0, 12))).toThrow(RangeError);
  expect(() => unpackMemory(new Uint8Array(1 << 20).fill(7))).toThrow(RangeError);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numeral, quantity } from '@/lib/trace/quantity';

describe('numbers in words', () => {
  it('are grouped as the browser groups them', () => {
    const format = new Intl.NumberFormat('en');
    fc.assert(
      fc.property(fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -2_000_000, max: 2_000_000 })), (count) => {
        expect(numeral(count)).toBe(format.format(count));
      }),
    );
  });

  it('keep their fraction whole', () => {
    expect(numeral(1234.25)).toBe('1,234.25');
    expect(numeral(0.1234567)).toBe('0.1234567');
  });

  it('take the plural, or one of their own', () => {
    expect([quantity(1, 'post'), quantity(12_345, 'post'), quantity(0, 'entry', 'entries')]).toEqual([
      '1 post',
      '12,345 posts',
      '0 entries',
    ]);
  });
});

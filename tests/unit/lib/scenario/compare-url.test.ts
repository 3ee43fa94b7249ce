import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { change } from '@/lib/scenario/change';
import {
  MOST_WAYS,
  readComparison,
  THREE_WAYS,
  withShared,
  withWay,
  writeComparison,
} from '@/lib/scenario/compare-url';
import { DEFAULT_SCENARIO, type Scenario } from '@/lib/scenario/scenario';
import { writeUrl } from '@/lib/scenario/url';

const throughAddressBar = (query: string) => new URL(`https://example.test/compare/${query}#part`).search;
const way = (settings: Partial<Scenario>) => change(DEFAULT_SCENARIO, settings);

const anyWay = fc
  .record({
    cascade: fc.constantFrom('all', 'all, delete-orphan', 'save-update, merge', '&c=x#?', ''),
    passiveDeletes: fc.constantFrom(false, true, 'all' as const),
    onDelete: fc.constantFrom(null, 'CASCADE' as const, 'SET NULL' as const),
    loaded: fc.constantFrom('no' as const, 'partial' as const, 'loaded' as const),
  })
  .map(way);
const anyShared = fc.record({
  shape: fc.constant('one-to-many' as const),
  operation: fc.constantFrom('delete-user' as const, 'remove-post' as const, 'raw-delete' as const),
  posts: fc.integer({ min: 0, max: 10_000 }),
});

describe('the address of a comparison', () => {
  it('brings every comparison and step back as it was written', () => {
    fc.assert(
      fc.property(
        fc.array(anyWay, { minLength: 1, maxLength: MOST_WAYS }),
        anyShared,
        fc.option(fc.nat()),
        fc.constantFrom('model' as const, 'sqlalchemy' as const),
        (ways, shared, step, engine) => {
          const together = withShared(ways, shared);
          const read = readComparison(throughAddressBar(writeComparison(together, step, engine)));
          expect(read).toEqual({ ways: together, engine, step, notes: [] });
        },
      ),
    );
  });

  it('gives one to three ways on the same data and operation for any query at all', () => {
    const part = fc.tuple(fc.constantFrom('c', 'step', 'x'), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const { ways } = readComparison(new URLSearchParams(parts.map(([key, value]) => [key, value])).toString());
        expect(ways.length).toBeGreaterThan(0);
        expect(ways.length).toBeLessThanOrEqual(MOST_WAYS);
        for (const field of ['shape', 'operation', 'posts'] as const) {
          expect(new Set(ways.map((each) => each[field])).size).toBe(1);
        }
      }),
    );
  });

  it('is empty for the three ways of the original question', () => {
    expect(writeComparison(THREE_WAYS)).toBe('');
    expect(readComparison('').ways).toEqual(THREE_WAYS);
  });

  it('says which way fell back in what, and follows the rest', () => {
    const { ways, notes } = readComparison('?c=passive_deletes%3Dmaybe%26ondelete%3DNone&c=&step=-3');
    expect(ways).toEqual([way({ onDelete: null }), DEFAULT_SCENARIO]);
    expect(notes).toHaveLength(2);
    expect(notes[0]).toMatch(/^Way 1: passive_deletes was ignored: “maybe”/);
    expect(notes[1]).toMatch(/^The step was ignored: “-3”/);
  });

  it('says when a way was asked for with other data, and when there are too many', () => {
    const { ways, notes } = readComparison('?c=posts%3D7&c=posts%3D9&c=&c=');
    expect(ways.map(({ posts }) => posts)).toEqual([7, 7, 7]);
    expect(notes).toEqual([
      'The address has 4 ways; the first 3 are compared.',
      'Way 2 was asked for with posts 9; all ways are compared on the same data and operation.',
      'Way 3 was asked for with posts 3; all ways are compared on the same data and operation.',
    ]);
  });
});

describe('a scenario that is pinned', () => {
  it('joins the others, decides on the operation and the data, and the oldest makes room for a fourth', () => {
    const orphan = way({ operation: 'remove-post', posts: 5 });
    const joined = withWay(THREE_WAYS, orphan);
    expect(joined).toEqual([...withShared(THREE_WAYS.slice(1), orphan), orphan]);
  });

  it('gets another beside it where it would be alone, on the same data', () => {
    const alone = way({ onDelete: null, posts: 7 });
    expect(withWay([], alone)).toEqual([withShared(THREE_WAYS, alone)[0], alone]);
    for (const scenario of THREE_WAYS) {
      expect(withWay([scenario], scenario)).toHaveLength(2);
      expect(new Set(withWay([], scenario).map((each) => writeUrl(each))).size).toBe(2);
    }
  });

  it('is not doubled', () => {
    for (const scenario of THREE_WAYS) {
      expect(withWay(THREE_WAYS, scenario)).toEqual([...THREE_WAYS.filter((each) => each !== scenario), scenario]);
    }
  });
});

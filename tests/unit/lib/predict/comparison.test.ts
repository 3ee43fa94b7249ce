// Predictions beside runs of the real engine.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apart, type Fate, fatesOf, linesOf } from '@/lib/predict/asked';
import { compare, fateOf, openIn } from '@/lib/predict/comparison';
import { type Guess, NO_GUESS } from '@/lib/predict/guess';
import { hintsOf } from '@/lib/predict/hints';
import { GONE } from '@/lib/scenario/elsewhere';
import { PRESETS } from '@/lib/scenario/presets';
import { LOADED, MAPPERS, OPERATIONS_OF, type Scenario, SHAPES } from '@/lib/scenario/scenario';
import type { RunIndex } from '@/lib/trace/run-index';
import { stateAt } from '@/lib/trace/state';
import { runsOnEngine } from '@/tests/unit/runs';

const run = runsOnEngine();

/** What happened, as if it had been predicted. */
function truth(index: RunIndex<Scenario>): Guess {
  const state = stateAt(index, index.lastStep);
  const fates = new Map<string, Fate>();
  for (const line of linesOf(index)) {
    const table = state.tables.find((each) => each.table.name === line.table);
    if (table) fates.set(line.id, fateOf(index, table, line.rows[0] ?? 0));
  }
  const [statements] = compare(index, { ...NO_GUESS, statements: 0 });
  return {
    ...NO_GUESS,
    ending: index.trace.error ? 'refused' : 'committed',
    fates,
    statements: Number(statements?.was),
  };
}

test.each(PRESETS)('$id: who says what happens is right in everything, and told why', ({ scenario }) => {
  const index = run(scenario);
  const lines = linesOf(index);
  const guess = truth(index);
  expect(openIn(index, guess)).toBe(0);
  const judged = compare(index, guess);
  expect(judged.filter(({ right }) => !right)).toEqual([]);
  expect(judged).toHaveLength(lines.length + 2);
  for (const { why } of judged) expect(why).toMatch(/^\S.*\.$/);
});

describe('who is wrong is told what happened', () => {
  test('of rows that the foreign key removed', () => {
    const index = run();
    const [line] = linesOf(index).filter(({ table }) => table === 'posts');
    if (!line) throw new Error('no line');
    expect(line.label).toBe('posts 1, 2 and 3 of user 1');
    const guess = { ...NO_GUESS, fates: new Map([[line.id, 'client' as const]]) };
    expect(compare(index, guess)).toEqual([
      {
        ...{ id: line.id, about: line.label, right: false, rule: 'D2' },
        ...{ said: 'removed by the ORM', was: 'removed by the foreign key' },
        why: 'ON DELETE CASCADE of user_id did it, inside the DELETE for users.',
      },
    ]);
  });

  test('of the number of statements', () => {
    const [statements] = compare(run({ passiveDeletes: false }), { ...NO_GUESS, statements: 5 });
    expect(statements).toMatchObject({ said: '5', was: '3', right: false });
    expect(statements?.why).toContain(
      'a SELECT for posts, a DELETE for posts (3 parameter sets in one) and a DELETE for users',
    );
  });

  test('of a refusal', () => {
    const index = run({ onDelete: null });
    const judged = compare(index, { ...truth(index), ending: 'committed' });
    expect(judged[0]).toMatchObject({ right: false, was: 'it is refused' });
    expect(judged[0]?.why).toContain('violates foreign key constraint');
    expect(judged.slice(1).every(({ right }) => right)).toBe(true);
  });
});

test('who predicts a refusal need say nothing of the rows', () => {
  const index = run({ onDelete: null });
  const guess: Guess = { ...NO_GUESS, ending: 'refused', statements: 1 };
  expect(openIn(index, guess)).toBe(0);
  expect(compare(index, guess).every(({ right }) => right)).toBe(true);
  expect(openIn(index, { ...guess, ending: 'committed' })).toBe(linesOf(index).length);
});

test('rows can be told apart', () => {
  const index = run();
  const posts = linesOf(index).find(({ label }) => label.startsWith('posts 1'));
  const each = posts ? apart(index, posts) : [];
  expect(each.map(({ label }) => label)).toEqual(['post 1', 'post 2', 'post 3']);
  const guess = {
    ...NO_GUESS,
    apart: new Set([posts?.id ?? '']),
    fates: new Map(each.map(({ id }) => [id, 'foreign-key' as const])),
  };
  expect(compare(index, guess).map(({ right }) => right)).toEqual([true, true, true]);
});

test('a thousand posts are one line', () => {
  const index = run({ posts: 1000 });
  expect(linesOf(index).map(({ label }) => label)).toEqual([
    'user 1',
    'user 2',
    'posts 1 to 1,000 of user 1',
    'posts 1,001 and 1,002 of user 2',
  ]);
});

const settings = fc
  .record({
    shape: fc.constantFrom(...SHAPES),
    cascade: fc.constantFrom('all, delete-orphan', 'all', 'save-update, merge'),
    passiveDeletes: fc.constantFrom(true, false, 'all' as const),
    onDelete: fc.constantFrom(...([null, 'CASCADE', 'SET NULL', 'RESTRICT', 'SET DEFAULT'] as const)),
    nullable: fc.boolean(),
    loaded: fc.constantFrom(...LOADED),
    gone: fc.constantFrom(...GONE),
    mapper: fc.constantFrom(...MAPPERS),
    pick: fc.nat(),
  })
  .map(({ pick, ...rest }) => {
    const operations = OPERATIONS_OF[rest.shape];
    return { ...rest, operation: operations[pick % operations.length] ?? operations[0] } as Partial<Scenario>;
  });

/** What is taken out is the first of the collection, which is then the second post. */
const FIRST_IS_GONE: Partial<Scenario> = { operation: 'remove-post', loaded: 'no', gone: 'post-1', onDelete: null };

test('by chance: rows of a line share a fate, which is among those to choose from, and the truth is right', () => {
  fc.assert(
    fc.property(settings, (given) => {
      const index = run(given);
      const lines = linesOf(index);
      const state = stateAt(index, index.lastStep);
      const offered = fatesOf(index.trace.scenario);
      for (const line of lines) {
        const table = state.tables.find((each) => each.table.name === line.table);
        if (!table) throw new Error(line.table);
        const fates = new Set(line.rows.map((row) => fateOf(index, table, row)));
        expect([...fates], line.label).toHaveLength(1);
        expect(offered).toContain([...fates][0]);
      }
      const seeded = index.tables.reduce((sum, table) => sum + table.seeded.reduce((all, one) => all + one, 0), 0);
      expect(lines.reduce((sum, { rows }) => sum + rows.length, 0)).toBe(seeded);
      expect(compare(index, truth(index)).filter(({ right }) => !right)).toEqual([]);
      expect(hintsOf(index.trace.scenario).join(' ')).not.toMatch(/undefined|null\b|\.\./);
    }),
    { numRuns: 120, examples: [[FIRST_IS_GONE]] },
  );
});
